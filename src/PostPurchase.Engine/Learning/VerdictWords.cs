using System.Globalization;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Journeys;

namespace PostPurchase.Engine.Learning;

/// <summary>Verdicts in sentences.</summary>
internal static class VerdictWords
{
    private const double DaysOfTwoYears = 730;
    private const double OneInABillion = 1e-9;

    /// <summary>What a verdict says, for people who have never heard of statistics.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="closed">Why nobody more comes, as <see cref="ExperimentFigures.Closed"/>: nothing is forecast then; null while somebody does.</param>
    /// <param name="need">Of a holdout, as <see cref="ExperimentFigures.Need"/>: it is forecast then as the report on holdouts forecasts it.</param>
    public static string Of(Verdict verdict, string? closed = null, HoldoutNeed? need = null) => (verdict, closed) switch
    {
        (Verdict.NotEnoughData missing, null) when need is { Words: { Length: > 0 } words } => $"Not enough data: {words}. {Sentence(missing.Why)}",
        (Verdict.NoDifferenceYet, null) when need is { Words: { Length: > 0 } words } => $"No difference is proven yet: {words}.",
        (Verdict.NotEnoughData missing, { } why) => $"Not enough data, and {why}. {Sentence(missing.Why)}",
        (Verdict.NoDifferenceYet { MoreRecipients: > 0 } or Verdict.NoDifferenceYet { Waiting: > 0 }, { } why) => $"No difference was found, and {why}.",
        (Verdict.Ahead { BrokenGuards.Count: 0 } ahead, { } why) => $"{ahead.Leader} is ahead: {Percent(ahead.ChanceToWin)} likely to be best, but that is not proven, and {why}.",
        _ => Of(verdict),
    };

    private static string Of(Verdict verdict) => verdict switch
    {
        Verdict.NotEnoughData { MoreRecipients: 0 } missing => $"Not enough data yet: nobody more has to come, {Customers(missing.Waiting)} {(missing.Waiting == 1 ? "counts" : "count")}{Wait(missing.DaysAtThisRate)}. {Sentence(missing.Why)}",
        Verdict.NotEnoughData missing => $"Not enough data: about {More(missing.MoreRecipients)}{Days(missing.DaysAtThisRate)}. {Sentence(missing.Why)}",
        Verdict.NoDifferenceYet { MoreRecipients: > 0 } open => $"No difference yet. A difference worth finding would show after about {More(open.MoreRecipients)}{Days(open.DaysAtThisRate)}.",
        Verdict.NoDifferenceYet { Waiting: > 0 } open => $"No difference yet. A difference worth finding would show without anybody more: {Customers(open.Waiting)} {(open.Waiting == 1 ? "counts" : "count")}{Wait(open.DaysAtThisRate)}.",
        Verdict.NoDifferenceYet => "No difference, and one worth finding would have shown by now: the variants do about the same.",
        Verdict.Ahead { BrokenGuards.Count: > 0 } held => $"{held.Leader} is ahead, but makes more {string.Join(" and ", held.BrokenGuards)}: it is not a winner.",
        Verdict.Ahead ahead => $"{ahead.Leader} is ahead: {Percent(ahead.ChanceToWin)} likely to be best, not proven yet.",
        Verdict.Decided decided => $"{decided.Winner} is best: proven at this confidence however often you look.",
        Verdict.SampleRatioMismatch mismatch => $"The variants' sizes do not fit their shares (by chance that happens {Seldom(mismatch.PValue)}): customers were lost on one side, so no difference can be trusted. Find out why before you read on.",
        _ => throw new InvalidOperationException($"{verdict} has no sentence"),
    };

    /// <summary>A verdict whose sides are called as people call them: those of a holdout are ours, variants have the words of their names.</summary>
    public static Verdict ForPeople(Verdict verdict, ExperimentKind kind)
    {
        Func<string, string> called = kind is ExperimentKind.Holdout or ExperimentKind.GlobalHoldout ? Side : InWords;
        return verdict switch
        {
            // Between quotes there are names of arms and nothing else.
            Verdict.NotEnoughData missing => missing with { Why = string.Concat(missing.Why.Split('\'').Select((part, place) => place % 2 == 1 ? called(part) : part)) },
            Verdict.Ahead ahead => ahead with { Leader = Capital(called(ahead.Leader)) },
            Verdict.Decided decided => decided with { Winner = Capital(called(decided.Winner)) },
            _ => verdict,
        };
    }

    /// <summary>The name of a variant as words: <c>“Why it fits”</c> of <c>why-it-fits</c>.</summary>
    public static string InWords(string arm) => arm.Length == 0 ? arm : $"“{Capital(arm.Replace('-', ' ').Replace('_', ' '))}”";

    /// <summary>The verdict's name in answers.</summary>
    public static string Kind(Verdict verdict) => verdict switch
    {
        Verdict.NotEnoughData => "not_enough_data",
        Verdict.NoDifferenceYet => "no_difference_yet",
        Verdict.Ahead => "ahead",
        Verdict.Decided => "decided",
        _ => "sample_ratio_mismatch",
    };

    /// <summary>So many customers more.</summary>
    public static string More(long customers) => customers == 1 ? "1 more customer" : $"{Count(customers)} more customers";

    /// <summary>How long it takes, as the end of a clause; empty where that is not known.</summary>
    public static string Days(double? days) => days switch
    {
        null => "",
        < 1.5 => ", about a day at this rate",
        > DaysOfTwoYears => ", more than two years at this rate: too few people for this test",
        { } many => $", about {Count((long)Math.Ceiling(many))} days at this rate",
    };

    // Those who came last wait the longest.
    private static string Wait(double? days) => days is { } many ? $" once their time is over, in {Count((long)Math.Ceiling(many))} {(many <= 1 ? "day" : "days")} at most" : " once their time is over";

    private static string Side(string arm) => arm == JourneyExperiments.HeldOut ? "the group held out (without marketing)" : "the mailed group";

    private static string Seldom(double chance) => chance < OneInABillion ? "less than once in a billion times" : $"once in {Count((long)(1 / chance))} times";

    private static string Capital(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";

    private static string Sentence(string why) => $"{Capital(why)}.";

    private static string Percent(double rate) => rate > 0.99 ? "over 99%" : $"{(rate * 100).ToString("0", CultureInfo.InvariantCulture)}%";

    /// <summary>A number of customers, as <c>1 customer</c> or <c>2,000 customers</c>.</summary>
    public static string Customers(long count) => count == 1 ? "1 customer" : $"{Count(count)} customers";

    /// <summary>A number of people.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
