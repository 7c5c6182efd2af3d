using System.Security.Cryptography;

namespace PostPurchase.Mail.Tests.Signing;

/// <summary>Keys made once a test run.</summary>
internal static class TestKeys
{
    static TestKeys()
    {
        using var key = RSA.Create(2048);
        Pkcs8 = key.ExportPkcs8PrivateKeyPem();
        Pkcs1 = key.ExportRSAPrivateKeyPem();
        using var large = RSA.Create(4096);
        Large = large.ExportPkcs8PrivateKeyPem();
    }

    public static string Pkcs8 { get; }

    public static string Pkcs1 { get; }

    public static string Large { get; }
}
