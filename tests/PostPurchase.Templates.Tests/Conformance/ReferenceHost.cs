using System.Text.Json;

namespace PostPurchase.Templates.Tests.Conformance;

/// <summary>What the shared cases expect around a template: model, partials, three host functions, limits.</summary>
internal sealed class ReferenceHost
{
    private readonly TemplateEngine _engine = new(HostFunctions);
    private readonly ValueObject _model;
    private readonly Dictionary<string, string> _includes;

    public ReferenceHost()
    {
        _model = JsonModel.Parse(File.ReadAllBytes(Testing.Conformance.PathTo("scriban", "model.json"))).AsObject();
        var tables = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(File.ReadAllText(Testing.Conformance.PathTo("scriban", "include-table.json")))!;
        _includes = tables["default"];
    }

    /// <summary>The output, or the lines of the errors.</summary>
    public string Render(string source)
    {
        try
        {
            var options = new RenderOptions { Limits = new RenderLimits { LoopRounds = 1000 }, Includes = Include };
            return _engine.Parse(source, "text").Render(_model, options);
        }
        catch (TemplateException problem)
        {
            return problem.Message;
        }
    }

    private Template Include(string name) => _engine.Parse(_includes.GetValueOrDefault(name, name), name);

    private static IEnumerable<BuiltinDeclaration> HostFunctions =>
    [
        Declare("special_concat_strings", args => $"a: {args[0]}, b: {args[1]}, c: {args[2]}", Default("a"), Default("b"), Default("c")),
        Declare("special_concat_string_and_params", args => $"a: {args[0]}{Numbered(args[1..], ", ")}", Default("a"), BuiltinParameter.Rest("args", ParameterKind.Any)),
        Declare("special_concat_params", args => Numbered(args, ""), BuiltinParameter.Rest("args", ParameterKind.Any)),
    ];

    private static BuiltinParameter Default(string name) => BuiltinParameter.Optional(name, ParameterKind.Text, Value.From($"default_{name}"));

    private static BuiltinDeclaration Declare(string name, Func<Value[], string> body, params BuiltinParameter[] parameters) =>
        new("", name, parameters, ParameterKind.Text, "A function of the case host.", (_, args) => Value.From(body(args.ToArray())));

    private static string Numbered(Value[] args, string before) =>
        (args.Length == 0 ? "" : before) + string.Join(", ", args.Select((arg, index) => $"v{index}: {arg}"));
}
