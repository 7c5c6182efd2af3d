using PostPurchase.Templates;

namespace PostPurchase.Server.Commands;

/// <summary>The three functions that the published case files of the language expect of their host.</summary>
internal static class CaseFunctions
{
    public static IEnumerable<BuiltinDeclaration> All =>
    [
        Declare("special_concat_strings", (call, args) => $"a: {call.ToText(args[0])}, b: {call.ToText(args[1])}, c: {call.ToText(args[2])}", Text("a"), Text("b"), Text("c")),
        Declare("special_concat_string_and_params", (call, args) => $"a: {call.ToText(args[0])}{Numbered(call, args[1..], ", ")}", Text("a"), BuiltinParameter.Rest("args", ParameterKind.Any)),
        Declare("special_concat_params", (call, args) => Numbered(call, args, ""), BuiltinParameter.Rest("args", ParameterKind.Any)),
    ];

    private static BuiltinParameter Text(string name) => BuiltinParameter.Optional(name, ParameterKind.Text, Value.From($"default_{name}"));

    private static BuiltinDeclaration Declare(string name, Func<CallContext, Value[], string> body, params BuiltinParameter[] parameters) =>
        new("", name, parameters, ParameterKind.Text, "A function of the case files.", (call, args) => Value.From(body(call, args.ToArray())));

    private static string Numbered(CallContext call, Value[] args, string before) =>
        (args.Length == 0 ? "" : before) + string.Join(", ", args.Select((arg, index) => $"v{index}: {call.ToText(arg)}"));
}
