namespace PostPurchase.Mail.Feedback;

/// <summary>What a message or call that came back says.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Reports">One for each recipient that it speaks of, in its order; none for <see cref="FeedbackKind.None"/>.</param>
/// <param name="DeliveredTo">
/// Addresses that this report itself was sent to (Delivered-To, X-Original-To, Envelope-To, To), each once, likeliest first:
/// one of them is the return path with its token, see <see cref="ReturnPath"/>.
/// </param>
/// <param name="Original">The mail that it is about.</param>
public sealed record MailFeedback(FeedbackKind Kind, IReadOnlyList<BounceReport> Reports, IReadOnlyList<string> DeliveredTo, OriginalMessage Original);
