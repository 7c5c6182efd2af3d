using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PostPurchase.Server.Security;

/// <summary>Secrets of keys and logins: 256 bits of chance, so that one round of a fast hash is enough to keep them.</summary>
internal static class Secret
{
    private const string KeyPrefix = "pp_";

    /// <summary>The text of a new API key.</summary>
    public static string CreateKey() => KeyPrefix + Create();

    /// <summary>43 characters of base64url.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>SHA-256.</summary>
    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
