using PostPurchase.Mail.Feedback;

namespace PostPurchase.Mail.Smtp;

/// <summary>
/// What became of one message for one recipient. Texts are the server's own words, or ours where it said nothing;
/// addresses in them are replaced by <c>(address)</c>, so that they may be logged; at most 500 characters.
/// </summary>
public abstract record SendOutcome
{
    private SendOutcome() { }

    /// <summary>The server took responsibility for the message.</summary>
    public sealed record Accepted(EnhancedStatus? Status, string Text) : SendOutcome;

    /// <summary>Not now, as <c>Stage</c> showed: it was certainly not accepted and may be tried again. <c>Code</c> is null where no reply came.</summary>
    public sealed record Deferred(FailureScope Scope, SmtpStage Stage, int? Code, EnhancedStatus? Status, string Text) : SendOutcome;

    /// <summary>Never: the same message to the same address would be refused again. <c>Code</c> is null where the client itself refused it because the server lacks an extension.</summary>
    public sealed record Rejected(FailureScope Scope, SmtpStage Stage, int? Code, EnhancedStatus? Status, string Text) : SendOutcome;

    /// <summary>The final dot went out and no answer came back: it may or may not have been accepted.</summary>
    public sealed record Uncertain(string Text) : SendOutcome;
}
