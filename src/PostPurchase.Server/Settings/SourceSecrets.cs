using System.Security.Cryptography;
using PostPurchase.Engine.Connectors;

namespace PostPurchase.Server.Settings;

/// <summary>What <c>Sources:NAME:Secret</c> has to hold: providers prove themselves in different ways.</summary>
internal static class SourceSecrets
{
    /// <summary>What was expected, or null where the secret can be one of that kind.</summary>
    public static string? Problem(SourceKind? kind, string? secret) => kind switch
    {
        SourceKind.Ses when secret?.StartsWith("arn:", StringComparison.Ordinal) != true => "expected the ARN of the SNS topic that SES writes to (arn:aws:sns:REGION:ACCOUNT:TOPIC)",
        SourceKind.SendGrid when secret is null || !IsPublicKey(secret) => "expected the verification key that SendGrid shows for its signed event webhook",
        SourceKind.Postmark when secret?.IndexOf(':', StringComparison.Ordinal) is not > 0 => "expected user:password, as they stand in the webhook's address (https://user:password@...)",
        SourceKind.Standard when secret is not null && !StandardSecret.IsUsable(secret) => "expected whsec_ and base64, as whoever sends the webhooks shows it",
        _ when secret is null => "expected the secret that signs its webhooks",
        _ => null,
    };

    private static bool IsPublicKey(string text)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length)) return false;
        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(bytes.AsSpan(0, length), out _);
            return true;
        }
        catch (CryptographicException)
        {
            return false; // bytes that are no key
        }
    }
}
