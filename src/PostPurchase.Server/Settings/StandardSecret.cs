namespace PostPurchase.Server.Settings;

/// <summary>Secrets as Standard Webhooks write them: <c>whsec_</c> and base64.</summary>
internal static class StandardSecret
{
    private const string Prefix = "whsec_";
    private const int LeastBytes = 24;

    public static bool TryRead(string text, out byte[] key)
    {
        var bytes = new byte[text.Length];
        var isFine = text.StartsWith(Prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(text[Prefix.Length..], bytes, out var length) && length >= LeastBytes;
        key = isFine ? Convert.FromBase64String(text[Prefix.Length..]) : [];
        return isFine;
    }

    /// <summary>Whether webhooks can be signed with what somebody else made: of any length, its padding left out or not; without the prefix it is taken as it is.</summary>
    public static bool IsUsable(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return true;
        var padded = text[Prefix.Length..].PadRight((text.Length - Prefix.Length + 3) / 4 * 4, '=');
        return Convert.TryFromBase64String(padded, new byte[padded.Length], out var length) && length > 0;
    }

    public static string Write(byte[] key) => Prefix + Convert.ToBase64String(key);
}
