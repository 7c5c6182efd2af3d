namespace PostPurchase.Server.Api.Welcome;

/// <summary>Domains that are nobody's: kept for examples and tests (RFC 2606, RFC 6761), or this machine. No mail comes from them, and none reaches them.</summary>
internal static class ExampleDomain
{
    private static readonly string[] s_ends = ["example", "test", "invalid", "localhost", "example.com", "example.net", "example.org"];

    /// <summary>Whether a domain is one of them, or below one.</summary>
    public static bool Is(string domain) => s_ends.Any(end =>
        domain.Equals(end, StringComparison.OrdinalIgnoreCase) || domain.EndsWith($".{end}", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether an address is at one of them.</summary>
    public static bool Has(string address) => Is(address[(address.LastIndexOf('@') + 1)..].TrimEnd('.'));
}
