using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Messages;

namespace PostPurchase.Mail.Signing;

/// <summary>
/// Signs messages with DKIM (RFC 6376, RFC 8301): rsa-sha256, relaxed/relaxed, no l=. From and Subject are signed once more than they
/// occur, so that a second one breaks the signature. Safe for many threads. Ed25519 (RFC 8463) is not offered: the BCL has none.
/// </summary>
public sealed class DkimSigner : IDisposable
{
    private const int SmallestKey = 1024;
    private const int FixedRoom = 1024;  // every tag but d, s and b, with all names of SignedFields.Names
    private const int SignatureLine = 72;

    private readonly string _pem;
    private readonly ConcurrentBag<RSA> _keys = []; // RSA promises nothing about threads, so each signature has one to itself

    private DkimSigner(string domain, string selector, string pem, RSA key)
    {
        (Domain, Selector, _pem) = (domain, selector, pem);
        KeyBits = key.KeySize;
        DnsRecord = "v=DKIM1; k=rsa; p=" + Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
        HeaderRoom = FixedRoom + domain.Length + selector.Length + (KeyBits / 8 * 3 / 2);
        _keys.Add(key);
    }

    /// <summary>The signing domain (d=), in lower case; must be the From domain or one that it is below.</summary>
    public string Domain { get; }

    /// <summary>The selector (s=): the key is published at <c>selector._domainkey.domain</c>.</summary>
    public string Selector { get; }

    /// <summary>Length of the modulus; 2048 is what to use.</summary>
    public int KeyBits { get; }

    /// <summary>The TXT record to publish, in one piece.</summary>
    public string DnsRecord { get; }

    /// <summary>An upper bound for the length of the header that <see cref="Sign"/> makes.</summary>
    internal int HeaderRoom { get; }

    /// <summary>Takes an RSA private key of at least 1024 bits as PEM text (PKCS#1 or PKCS#8, not encrypted).</summary>
    /// <exception cref="ArgumentException">The domain, the selector or the key is not usable; the message says which, never the key.</exception>
    public static DkimSigner FromPem(string domain, string selector, string pem)
    {
        if (EmailAddress.Check($"x@{domain}") != AddressVerdict.Accepted) throw new ArgumentException($"'{domain}' is not a domain", nameof(domain));
        if (EmailAddress.Check($"x@{selector}.example") != AddressVerdict.Accepted) throw new ArgumentException($"'{selector}' is not a selector", nameof(selector));
        var key = ReadKey(pem);
        if (key.KeySize >= SmallestKey) return new DkimSigner(EmailAddress.Parse($"x@{domain}").Domain, selector, pem, key);
        key.Dispose();
        throw new ArgumentException($"the DKIM key has {key.KeySize} bits; at least {SmallestKey} are needed, 2048 are usual", nameof(pem));
    }

    /// <summary>As <see cref="FromPem"/>, from a file.</summary>
    public static DkimSigner FromFile(string domain, string selector, string keyFile) => FromPem(domain, selector, File.ReadAllText(keyFile));

    /// <summary>Releases the keys.</summary>
    public void Dispose()
    {
        while (_keys.TryTake(out var key)) key.Dispose();
    }

    /// <summary>The DKIM-Signature field, CRLF included, for a message with this header block and this body. The caller disposes it.</summary>
    internal WireBuffer Sign(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, DateTimeOffset at)
    {
        using var signed = new WireBuffer(header.Length + FixedRoom);
        var names = SignedFields.Select(header, signed);
        var field = new WireBuffer(HeaderRoom);
        field.Append($"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\r\n d={Domain}; s={Selector};\r\n");
        field.Append(string.Create(CultureInfo.InvariantCulture, $" t={at.ToUnixTimeSeconds()};"));
        WriteNames(field, names);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Canonical.HashBody(body, hash);
        field.Append($"\r\n bh={Convert.ToBase64String(hash)};\r\n b=");
        Canonical.AppendField(signed, field.Written);
        SHA256.HashData(signed.Written[..^2], hash); // the last field goes in without its line end (RFC 6376 3.7)
        WriteSignature(field, hash);
        field.NewLine();
        return field;
    }

    private static void WriteNames(WireBuffer field, List<string> names)
    {
        var column = 99;
        for (var i = 0; i < names.Count; i++)
        {
            var isFolded = column + names[i].Length > SignatureLine;
            field.Append(i == 0 ? "\r\n h=" : isFolded ? ":\r\n " : ":");
            field.Append(names[i]);
            column = (isFolded ? 1 : column + 1) + names[i].Length;
        }
        field.Append((byte)';');
    }

    private void WriteSignature(WireBuffer field, ReadOnlySpan<byte> hash)
    {
        if (!_keys.TryTake(out var key)) key = ReadKey(_pem);
        var text = Convert.ToBase64String(key.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)).AsSpan();
        _keys.Add(key);
        for (var width = SignatureLine; !text.IsEmpty; text = text[width..])
        {
            width = Math.Min(SignatureLine, text.Length);
            field.Append(text[..width]);
            if (width < text.Length) field.Append("\r\n "u8);
        }
    }

    private static RSA ReadKey(string pem)
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
