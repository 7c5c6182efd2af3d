using System.Text.Json;
using System.Text.RegularExpressions;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Tests.Hosting;
using Xunit;

namespace PostPurchase.Server.Tests.Api;

/// <summary>The types of the web app are generated from the server's own description: they must say what it says now.</summary>
public sealed partial class SchemaTests
{
    private const string Mend = "start this server and run in src/PostPurchase.Designer: API=http://127.0.0.1:5080 npm run types";

    [Fact]
    public async Task The_types_of_the_web_app_have_the_addresses_and_fields_that_the_server_has_now()
    {
        await using var server = await RunningServer.StartAsync();
        using var document = JsonDocument.Parse(await (await server.GetAsync("/openapi/v1.json")).Content.ReadAsStringAsync());
        var schema = (await File.ReadAllTextAsync(Path.Combine(Root(), "src", "PostPurchase.Designer", "src", "api", "schema.ts"))).ReplaceLineEndings("\n");

        var (served, generated) = (OfServer(document.RootElement), OfTypes(schema));

        Assert.True(served.SetEquals(generated), $"schema.ts is not up to date: {Difference(served, generated)}; {Mend}");
    }

    // The document knows types by their short name: of two that share one, it describes only one.
    [Fact]
    public void No_two_types_of_the_server_share_a_name()
    {
        var types = typeof(RunnerService).Assembly.GetTypes().Where(type => !type.IsNested && !type.IsGenericType && type.Namespace?.StartsWith("PostPurchase.Server", StringComparison.Ordinal) == true && type.Name != "Log");

        Assert.Empty(types.GroupBy(type => type.Name).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public async Task A_field_that_schema_ts_lacks_is_noticed()
    {
        await using var server = await RunningServer.StartAsync();
        using var document = JsonDocument.Parse(await (await server.GetAsync("/openapi/v1.json")).Content.ReadAsStringAsync());
        var schema = (await File.ReadAllTextAsync(Path.Combine(Root(), "src", "PostPurchase.Designer", "src", "api", "schema.ts"))).ReplaceLineEndings("\n");

        var missing = OfServer(document.RootElement).Except(OfTypes(schema.Replace("            text_on_color?: null | string;\n", "", StringComparison.Ordinal)));

        Assert.Contains("BrandValues.text_on_color", missing);
    }

    // "get /api/v1/brand" of an operation, "BrandValues.color" of a field.
    private static HashSet<string> OfServer(JsonElement document)
    {
        var facts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in document.GetProperty("paths").EnumerateObject()) facts.UnionWith(path.Value.EnumerateObject().Select(operation => $"{operation.Name} {path.Name}"));
        foreach (var schema in document.GetProperty("components").GetProperty("schemas").EnumerateObject())
        {
            if (schema.Value.TryGetProperty("properties", out var properties)) facts.UnionWith(properties.EnumerateObject().Select(property => $"{schema.Name}.{property.Name}"));
        }

        return facts;
    }

    private static HashSet<string> OfTypes(string text)
    {
        var facts = new HashSet<string>(StringComparer.Ordinal);
        var (area, at) = ("", "");
        foreach (var line in text.Split('\n'))
        {
            if (AreaRegex().Match(line) is { Success: true } top) (area, at) = (top.Groups[1].Value, "");
            else if (area == "paths" && PathRegex().Match(line) is { Success: true } path) at = path.Groups[1].Value;
            else if (area == "paths" && OperationRegex().Match(line) is { Success: true } operation) facts.Add($"{operation.Groups[1].Value} {at}");
            else if (area == "components" && SchemaRegex().Match(line) is { Success: true } schema) at = schema.Groups[1].Value;
            else if (area == "components" && at.Length > 0 && FieldRegex().Match(line) is { Success: true } field) facts.Add($"{at}.{field.Groups[1].Value}");
        }

        return facts;
    }

    private static string Difference(HashSet<string> served, HashSet<string> generated) =>
        $"{Some(served.Except(generated))} are missing in it, {Some(generated.Except(served))} are gone from the server";

    private static string Some(IEnumerable<string> facts) => facts.Order(StringComparer.Ordinal).Take(12).ToList() is { Count: > 0 } some ? string.Join(", ", some) : "none";

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PostPurchase.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the solution is not above the tests");
    }

    [GeneratedRegex("^export (?:interface|type) (\\w+)")]
    private static partial Regex AreaRegex();

    [GeneratedRegex("^    \"(/[^\"]*)\": \\{")]
    private static partial Regex PathRegex();

    [GeneratedRegex("^        (get|put|post|delete|options|head|patch|trace): (?!never)")]
    private static partial Regex OperationRegex();

    [GeneratedRegex("^        \"?([\\w.\\[\\]-]+)\"?: \\{$")]
    private static partial Regex SchemaRegex();

    [GeneratedRegex("^            \"?([\\w-]+)\"?\\??: ")]
    private static partial Regex FieldRegex();
}
