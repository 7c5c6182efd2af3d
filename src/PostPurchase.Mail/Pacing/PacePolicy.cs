namespace PostPurchase.Mail.Pacing;

/// <summary>How one lane (a transport, or a recipient domain on it) is to be paced.</summary>
public sealed record PacePolicy
{
    /// <summary>Rate of the lane; null for no limit.</summary>
    public SendRate? Rate { get; init; }

    /// <summary>Warm-up of the lane; null for none.</summary>
    public WarmUp? WarmUp { get; init; }

    /// <summary>Pause of the lane after its first failure; doubles. Default 30 s.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest pause of the lane. Default 1 h.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromHours(1);
}
