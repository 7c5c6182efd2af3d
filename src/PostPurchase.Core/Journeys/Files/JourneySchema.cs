using System.Text.Json.Nodes;
using PostPurchase.Core.Personalisation;

namespace PostPurchase.Core.Journeys.Files;

/// <summary>The JSON Schema of journey and segment files, from the same table that the reader checks with.</summary>
public static class JourneySchema
{
    /// <summary>
    /// A schema (draft 2020-12) whose <c>$defs</c> are <c>journey</c>, <c>segment</c>, <c>offers</c> and <c>step</c>; <c>x-model</c> lists every field that
    /// conditions and templates may read, <c>x-functions</c> the functions of conditions.
    /// </summary>
    public static JsonObject Write()
    {
        var definitions = new JsonObject();
        definitions["journey"] = Of(JourneyShapes.Journey, definitions);
        definitions["segment"] = Of(JourneyShapes.Segment, definitions);
        definitions["offers"] = Of(Offers.OfferShapes.File, definitions);
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "PostPurchase journey",
            ["$ref"] = "#/$defs/journey",
            ["$defs"] = definitions,
            ["x-model"] = Fields(Model.Fields, ""),
            ["x-functions"] = new JsonArray([.. ConditionFunctions.All.Select(function => (JsonNode)new JsonObject
            {
                ["name"] = function.Name,
                ["parameters"] = function.Parameters,
                ["summary"] = function.Summary,
            })]),
        };
    }

    private static JsonArray Fields(IReadOnlyList<ModelField> fields, string prefix)
    {
        var list = new JsonArray();
        foreach (var field in fields)
        {
            var path = prefix + field.Name + (field.Type == FieldType.List && field.Fields.Count > 0 ? "[]" : "");
            list.Add((JsonNode)new JsonObject
            {
                ["path"] = path,
                ["type"] = JsonNamingOf(field.Type),
                ["optional"] = field.Optional,
                ["summary"] = field.Summary,
            });
            foreach (var below in Fields(field.Fields, path + ".").ToList())
            {
                list.Add(below!.DeepClone());
            }
        }

        return list;
    }

    private static string JsonNamingOf(FieldType type) => type switch
    {
        FieldType.Text => "text",
        FieldType.Number => "number",
        FieldType.Money => "money",
        FieldType.Bool => "bool",
        FieldType.Date => "date",
        FieldType.List => "list",
        FieldType.Group => "group",
        _ => "free",
    };

    private static JsonObject Of(Shape shape, JsonObject definitions) => shape switch
    {
        Shape.Value value => OfForm(value.Form),
        Shape.Choice choice => new() { ["enum"] = new JsonArray([.. choice.Words.Select(word => (JsonNode)word)]) },
        Shape.ListOf list => OfList(list, definitions),
        Shape.MapOf map => OfMap(map, definitions),
        Shape.Group group => OfGroup(group, definitions),
        Shape.Either either => new() { ["anyOf"] = new JsonArray(Of(either.Scalar, definitions), Of(either.Other, definitions)) },
        Shape.Recursive recursive => Reference(recursive, definitions),
        _ => throw new InvalidOperationException($"the shape {shape.GetType().Name} is not known"),
    };

    private static JsonObject Reference(Shape.Recursive recursive, JsonObject definitions)
    {
        if (!definitions.ContainsKey(recursive.Name))
        {
            definitions[recursive.Name] = new JsonObject();
            definitions[recursive.Name] = Of(recursive.Of(), definitions);
        }

        return new() { ["$ref"] = $"#/$defs/{recursive.Name}" };
    }

    private static JsonObject OfForm(Form form)
    {
        var schema = new JsonObject { ["description"] = form.Name };
        if (form.Choices.Count > 0) schema["enum"] = new JsonArray([.. form.Choices.Select(word => (JsonNode)word)]);
        else if (form.Type == "string") schema["type"] = TextTypes(form, schema);
        else schema["type"] = form.Type;
        if (form.Pattern is not null) schema["pattern"] = form.Pattern;
        if (form.Minimum is { } minimum) schema["minimum"] = minimum;
        if (form.Maximum is { } maximum) schema["maximum"] = maximum;
        return schema;
    }

    // What YAML takes for a number or a yes stands for its text: `name: 2024` is a name.
    private static JsonNode TextTypes(Form form, JsonObject schema)
    {
        if (form.Pattern is null) return new JsonArray("string", "number", "boolean");
        var types = new JsonArray("string");
        if (form.Accepts("true")) types.Add((JsonNode)"boolean");
        if (form.Accepts("7"))
        {
            types.Add((JsonNode)"integer");
            schema["minimum"] = 0;
        }

        return types.Count > 1 ? types : "string";
    }

    private static JsonObject OfList(Shape.ListOf list, JsonObject definitions)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = Of(list.Item, definitions) };
        if (list.Minimum > 0) schema["minItems"] = list.Minimum;
        return schema;
    }

    private static JsonObject OfMap(Shape.MapOf map, JsonObject definitions)
    {
        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = Of(map.Item, definitions) };
        if (map.Key.Pattern is not null) schema["propertyNames"] = new JsonObject { ["pattern"] = map.Key.Pattern };
        if (map.Minimum > 0) schema["minProperties"] = map.Minimum;
        return schema;
    }

    private static JsonObject OfGroup(Shape.Group group, JsonObject definitions)
    {
        var properties = new JsonObject();
        foreach (var key in group.Keys.Where(key => !key.IsLater))
        {
            var property = Of(key.Shape, definitions);
            property["description"] = key.Summary;
            properties[key.Name] = property;
        }

        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (group.Keys.FirstOrDefault(key => key.Instead is not null) is { } needless)
            schema["anyOf"] = new JsonArray(new JsonObject { ["required"] = new JsonArray(needless.Name) }, JsonNode.Parse(needless.Instead!.Schema));
        var required = group.Keys.Where(key => key is { IsRequired: true, Instead: null }).Select(key => (JsonNode)key.Name).ToArray();
        if (required.Length > 0) schema["required"] = new JsonArray(required);
        if (group.ExactlyOne.Count > 0)
        {
            schema["oneOf"] = new JsonArray([.. group.ExactlyOne.Select(name => (JsonNode)new JsonObject { ["required"] = new JsonArray(name) })]);
        }

        var beside = group.Keys.Where(key => key.Beside is not null).Select(key => KeyValuePair.Create(key.Name, (JsonNode?)new JsonArray(key.Beside))).ToList();
        if (beside.Count > 0) schema["dependentRequired"] = new JsonObject(beside);
        return schema;
    }
}
