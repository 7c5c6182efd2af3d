using System.Globalization;
using PostPurchase.Core.Experiments;

namespace PostPurchase.Engine.Learning;

/// <summary>Whose past a test is planned from.</summary>
internal enum PlanScope
{
    /// <summary>That of all mail.</summary>
    Shop,

    /// <summary>That of the journey that the test is for.</summary>
    Journey,

    /// <summary>That of the mail that the test is for.</summary>
    Step,
}

/// <summary>A plan for a new experiment.</summary>
/// <param name="CustomersPerWeek">Who would be put in it; 0 while no whole day is counted.</param>
/// <param name="CountedDays">Whole days since the first such mail, at most 90: what it was planned from. 0 on the first day; null where no such mail has left.</param>
/// <param name="Plan">Weeks by metric.</param>
/// <param name="Past">What it was planned from.</param>
internal sealed record PlannedTest(double CustomersPerWeek, int? CountedDays, TestPlan Plan, IReadOnlyList<MetricForecast> Past)
{
    private const double MostWeeks = 520;
    private const int WeekDays = 7;

    /// <summary>What it is for.</summary>
    public PlanScope Asked { get; init; }

    /// <summary>Whose customers a week it was planned from.</summary>
    public PlanScope VolumeOf { get; init; }

    /// <summary>Whose average each metric was planned from, in their order.</summary>
    public IReadOnlyList<PlanScope> RatesOf { get; init; } = [];

    /// <summary>Whether nobody's time is over yet, so that clicks and commission are as far as they have come.</summary>
    public bool CountsOpen { get; init; }

    /// <summary>What the plan comes to, for people.</summary>
    public string Text => (CountedDays, Plan.Preselected, Plan.Shortest) switch
    {
        (0, _, _) => "Too little history to estimate: the first mail left today. Tomorrow there is a first guess, in a week a better one.",
        (_, { } name, _) => $"A test by {Word(name)} decides within {TestPlan.Patience} weeks: it is the deepest that does.{Open}{Young}{Sources}",
        (_, null, { Weeks: { } weeks } first) => $"Nothing decides within {TestPlan.Patience} weeks at this volume. The shortest would be a test by {Word(first.Name)}, with {Weeks(weeks)}.{Open}{Young}{Sources}",
        _ => "There is nothing to plan with yet: no mail has left, or nothing has come of it.",
    };

    private string Open => CountsOpen ? $" Nobody's {MailPast.Window.Days} days are over yet: clicks and commission are as far as they have come." : "";

    private string Young => CountedDays < WeekDays ? $" That is a first guess: only {(CountedDays == 1 ? "one day is" : $"{CountedDays} days are")} counted so far, as if they were a week." : "";

    // Whose past it is where that may be one of two.
    private string Sources
    {
        get
        {
            if (Asked == PlanScope.Shop) return "";
            var it = Asked == PlanScope.Step ? "this mail" : "this journey";
            var used = RatesOf.Zip(Past, (of, past) => (Of: of, Name: Word(past.Name))).Prepend((Of: VolumeOf, Name: "volume")).ToLookup(pair => pair.Of != PlanScope.Shop, pair => pair.Name);
            var (own, shop) = (And([.. used[true]]), And([.. used[false]]));
            if (shop.Length == 0) return $" All of it is by the past of {it}.";
            return own.Length == 0 ? $" All of it is by the past of the whole shop: {it} has too little of its own." : $" By the past of {it}: {own}; by that of the whole shop, for want of enough of its own: {shop}.";
        }
    }

    // As the app calls them: a conversion of reports is another thing than a customer who bought.
    private static string Word(string metric) => metric switch
    {
        "click" => "click rate",
        "conversion" => "purchase rate",
        "revenue" => "own revenue",
        _ => metric,
    };

    private static string And(IReadOnlyList<string> names) => names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";

    private static string Weeks(double weeks) => weeks > MostWeeks ? "more than ten years" : weeks <= 1 ? "about one week" : $"about {Math.Ceiling(weeks).ToString("N0", CultureInfo.InvariantCulture)} weeks";
}
