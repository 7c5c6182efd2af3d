namespace PostPurchase.Mail.Dns;

/// <summary>The answer to one question: exactly one of the three cases.</summary>
public abstract record DnsAnswer
{
    private DnsAnswer()
    {
    }

    /// <summary>Records of the type asked for, at least one, aliases followed. For MX in the form <c>10 mail.example</c>.</summary>
    public sealed record Found(IReadOnlyList<string> Values) : DnsAnswer;

    /// <summary>The name does not exist, or has no record of this type.</summary>
    public sealed record Nothing : DnsAnswer;

    /// <summary>No usable answer came: the server failed, refused, or was silent. Ask again later.</summary>
    public sealed record Failed(string Reason) : DnsAnswer;

    /// <summary>The values, or none.</summary>
    public IReadOnlyList<string> ValuesOrEmpty => this is Found found ? found.Values : [];
}
