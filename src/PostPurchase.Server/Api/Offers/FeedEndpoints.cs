using NodaTime;
using PostPurchase.Core.Offers;
using PostPurchase.Engine.Connectors.Feeds;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api.Offers;

/// <summary>The feeds that are fetched by themselves, and what came of them.</summary>
internal static class FeedEndpoints
{
    public static IResult List(RunnerService runner, TimeProvider clock)
    {
        var (known, now) = (runner.Database.Read(FeedPull.Read), clock.Now());
        var rounds = runner.Settings.IsOffline ? null : runner.Engine.Jobs.FirstOrDefault(job => job.Name == "feeds")?.When;
        return TypedResults.Json(
            new FeedsAnswer(!runner.Settings.IsOffline, [.. runner.Engine.Offers.Feeds.OrderBy(feed => feed.Name, StringComparer.Ordinal).Select(feed => Row(feed, known.GetValueOrDefault(FeedPull.KeyOf(feed)), (rounds, now)))]),
            OfferJson.Default.FeedsAnswer);
    }

    /// <summary>The feeds whose last fetch failed, each with its name and why.</summary>
    public static IReadOnlyList<string> Failing(RunnerService runner)
    {
        var known = runner.Database.Read(FeedPull.Read);
        return [.. runner.Engine.Offers.Feeds.Select(feed => (feed.Name, known.GetValueOrDefault(FeedPull.KeyOf(feed))?.Problem)).Where(one => one.Problem is not null).Select(one => $"{one.Name}: {one.Problem}")];
    }

    // The host alone: the rest of the address often holds a key of the network.
    private static FeedRow Row(OfferFeed feed, FeedState? state, (JobTime? Rounds, Instant Now) at) => new(
        feed.Name, feed.Url.Host, feed.Program, feed.Store, feed.Format is { } format ? Form.Word(format) : null, Words(feed.Every),
        Form.At(state?.FetchedAt), Form.At(state?.TakenAt), state?.Taken ?? 0, state?.Refused ?? 0, state?.Problem, [.. (state?.SetAside ?? []).Select(row => new BadRow(row.Line, row.Reason))],
        Form.At(NextAt(feed, state, at)));

    // The first round at which it is due.
    private static Instant? NextAt(OfferFeed feed, FeedState? state, (JobTime? Rounds, Instant Now) at) =>
        at.Rounds?.NextAfter(state is null ? at.Now : Instant.Max(at.Now, FeedPull.DueAt(feed, state) - Duration.FromMilliseconds(1)));

    private static string Words(Duration every) => every switch
    {
        { TotalDays: >= 1 } when every.TotalDays % 1 == 0 => $"{every.Days}d",
        { TotalHours: >= 1 } when every.TotalHours % 1 == 0 => FormattableString.Invariant($"{every.TotalHours:0}h"),
        _ => FormattableString.Invariant($"{every.TotalMinutes:0}m"),
    };
}

/// <param name="Fetches">False in a demo, which asks nobody.</param>
/// <param name="Items">By name.</param>
internal sealed record FeedsAnswer(bool Fetches, IReadOnlyList<FeedRow> Items);

/// <summary>A feed as its file says, and its last fetch.</summary>
/// <param name="Name">What its file calls it.</param>
/// <param name="Host">Host of its address.</param>
/// <param name="Program">Key of the program whose products it holds.</param>
/// <param name="Store">Key of the store whose feed it is.</param>
/// <param name="Format">csv, xml, json, or null for any.</param>
/// <param name="Every">How often it is fetched, such as 6h.</param>
/// <param name="FetchedAt">When it was asked for last, or null.</param>
/// <param name="TakenAt">When its products were taken last, or null.</param>
/// <param name="Taken">How many that were.</param>
/// <param name="Refused">How many rows of it were set aside.</param>
/// <param name="Problem">Why the last fetch failed, or null.</param>
/// <param name="SetAside">The first hundred of those rows.</param>
/// <param name="NextAt">When it is asked for next; null in a demo.</param>
internal sealed record FeedRow(
    string Name, string Host, string Program, string Store, string? Format, string Every, string? FetchedAt, string? TakenAt, int Taken, int Refused, string? Problem, IReadOnlyList<BadRow> SetAside, string? NextAt);
