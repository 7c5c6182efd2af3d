namespace PostPurchase.Mail.Feedback;

/// <summary>What a message or call that came back is.</summary>
public enum FeedbackKind
{
    /// <summary>Something else: an ordinary mail, a reading receipt, a statistics report. Nothing is to be done.</summary>
    None,

    /// <summary>A final failure for at least one recipient.</summary>
    Bounce,

    /// <summary>A warning; the other side goes on trying.</summary>
    Delay,

    /// <summary>A complaint or removal request from a feedback loop.</summary>
    Complaint,

    /// <summary>An automatic answer, such as a holiday notice.</summary>
    AutoReply,

    /// <summary>A success report.</summary>
    Delivery,
}
