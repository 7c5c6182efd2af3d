namespace PostPurchase.Mail.Dns;

/// <summary>How a check of the records went.</summary>
public enum DnsState
{
    /// <summary>As it should be.</summary>
    Fine,

    /// <summary>It works, but something can be better.</summary>
    Advice,

    /// <summary>Missing or wrong: mail will be refused or filed as spam.</summary>
    Wrong,

    /// <summary>The question was not answered, so nothing can be said.</summary>
    Unknown,
}
