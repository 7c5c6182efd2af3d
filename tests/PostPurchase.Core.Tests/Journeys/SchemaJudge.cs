using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PostPurchase.Core.Tests.Journeys;

/// <summary>As much of JSON Schema (draft 2020-12) as the printed schema uses; anything else in it fails.</summary>
internal static class SchemaJudge
{
    private static readonly string[] s_known =
    [
        "$schema", "title", "$ref", "$defs", "x-model", "x-functions", "type", "enum", "pattern", "minimum", "maximum", "properties", "required", "additionalProperties",
        "propertyNames", "oneOf", "dependentRequired", "anyOf", "items", "contains", "minItems", "minProperties", "description",
    ];

    /// <summary>Whether a tree is valid.</summary>
    public static bool Accepts(JsonObject schema, JsonNode? tree) => Accepts(schema, schema["$defs"]!["journey"]!.AsObject(), tree);

    /// <summary>Adds every place of the schema that a valid tree uses, as <see cref="Places"/> names them.</summary>
    public static void Visit(JsonObject schema, JsonNode tree, HashSet<string> used) => Visit(schema, (schema["$defs"]!["journey"]!.AsObject(), "journey"), tree, used);

    /// <summary>Every key of a definition and of those that it leads to: <c>step.email.subject</c>.</summary>
    public static IEnumerable<string> Places(JsonObject schema, string definition)
    {
        var names = new HashSet<string>();
        Walk(schema, schema["$defs"]![definition]!.AsObject(), definition, names, []);
        return names;
    }

    private static void Walk(JsonObject schema, JsonObject part, string path, HashSet<string> names, HashSet<string> seen)
    {
        if (Target(part) is { } name)
        {
            if (seen.Add(name)) Walk(schema, schema["$defs"]![name]!.AsObject(), name, names, seen);
            return;
        }

        foreach (var (key, below) in part["properties"]?.AsObject() ?? [])
        {
            names.Add($"{path}.{key}");
            Walk(schema, below!.AsObject(), $"{path}.{key}", names, seen);
        }

        if (part["items"] is JsonObject items) Walk(schema, items, path, names, seen);
        if (part["additionalProperties"] is JsonObject free) Walk(schema, free, path, names, seen);
        foreach (var option in part["anyOf"]?.AsArray() ?? []) Walk(schema, option!.AsObject(), path, names, seen);
    }

    private static void Visit(JsonObject schema, (JsonObject Part, string Path) at, JsonNode? tree, HashSet<string> used)
    {
        var (part, path) = at;
        if (Target(part) is { } name) (part, path) = (schema["$defs"]![name]!.AsObject(), name);
        foreach (var option in part["anyOf"]?.AsArray() ?? []) Visit(schema, (option!.AsObject(), path), tree, used);
        if (tree is JsonArray list && part["items"] is JsonObject items) foreach (var item in list) Visit(schema, (items, path), item, used);
        if (tree is not JsonObject map) return;
        foreach (var (key, value) in map)
        {
            if (part["properties"]?[key] is JsonObject below)
            {
                used.Add($"{path}.{key}");
                Visit(schema, (below, $"{path}.{key}"), value, used);
            }
            else if (part["additionalProperties"] is JsonObject free)
            {
                Visit(schema, (free, path), value, used);
            }
        }
    }

    private static bool Accepts(JsonObject schema, JsonObject part, JsonNode? tree)
    {
        if (part.Select(pair => pair.Key).FirstOrDefault(key => !s_known.Contains(key)) is { } unknown) throw new InvalidOperationException($"the schema says {unknown}");
        if (Target(part) is { } name) return Accepts(schema, schema["$defs"]![name]!.AsObject(), tree);
        if (part["anyOf"] is JsonArray options && !options.Any(option => Accepts(schema, option!.AsObject(), tree))) return false;
        if (part["enum"] is JsonArray words && !words.Any(word => JsonNode.DeepEquals(word, tree))) return false;
        if (part["type"] is { } type && !(type is JsonArray types ? types : [type.DeepClone()]).Any(one => IsA(tree, one!.GetValue<string>()))) return false;
        return tree switch
        {
            JsonObject map => AcceptsMap(schema, part, map),
            JsonArray list => list.Count >= Number(part["minItems"], 0) && (part["contains"] is not JsonObject one || list.Any(item => Accepts(schema, one, item))) && (part["items"] is not JsonObject items || list.All(item => Accepts(schema, items, item))),
            JsonValue value => AcceptsValue(part, value),
            _ => true,
        };
    }

