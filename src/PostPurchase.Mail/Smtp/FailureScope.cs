namespace PostPurchase.Mail.Smtp;

/// <summary>What a failure is about, and so what has to wait before the next try.</summary>
public enum FailureScope
{
    /// <summary>This address: others at the same domain are not concerned.</summary>
    Recipient,

    /// <summary>This message: its content, its size or its sender.</summary>
    Message,

    /// <summary>The receiving domain: policy, reputation, rate or reachability. Other mail to it should wait too.</summary>
    Domain,

    /// <summary>The connection broke or was closed by the server; nothing is known about address or message.</summary>
    Connection,

    /// <summary>The mail server as a whole: unreachable, login refused, TLS failed, out of space.</summary>
    Transport,
}
