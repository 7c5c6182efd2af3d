using System.Globalization;

namespace PostPurchase.Server.Security;

/// <summary>Names of accounts: one spelling each, so that nobody can pass for another by a capital.</summary>
internal static class AccountName
{
    public const string Expected = "expected 1 to 100 letters, digits and . _ - @ +";

    /// <summary>The one spelling of a name, or null where it is none.</summary>
    public static string? Of(string? text)
    {
        var name = text?.Trim().ToLower(CultureInfo.InvariantCulture);
        return name is { Length: > 0 and <= 100 } && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' or '@' or '+') ? name : null;
    }
}
