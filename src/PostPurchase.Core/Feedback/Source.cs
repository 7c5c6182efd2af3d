namespace PostPurchase.Core.Feedback;

/// <summary>One program in one network: as near to "one visitor" as a touch tells.</summary>
internal readonly record struct Source(ulong Network, string UserAgent)
{
    public static Source Of(Touch touch) => new(touch.Network, touch.UserAgent);
}
