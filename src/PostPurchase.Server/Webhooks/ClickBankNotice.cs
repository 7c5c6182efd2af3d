using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PostPurchase.Server.Webhooks;

/// <summary>
/// ClickBank's notices from version 6 on: <c>{"notification","iv"}</c>, both base64; AES-256-CBC with PKCS #7 padding, the key the first 32 hex digits of the
/// SHA-1 of the account's secret key (ClickBank, "Instant Notification Service").
/// </summary>
internal static class ClickBankNotice
{
    private const int KeyLength = 32;

    /// <summary>The sealed parts of a body; null where it is no such notice.</summary>
    public static (string Notification, string Vector)? Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 32 });
            return document.RootElement.ValueKind == JsonValueKind.Object && Text(document.RootElement, "notification") is { } sealedText && Text(document.RootElement, "iv") is { } vector ? (sealedText, vector) : null;
        }
        catch (JsonException)
        {
            // Whoever reads the body next says where it is wrong.
            return null;
        }
    }

    /// <summary>What a notice says, as JSON.</summary>
    /// <exception cref="FormatException">It was not sealed with this key, or is damaged; the message has nothing of it.</exception>
    public static string Open((string Notification, string Vector) notice, string secretKey)
    {
        try
        {
            using var aes = Aes.Create();
            aes.Key = KeyOf(secretKey);
            var bytes = aes.DecryptCbc(Convert.FromBase64String(notice.Notification), Convert.FromBase64String(notice.Vector));
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimEnd('\0', ' ', '\r', '\n', '\t');
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 32 });
            return document.RootElement.ValueKind == JsonValueKind.Object ? text : throw new FormatException();
        }
        catch (Exception problem) when (problem is CryptographicException or FormatException or ArgumentException or JsonException)
        {
            throw new FormatException("the notice cannot be decrypted with the setting NoticeKey: it is the secret key of the ClickBank account", problem);
        }
    }

    [SuppressMessage("Security", "CA5350", Justification = "ClickBank derives its key so; nothing is signed with it here.")]
    internal static byte[] KeyOf(string secretKey) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(secretKey)))[..KeyLength]);

    private static string? Text(JsonElement body, string name) => body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
