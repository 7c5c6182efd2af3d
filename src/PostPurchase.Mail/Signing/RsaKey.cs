using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace PostPurchase.Mail.Signing;

/// <summary>An RSA key for rsa-sha256 (RFC 8301 3): the one that every verifier knows.</summary>
internal sealed class RsaKey : DkimKey
{
    private const int SmallestKey = 1024;

    private readonly string _pem;
    private readonly ConcurrentBag<RSA> _keys = []; // RSA promises nothing about threads, so each signature has one to itself

    private RsaKey(string selector, string pem, RSA key)
        : base(selector)
    {
        _pem = pem;
        Bits = key.KeySize;
        DnsRecord = "v=DKIM1; k=rsa; p=" + Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
        _keys.Add(key);
    }

    /// <summary>Length of the modulus.</summary>
    public int Bits { get; }

    public override string Algorithm => "rsa-sha256";

    public override string DnsRecord { get; }

    public override int SignatureLength => (Bits + 7) / 8;

    public static RsaKey FromPem(string selector, string pem)
    {
        var key = Read(pem);
        if (key.KeySize >= SmallestKey) return new RsaKey(selector, pem, key);
        key.Dispose();
        throw new ArgumentException($"the DKIM key has {key.KeySize} bits; at least {SmallestKey} are needed, 2048 are usual", nameof(pem));
    }

    public override byte[] Sign(ReadOnlySpan<byte> hash)
    {
        if (!_keys.TryTake(out var key)) key = Read(_pem);
        var signature = key.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        _keys.Add(key);
        return signature;
    }

    public override void Dispose()
    {
        while (_keys.TryTake(out var key)) key.Dispose();
    }

    private static RSA Read(string pem)
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(pem);
            key.ExportParameters(includePrivateParameters: true); // a public key alone reads well and cannot sign
            return key;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new ArgumentException("the DKIM key is not an RSA private key in PEM (PKCS#1 or PKCS#8, not encrypted)", nameof(pem), e);
        }
    }
}
