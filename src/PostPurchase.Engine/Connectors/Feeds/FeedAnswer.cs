namespace PostPurchase.Engine.Connectors.Feeds;

/// <summary>What a feed's server answered.</summary>
internal abstract record FeedAnswer
{
    private FeedAnswer() { }

    /// <summary>The feed.</summary>
    /// <param name="Text">Its text.</param>
    /// <param name="Mark">What its server calls this state.</param>
    internal sealed record Fresh(string Text, FeedMark Mark) : FeedAnswer;

    /// <summary>It is as it was.</summary>
    internal sealed record Same : FeedAnswer;

    /// <summary>It could not be had.</summary>
    /// <param name="Problem">Why and what to do, without the address: that may hold a key.</param>
    internal sealed record Failed(string Problem) : FeedAnswer;
}

/// <summary>What a server calls a state of a feed (RFC 9110, 8.8), so that it need not send it again.</summary>
/// <param name="ETag">As it was sent, or null.</param>
/// <param name="LastModified">As it was sent, or null.</param>
internal sealed record FeedMark(string? ETag, string? LastModified)
{
    /// <summary>Nothing is known.</summary>
    public static FeedMark None { get; } = new(null, null);
}
