namespace PostPurchase.Mail.Dns;

/// <summary>What can be asked for; the numbers are those of RFC 1035 3.2.2 and RFC 3596.</summary>
public enum DnsRecordType
{
    /// <summary>No type; never asked for.</summary>
    None = 0,

    /// <summary>IPv4 address.</summary>
    A = 1,

    /// <summary>The name of an address (PTR).</summary>
    Name = 12,

    /// <summary>Mail exchanger.</summary>
    Mx = 15,

    /// <summary>Text.</summary>
    Txt = 16,

    /// <summary>IPv6 address.</summary>
    Aaaa = 28,
}
