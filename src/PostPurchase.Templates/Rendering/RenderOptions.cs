using System.Globalization;

namespace PostPurchase.Templates;

/// <summary>How one render goes. Instances are immutable and can be shared.</summary>
public sealed record RenderOptions
{
    /// <summary>Upstream's behaviour, invariant culture, UTC, default limits, no includes.</summary>
    public static RenderOptions Default { get; } = new();

    /// <summary>What the render may use.</summary>
    public RenderLimits Limits { get; init; } = new();

    /// <summary>Culture of numbers and dates. Default invariant.</summary>
    public CultureInfo Culture { get; init; } = CultureInfo.InvariantCulture;

    /// <summary>The reader's time zone. Default UTC.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The instant that <c>date.now</c> gives, so that a mail can be rendered again with the same bytes.</summary>
    public DateTimeOffset Now { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>What becomes of missing values. Default as upstream.</summary>
    public MissingValues Misses { get; init; } = MissingValues.Upstream;

    /// <summary>Where partials come from; null where there are none.</summary>
    public IncludeSource? Includes { get; init; }

    /// <summary>Gets each miss of a lenient render, and each value that was replaced because it was unsafe in its place.</summary>
    public Action<TemplateError>? Report { get; init; }

    /// <summary>Measures <see cref="RenderLimits.Deadline"/>; without it there is no deadline.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>Anything that the host's own functions need of this render; they get it as <see cref="CallContext.Host"/>.</summary>
    public object? Host { get; init; }
}
