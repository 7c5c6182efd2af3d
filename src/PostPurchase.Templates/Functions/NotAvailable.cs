namespace PostPurchase.Templates.Functions;

/// <summary>Functions of upstream that are left out on purpose, so that a call says why.</summary>
internal static class NotAvailable
{
    public static BuiltinDeclaration Declare(string space, string name, string reason, params BuiltinParameter[] parameters) =>
        new(space, name, parameters, ParameterKind.Any, $"Not available: {reason}.",
            (call, _) => throw call.Fail($"The function `{space}.{name}` is not available: {reason}", ErrorCode.NotAvailable))
        { IsContextual = true };
}
