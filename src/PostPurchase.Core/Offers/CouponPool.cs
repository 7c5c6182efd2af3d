using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Offers;

/// <summary>What becomes of a mail whose pool has no code left.</summary>
public enum CouponExhausted
{
    /// <summary>It leaves without a code: <c>coupon</c> is null and the template's fallback block is shown.</summary>
    Fallback,

    /// <summary>It is skipped.</summary>
    Skip,

    /// <summary>It waits until there are codes again.</summary>
    Hold,
}

/// <summary>Codes that mails give away: one code for everybody, or one for each mail.</summary>
public sealed record CouponPool
{
    /// <summary>The code of previews and simulations: no shop knows it.</summary>
    public const string SampleCode = "SAMPLE-CODE";

    /// <summary>Stable key, as a step names it.</summary>
    public required string Key { get; init; }

    /// <summary>What the code gives: <c>10 % off</c>.</summary>
    public required LocalizedText Summary { get; init; }

    /// <summary>The code of everybody; null where each mail gets its own.</summary>
    public string? SharedCode { get; init; }

    /// <summary>File of codes, one a line, below the offers folder; null where they come by the API or the command line.</summary>
    public string? CodesFile { get; init; }

    /// <summary>How long a code can be used, from the send; null = without end.</summary>
    public CalendarSpan? ValidFor { get; init; }

    /// <summary>Least order, or null.</summary>
    public Money? Minimum { get; init; }

    /// <summary>With fewer free codes than this somebody is told. Default 20.</summary>
    public int LowWater { get; init; } = 20;

    /// <summary>What a mail does without a code. Default: leaves with the fallback block.</summary>
    public CouponExhausted IfExhausted { get; init; }

    /// <summary>Whether each mail gets a code of its own.</summary>
    public bool IsUnique => SharedCode is null;

    /// <summary>Last instant at which a code that leaves now can be used, or null.</summary>
    public Instant? ExpiresAt(Instant now, DateTimeZone zone) => ValidFor is { } span ? span.After(now, zone) : null;

    /// <summary>The code as a mail shows it.</summary>
    public CouponCode Card(string code, Instant? expiresAt, string? locale) => new(code, expiresAt, Minimum, Summary.For(locale));
}
