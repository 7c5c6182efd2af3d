namespace PostPurchase.Templates.Functions;

/// <summary>All built-in functions, by object and name; for the engine, the static check, the schema listing and editors.</summary>
public static class Builtins
{
    /// <summary>Their declarations: array, date, html, math, object, regex, string, timespan, then those without an object.</summary>
    public static IReadOnlyList<BuiltinDeclaration> All { get; } =
    [
        .. ArrayFunctions.All, .. ArrayCalls.All, .. DateFunctions.All, .. DateShifts.All, .. HtmlFunctions.All, .. MathFunctions.All,
        .. NumberFormats.All, .. ObjectFunctions.All, .. JsonFunctions.All, .. RegexFunctions.All, .. StringFunctions.All, .. StringSearch.All,
        .. StringPieces.All, .. StringNumbers.All, .. StringHashes.All, .. TimeSpanFunctions.All, .. MoneyFunction.All, .. PluralFunction.All,
    ];
}
