namespace PostPurchase.Mail.Feedback;

/// <summary>What a refusal in an SMTP session means.</summary>
/// <param name="Status">Enhanced status code, the one given or one found in the text; empty where there is none.</param>
/// <param name="Reason">Why.</param>
/// <param name="Action">What to do.</param>
public sealed record ReplyVerdict(string Status, BounceReason Reason, BounceAction Action);
