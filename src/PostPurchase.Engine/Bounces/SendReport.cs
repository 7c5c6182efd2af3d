using PostPurchase.Core;
using PostPurchase.Mail.Feedback;

namespace PostPurchase.Engine.Bounces;

/// <summary>What somebody who may say so says of one of our sends.</summary>
/// <param name="Send">Which; proved by its token.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Report">What became of the recipient.</param>
internal sealed record SendReport(SendId Send, FeedbackKind Kind, BounceReport Report);

/// <summary>What came of a message or call that came back. All of it is on disk when this is returned.</summary>
/// <param name="IsDuplicate">It was known; nothing was changed.</param>
/// <param name="AppliedCount">Reports that were news.</param>
/// <param name="Problem">Why nothing was changed, for people; null where something was or there was nothing to do.</param>
internal sealed record BounceAnswer(bool IsDuplicate, int AppliedCount, string? Problem = null);
