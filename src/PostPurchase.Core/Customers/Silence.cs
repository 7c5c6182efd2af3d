using NodaTime;

namespace PostPurchase.Core.Customers;

/// <summary>When a customer has been silent for longer than usual. Pure: production, simulation and demo ask the same.</summary>
public static class Silence
{
    /// <summary>Fewer purchases than this say nothing of a customer's own rhythm.</summary>
    public const int LeastPurchases = 3;

    // A rhythm of hours (two orders because something was forgotten) makes nobody silent by the evening.
    private static readonly Duration s_shortestOwn = Duration.FromDays(1);

    // A young store knows a few quick reorders only, which say little of those who bought once.
    private static readonly Duration s_shortestOfStore = Duration.FromDays(14);

    // What was over for longer when it is first seen is history: it was told then, or this installation was not there.
    private static readonly Duration s_news = Duration.FromDays(30);

    /// <summary>The median of the gaps between purchases.</summary>
    /// <param name="orders">Instants of the purchases, ascending.</param>
    /// <returns>Null with fewer than <see cref="LeastPurchases"/>.</returns>
    public static Duration? UsualGap(IReadOnlyList<Instant> orders)
    {
        if (orders.Count < LeastPurchases) return null;
        var gaps = orders.Zip(orders.Skip(1), (earlier, later) => later - earlier).Order().ToList();
        return gaps.Count % 2 == 1 ? gaps[gaps.Count / 2] : (gaps[(gaps.Count / 2) - 1] + gaps[gaps.Count / 2]) / 2;
    }

    /// <summary>The gap that 8 in 10 of a store's reorders keep (80th percentile, nearest rank).</summary>
    /// <param name="gaps">All gaps between purchases of the same customer, ascending.</param>
    /// <returns>Null while nobody has bought twice.</returns>
    public static Duration? StoreGap(IReadOnlyList<Duration> gaps) => gaps.Count == 0 ? null : gaps[(int)Math.Ceiling(0.8 * gaps.Count) - 1];

    /// <summary>The instant at which a silence becomes longer than usual; null where nothing says what is usual.</summary>
    /// <param name="lastPurchaseAt">The last purchase.</param>
    /// <param name="own">As <see cref="UsualGap"/> gives it; null: the store's counts.</param>
    /// <param name="store">As <see cref="StoreGap"/> gives it.</param>
    public static Instant? BreaksAt(Instant lastPurchaseAt, Duration? own, Duration? store) =>
        own is { } usual ? lastPurchaseAt + Duration.Max(usual, s_shortestOwn)
        : store is { } common ? lastPurchaseAt + Duration.Max(common, s_shortestOfStore)
        : null;

    /// <summary>What a night makes of a customer: still within the usual, silent since lately, or for so long that it is no news.</summary>
    public static SilenceVerdict Judge(Instant? breaksAt, Instant now) =>
        breaksAt is not { } at || at >= now ? SilenceVerdict.Usual : now - at > s_news ? SilenceVerdict.LongAgo : SilenceVerdict.Lapsed;
}

/// <summary>What a night makes of a silence.</summary>
public enum SilenceVerdict
{
    /// <summary>Not longer than usual.</summary>
    Usual,

    /// <summary>Longer than usual, and nobody was told: emit <c>lapsed</c>.</summary>
    Lapsed,

    /// <summary>Longer than usual for over 30 days: nothing is emitted.</summary>
    LongAgo,
}