    private static bool AcceptsMap(JsonObject schema, JsonObject part, JsonObject map)
    {
        if (map.Count < Number(part["minProperties"], 0)) return false;
        if (part["required"] is JsonArray required && !required.All(key => map.ContainsKey(key!.GetValue<string>()))) return false;
        if (part["oneOf"] is JsonArray one && one.Count(option => option!["required"]!.AsArray().All(key => map.ContainsKey(key!.GetValue<string>()))) != 1) return false;
        if (part["dependentRequired"] is JsonObject beside && !beside.All(pair => !map.ContainsKey(pair.Key) || pair.Value!.AsArray().All(key => map.ContainsKey(key!.GetValue<string>())))) return false;
        if (part["propertyNames"]?["pattern"] is { } form && !map.All(pair => Regex.IsMatch(pair.Key, form.GetValue<string>()))) return false;
        foreach (var (key, value) in map)
        {
            if (part["properties"]?[key] is JsonObject known ? !Accepts(schema, known, value) : part["additionalProperties"] switch
            {
                JsonObject free => !Accepts(schema, free, value),
                JsonValue closed => !closed.GetValue<bool>(),
                _ => false,
            }) return false;
        }

        return true;
    }

    private static bool AcceptsValue(JsonObject part, JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.String => part["pattern"] is not { } form || Regex.IsMatch(value.GetValue<string>(), form.GetValue<string>()),
        JsonValueKind.Number => Number(value, 0) >= Number(part["minimum"], double.MinValue) && Number(value, 0) <= Number(part["maximum"], double.MaxValue),
        _ => true,
    };

    private static bool IsA(JsonNode? tree, string type) => tree switch
    {
        JsonObject => type == "object",
        JsonArray => type == "array",
        JsonValue value => value.GetValueKind() switch
        {
            JsonValueKind.String => type == "string",
            JsonValueKind.Number => type == "number" || (type == "integer" && Number(value, 0.5) % 1 == 0),
            _ => type == "boolean",
        },
        _ => type == "null",
    };

    private static double Number(JsonNode? node, double otherwise) => node is null ? otherwise : double.Parse(node.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);

    private static string? Target(JsonObject part) => part["$ref"]?.GetValue<string>()["#/$defs/".Length..];
}

/// <summary>Trees that differ from a sound one in one place.</summary>
internal static class TreeEdits
{
    /// <summary>Each with a name that says what was done: every key taken away, misspelt and doubled by a stranger; every value replaced by one of another kind.</summary>
    public static IEnumerable<(string Name, JsonNode Tree)> Of(JsonNode sound)
    {
        foreach (var path in Paths(sound, []))
        {
            if (path.Count == 0) continue;
            if (path[^1] is string key)
            {
                yield return Edited(sound, path, "without", (parent, _) => parent.AsObject().Remove(key));
                yield return Edited(sound, path, "misspelt", (parent, value) =>
                {
                    parent.AsObject().Remove(key);
                    parent[key + "x_"] = value;
                });
            }

            foreach (var other in (JsonNode[])["!", new JsonArray(), new JsonObject { ["nobody"] = "knows" }, -1.5m, true])
                yield return Edited(sound, path, other.ToJsonString(), (parent, _) => Set(parent, path[^1], other));
        }
    }

    private static (string Name, JsonNode Tree) Edited(JsonNode sound, IReadOnlyList<object> path, string how, Action<JsonNode, JsonNode> edit)
    {
        var copy = sound.DeepClone();
        var parent = path.SkipLast(1).Aggregate(copy, Below);
        edit(parent, Below(parent, path[^1]).DeepClone());
        return ($"{string.Join('.', path)} {how}", copy);
    }

    private static JsonNode Below(JsonNode node, object step) => (step is string key ? node[key] : node[(int)step])!;

    private static void Set(JsonNode parent, object step, JsonNode value)
    {
        if (step is string key) parent[key] = value.DeepClone();
        else parent[(int)step] = value.DeepClone();
    }

    private static IEnumerable<IReadOnlyList<object>> Paths(JsonNode node, IReadOnlyList<object> path)
    {
        yield return path;
        var below = node switch
        {
            JsonObject map => map.Select(pair => ((object)pair.Key, pair.Value!)),
            JsonArray list => list.Select((item, index) => ((object)index, item!)),
            _ => [],
        };
        foreach (var (step, child) in below.ToList())
        {
            foreach (var deeper in Paths(child, [.. path, step])) yield return deeper;
        }
    }
}
