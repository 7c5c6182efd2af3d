namespace PostPurchase.Mail.Dns;

/// <summary>What one check of a sender's records says.</summary>
/// <param name="Check">spf, dkim, dmarc, mx or ptr.</param>
/// <param name="State">How it went.</param>
/// <param name="Text">What was found and what to do, in one sentence.</param>
public sealed record DnsFinding(string Check, DnsState State, string Text);
