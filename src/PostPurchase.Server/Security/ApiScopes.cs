namespace PostPurchase.Server.Security;

/// <summary>What a key may do. <c>admin</c> may do all, <c>write</c> also read.</summary>
internal static class ApiScopes
{
    public const string Read = "read";
    public const string Write = "write";
    public const string Events = "events";
    public const string Admin = "admin";

    public static IReadOnlyList<string> All { get; } = [Read, Write, Events, Admin];

    /// <summary>The scopes of a list with commas, in one spelling; null where one is not known.</summary>
    public static string? Parse(string text)
    {
        var words = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 && words.All(All.Contains) ? string.Join(',', words.Distinct()) : null;
    }

    public static bool Allows(string granted, string needed)
    {
        var words = granted.Split(',');
        return words.Contains(Admin) || words.Contains(needed) || (needed == Read && words.Contains(Write));
    }
}
