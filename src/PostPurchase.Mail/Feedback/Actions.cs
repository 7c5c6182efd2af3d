namespace PostPurchase.Mail.Feedback;

/// <summary>From a reason to what is done. Only three reasons and complaints of people take an address out for good.</summary>
internal static class Actions
{
    public static BounceAction For(BounceReason reason, bool temporary) => reason switch
    {
        BounceReason.AddressUnknown or BounceReason.DomainUnknown or BounceReason.Moved => temporary ? BounceAction.Retry : BounceAction.Suppress,
        BounceReason.ComplaintAbuse or BounceReason.ComplaintOptOut => BounceAction.Suppress,
        BounceReason.ComplaintAuthFailure or BounceReason.Content or BounceReason.TooBig or BounceReason.RelayDenied or BounceReason.SenderRejected => BounceAction.Alert,
        BounceReason.Reputation or BounceReason.Authentication or BounceReason.Policy or BounceReason.Rate or BounceReason.NotAccepting => BounceAction.PauseDomain,
        BounceReason.AutoReply or BounceReason.Delivered or BounceReason.ComplaintWithdrawn => BounceAction.Ignore,
        _ => BounceAction.Retry,
    };
}
