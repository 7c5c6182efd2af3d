using System.Formats.Asn1;
using System.Security.Cryptography;

namespace PostPurchase.Mail.Signing;

/// <summary>
/// An Ed25519 key for ed25519-sha256 (RFC 8463). The BCL has no such keys, so OpenSSL's libcrypto signs, which .NET on Linux uses for all of its
/// cryptography.
/// </summary>
internal sealed class Ed25519Key : DkimKey
{
    private const string Oid = "1.3.101.112"; // RFC 8410 3
    private const int SeedLength = 32;

    private readonly LibCrypto.Key _key;

    private Ed25519Key(string selector, LibCrypto.Key key)
        : base(selector)
    {
        _key = key;
        DnsRecord = "v=DKIM1; k=ed25519; p=" + Convert.ToBase64String(key.PublicKey()); // the bare 32 bytes (RFC 8463 4)
    }

    public override string Algorithm => "ed25519-sha256";

    public override string DnsRecord { get; }

    public override int SignatureLength => LibCrypto.Ed25519SignatureLength;

    /// <summary>Takes PKCS#8 in PEM, not encrypted, as <c>openssl genpkey -algorithm ed25519</c> writes it.</summary>
    /// <exception cref="ArgumentException">That is not what the text holds.</exception>
    /// <exception cref="PlatformNotSupportedException">There is no libcrypto on this machine.</exception>
    public static Ed25519Key FromPem(string selector, string pem)
    {
        var seed = SeedOf(pem) ?? throw new ArgumentException("the DKIM key is not an Ed25519 private key in PEM (PKCS#8, not encrypted)", nameof(pem));
        try
        {
            return new Ed25519Key(selector, LibCrypto.Ed25519(seed));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    public override byte[] Sign(ReadOnlySpan<byte> hash) => _key.Sign(hash.ToArray());

    public override void Dispose() => _key.Dispose();

    // OneAsymmetricKey { version, algorithm { oid }, OCTET STRING { OCTET STRING seed }, ... } (RFC 5958 2, RFC 8410 7)
    private static byte[]? SeedOf(string pem)
    {
        if (!PemEncoding.TryFind(pem, out var found) || pem.AsSpan()[found.Label] is not "PRIVATE KEY") return null;
        var file = Convert.FromBase64String(pem[found.Base64Data]);
        try
        {
            var key = new AsnReader(file, AsnEncodingRules.DER).ReadSequence();
            key.ReadInteger();
            if (key.ReadSequence().ReadObjectIdentifier() != Oid) return null;
            var seed = new AsnReader(key.ReadOctetString(), AsnEncodingRules.DER).ReadOctetString();
            return seed.Length == SeedLength ? seed : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(file);
        }
    }
}
