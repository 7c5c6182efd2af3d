namespace PostPurchase.Server.Security;

/// <summary>What a key or a role may do. <c>admin</c> may do all; <c>write</c> and <c>operate</c> also read.</summary>
internal static class ApiScopes
{
    /// <summary>See everything but secrets.</summary>
    public const string Read = "read";

    /// <summary>Change what customers get: journeys, templates, offers, experiments.</summary>
    public const string Write = "write";

    /// <summary>Keep it running: replay webhooks, retry sends, make keys, release brakes.</summary>
    public const string Operate = "operate";

    /// <summary>Post events.</summary>
    public const string Events = "events";

    /// <summary>All of it, and accounts and erasure.</summary>
    public const string Admin = "admin";

    public static IReadOnlyList<string> All { get; } = [Read, Write, Operate, Events, Admin];

    /// <summary>The scopes of a list with commas, in one spelling; null where one is not known.</summary>
    public static string? Parse(string text)
    {
        var words = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 && words.All(All.Contains) ? string.Join(',', words.Distinct()) : null;
    }

    public static bool Allows(string granted, string needed)
    {
        var words = granted.Split(',');
        return words.Contains(Admin) || words.Contains(needed) || (needed == Read && (words.Contains(Write) || words.Contains(Operate)));
    }
}
