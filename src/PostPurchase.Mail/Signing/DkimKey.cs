namespace PostPurchase.Mail.Signing;

/// <summary>One private key with its selector. Safe for many threads.</summary>
internal abstract class DkimKey(string selector) : IDisposable
{
    /// <summary>The selector (s=).</summary>
    public string Selector { get; } = selector;

    /// <summary>The value of a=.</summary>
    public abstract string Algorithm { get; }

    /// <summary>The TXT record to publish, in one piece.</summary>
    public abstract string DnsRecord { get; }

    /// <summary>Length of a signature in bytes.</summary>
    public abstract int SignatureLength { get; }

    /// <summary>Signs the SHA-256 hash of what a signature covers (RFC 6376 3.7, RFC 8463 3).</summary>
    public abstract byte[] Sign(ReadOnlySpan<byte> hash);

    /// <inheritdoc/>
    public abstract void Dispose();
}
