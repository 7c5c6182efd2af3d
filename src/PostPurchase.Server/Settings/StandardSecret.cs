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

    public static string Write(byte[] key) => Prefix + Convert.ToBase64String(key);
}
