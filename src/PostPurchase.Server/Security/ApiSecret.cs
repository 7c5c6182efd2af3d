using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PostPurchase.Server.Security;

/// <summary>The text of a key: 256 bits of chance, so that one round of a fast hash is enough to keep it.</summary>
internal static class ApiSecret
{
    private const string Prefix = "pp_";

    public static string Create() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
