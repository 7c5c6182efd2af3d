namespace PostPurchase.Templates.Functions;

/// <summary>Short words for the parameters of the built-ins.</summary>
internal static class Take
{
    public static BuiltinParameter Any(string name) => BuiltinParameter.Required(name, ParameterKind.Any);

    public static BuiltinParameter Text(string name) => BuiltinParameter.Required(name, ParameterKind.Text);

    public static BuiltinParameter Int(string name) => BuiltinParameter.Required(name, ParameterKind.Int);

    public static BuiltinParameter Number(string name) => BuiltinParameter.Required(name, ParameterKind.Number);

    public static BuiltinParameter Date(string name) => BuiltinParameter.Required(name, ParameterKind.Date);

    public static BuiltinParameter OptionalAny(string name) => BuiltinParameter.Optional(name, ParameterKind.Any);

    public static BuiltinParameter OptionalText(string name, string? fallback = null) =>
        BuiltinParameter.Optional(name, ParameterKind.Text, Value.From(fallback));

    public static BuiltinParameter OptionalInt(string name, long fallback) =>
        BuiltinParameter.Optional(name, ParameterKind.Int, Value.From(fallback));

    public static BuiltinParameter OptionalBool(string name) => BuiltinParameter.Optional(name, ParameterKind.Bool, Value.False);
}
