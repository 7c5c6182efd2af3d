namespace PostPurchase.Mail.Feedback;

/// <summary>What became of one recipient.</summary>
/// <param name="Recipient">The address as reported, the one mailed to where both are known; empty where the report hides it.</param>
/// <param name="Status">Enhanced status code (RFC 3463) such as <c>5.1.1</c>; empty where there is none.</param>
/// <param name="ReplyCode">SMTP reply code, 400-599; 0 where there is none.</param>
/// <param name="Reason">Why.</param>
/// <param name="Action">What to do.</param>
/// <param name="Diagnostic">The other side's words on one line, at most 1,000 characters.</param>
public sealed record BounceReport(string Recipient, string Status, int ReplyCode, BounceReason Reason, BounceAction Action, string Diagnostic);
