using System.Globalization;
using System.Security.Cryptography;
using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Dns;
using PostPurchase.Mail.Messages;

namespace PostPurchase.Mail.Signing;

/// <summary>
/// Signs messages with DKIM (RFC 6376, RFC 8301): rsa-sha256, relaxed/relaxed, no l=; where there is an Ed25519 key too, a second signature
/// (RFC 8463) for those who know it. From and Subject are signed once more than they occur, so that a second one breaks the signature.
/// Safe for many threads.
/// </summary>
public sealed class DkimSigner : IDisposable
{
    private const int FixedRoom = 1024;  // every tag but d, s and b, with all names of SignedFields.Names
    private const int SignatureLine = 72;

    private readonly IReadOnlyList<DkimKey> _keys;

    private DkimSigner(string domain, IReadOnlyList<DkimKey> keys)
    {
        (Domain, _keys) = (domain, keys);
        Records = [.. keys.Select(key => new DnsRecord($"{key.Selector}._domainkey.{domain}", "TXT", key.DnsRecord))];
        HeaderRoom = keys.Sum(key => FixedRoom + domain.Length + key.Selector.Length + (key.SignatureLength * 3 / 2));
    }

    /// <summary>The signing domain (d=), in lower case; must be the From domain or one that it is below.</summary>
    public string Domain { get; }

    /// <summary>What has to be published, for the RSA key first; each value in one piece.</summary>
    public IReadOnlyList<DnsRecord> Records { get; }

    /// <summary>An upper bound for the length of the header that <see cref="Sign"/> makes.</summary>
    internal int HeaderRoom { get; }

    /// <summary>
    /// Takes an RSA private key of at least 1024 bits as PEM text (PKCS#1 or PKCS#8, not encrypted; 2048 bits are what to use) and, where
    /// <paramref name="ed25519"/> is given, an Ed25519 key (PKCS#8) under a selector of its own.
    /// </summary>
    /// <exception cref="ArgumentException">The domain, a selector or a key is not usable; the message says which, never the key.</exception>
    /// <exception cref="PlatformNotSupportedException">An Ed25519 key was given and this machine has no libcrypto.</exception>
    public static DkimSigner FromPem(string domain, string selector, string pem, (string Selector, string Pem)? ed25519 = null)
    {
        if (EmailAddress.Check($"x@{domain}") != AddressVerdict.Accepted) throw new ArgumentException($"'{domain}' is not a domain", nameof(domain));
        DemandSelector(selector);
        var keys = new List<DkimKey> { RsaKey.FromPem(selector, pem) };
        if (ed25519 is not { } second) return new DkimSigner(EmailAddress.Parse($"x@{domain}").Domain, keys);
        DemandSelector(second.Selector);
        if (string.Equals(second.Selector, selector, StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"both keys have the selector '{selector}'; each needs a record of its own", nameof(ed25519));
        keys.Add(Ed25519Key.FromPem(second.Selector, second.Pem));
        return new DkimSigner(EmailAddress.Parse($"x@{domain}").Domain, keys);
    }

    /// <summary>Whether a message from this domain may be signed: it is the signing domain or below it, in A-labels and lower case.</summary>
    public bool Covers(string domain) => domain == Domain || domain.EndsWith("." + Domain, StringComparison.Ordinal);

    /// <summary>Releases the keys.</summary>
    public void Dispose()
    {
        foreach (var key in _keys) key.Dispose();
    }

    /// <summary>A DKIM-Signature field for each key, CRLF included, for a message with this header block and this body. The caller disposes it.</summary>
    internal WireBuffer Sign(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, DateTimeOffset at)
    {
        using var signed = new WireBuffer(header.Length + FixedRoom);
        var names = SignedFields.Select(header, signed);
        var covered = signed.Length;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Canonical.HashBody(body, hash);
        var bodyHash = Convert.ToBase64String(hash);
        var fields = new WireBuffer(HeaderRoom);
        foreach (var key in _keys)
        {
            var start = fields.Length;
            fields.Append($"DKIM-Signature: v=1; a={key.Algorithm}; c=relaxed/relaxed;\r\n d={Domain}; s={key.Selector};\r\n");
            fields.Append(string.Create(CultureInfo.InvariantCulture, $" t={at.ToUnixTimeSeconds()};"));
            WriteNames(fields, names);
            fields.Append($"\r\n bh={bodyHash};\r\n b=");
            signed.Cut(covered);
            Canonical.AppendField(signed, fields.Written[start..]);
            SHA256.HashData(signed.Written[..^2], hash); // the last field goes in without its line end (RFC 6376 3.7)
            WriteSignature(fields, key.Sign(hash));
        }

        return fields;
    }

    private static void DemandSelector(string selector)
    {
        if (EmailAddress.Check($"x@{selector}.example") != AddressVerdict.Accepted) throw new ArgumentException($"'{selector}' is not a selector", nameof(selector));
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

    private static void WriteSignature(WireBuffer field, byte[] signature)
    {
        var text = Convert.ToBase64String(signature).AsSpan();
        for (var width = SignatureLine; !text.IsEmpty; text = text[width..])
        {
            width = Math.Min(SignatureLine, text.Length);
            field.Append(text[..width]);
            field.Append(width < text.Length ? "\r\n "u8 : "\r\n"u8);
        }
    }
}
