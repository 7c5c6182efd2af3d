using NodaTime;
using PostPurchase.Core.Journeys;
using Xunit;

namespace PostPurchase.Core.Tests.Journeys;

/// <summary>What one run is about, and what another event with the same key does: while the run is open, and after it has ended.</summary>
public sealed class RunKeyTests
{
    private static readonly Instant Noon = A.Time("2026-01-02T12:00:00Z");

    // A second parcel of the same order: the same purchase, line and customer, and an event of its own.
    [Theory]
    [InlineData(RunSubject.Purchase, Reentry.Ignore, "")]
    [InlineData(RunSubject.Purchase, Reentry.Restart, "end restarted, start")]
    [InlineData(RunSubject.Purchase, Reentry.Parallel, "start")]
    [InlineData(RunSubject.Line, Reentry.Ignore, "")]
    [InlineData(RunSubject.Line, Reentry.Restart, "end restarted, start")]
    [InlineData(RunSubject.Line, Reentry.Parallel, "start")]
    [InlineData(RunSubject.Customer, Reentry.Ignore, "")]
    [InlineData(RunSubject.Customer, Reentry.Restart, "end restarted, start")]
    [InlineData(RunSubject.Customer, Reentry.Parallel, "start")]
    [InlineData(RunSubject.Event, Reentry.Ignore, "start")]
    [InlineData(RunSubject.Event, Reentry.Restart, "start")]
    [InlineData(RunSubject.Event, Reentry.Parallel, "start")]
    public void While_a_run_of_the_same_key_is_open_re_entry_decides(RunSubject per, Reentry reenter, string expected) =>
        Assert.Equal(expected, Told(Decide(Parcel(2), Journey(per, reenter), Noon, Run(per))));

    [Theory]
    [InlineData(RunSubject.Purchase)]
    [InlineData(RunSubject.Line)]
    [InlineData(RunSubject.Customer)]
    public void Once_it_has_ended_its_key_runs_again_when_the_time_has_passed_and_without_one_never(RunSubject per)
    {
        var ended = Run(per) with { EndedAt = Noon };
        var again = Journey(per, Reentry.Ignore, days: 30);

        Assert.Equal("", Told(Decide(Parcel(2), again, Noon + Duration.FromDays(30) - Duration.FromSeconds(1), ended)));
        Assert.Equal("start", Told(Decide(Parcel(2), again, Noon + Duration.FromDays(30), ended)));
        Assert.Equal("", Told(Decide(Parcel(2), Journey(per, Reentry.Parallel), Noon + Duration.FromDays(3000), ended)));
    }

    [Fact]
    public void A_run_about_an_event_says_nothing_about_the_next_event() =>
        Assert.Equal("start", Told(Decide(Parcel(2), Journey(RunSubject.Event, Reentry.Ignore), Noon, Run(RunSubject.Event) with { EndedAt = Noon })));

    [Theory]
    [InlineData(RunSubject.Purchase)]
    [InlineData(RunSubject.Line)]
    [InlineData(RunSubject.Event)]
    public void Another_order_has_a_key_of_its_own(RunSubject per) =>
        Assert.Equal("start", Told(Decide(Parcel(2, purchase: 200), Journey(per, Reentry.Ignore), Noon, Run(per))));

    [Fact]
    public void Another_line_of_the_order_has_a_key_of_its_own() =>
        Assert.Equal("start", Told(Decide(Parcel(2) with { LineCount = 2 }, Journey(RunSubject.Line, Reentry.Ignore), Noon, Run(RunSubject.Line))));

    [Fact]
    public void Another_journey_with_the_same_key_is_another_run() =>
        Assert.Equal("start", Told(Decide(Parcel(2), Journey(RunSubject.Customer, Reentry.Ignore), Noon, Run(RunSubject.Customer) with { Journey = "other" })));

    [Fact]
    public void Restarting_ends_every_open_run_of_the_key()
    {
        var open = new[] { Run(RunSubject.Customer), Run(RunSubject.Customer) with { Id = new(10), StartedBy = 51 } };

        Assert.Equal("end restarted, end restarted, start", Told(Decide(Parcel(2), Journey(RunSubject.Customer, Reentry.Restart), Noon, open)));
    }

    [Theory]
    [InlineData("2026-03-29T09:59:59Z", "")]
    [InlineData("2026-03-29T10:00:00Z", "start")] // a day that has 23 hours
    public void The_time_until_again_is_counted_in_the_customers_own_days(string now, string expected)
    {
        var parcel = Parcel(2) with { ZoneOf = _ => A.Berlin };

        Assert.Equal(expected, Told(Decide(parcel, Journey(RunSubject.Customer, Reentry.Ignore, days: 1), A.Time(now), Run(RunSubject.Customer) with { EndedAt = A.Time("2026-03-28T11:00:00Z") })));
    }

    [Fact]
    public void An_exit_is_looked_at_before_the_entry_of_the_same_event()
    {
        var plan = Journey(RunSubject.Customer, Reentry.Ignore, days: 0) with { Exits = [new("shipped", null, "on its way")] };

        Assert.Equal("end on its way, start", Told(Decide(Parcel(2), plan, Noon, Run(RunSubject.Customer))));
    }

    [Fact]
    public void The_event_that_starts_a_run_never_ends_it_nor_does_it_when_it_comes_again()
    {
        var plan = Journey(RunSubject.Event, Reentry.Parallel) with { Exits = [new("shipped", null, "on its way")] };

        Assert.Equal("start", Told(Decide(Parcel(50), plan, Noon)));
        Assert.Equal("", Told(Decide(Parcel(50), plan, Noon, Run(RunSubject.Event))));
    }

    private static IReadOnlyList<RunChange> Decide(Happening happening, JourneyPlan plan, Instant now, params RunSummary[] runs) => Admission.Decide(happening, [plan], _ => plan, runs, now);

    private static string Told(IReadOnlyList<RunChange> changes) => string.Join(", ", changes.Select(change => change switch
    {
        RunChange.Start => "start",
        RunChange.End end => $"end {end.Reason}",
        _ => "goal",
    }));

    private static JourneyPlan Journey(RunSubject per, Reentry reenter, int? days = null) =>
        A.Plan() with { Trigger = new("shipped", null, per, reenter, days is { } count ? new CalendarSpan(count, Duration.Zero) : null) };

    private static Happening Parcel(long eventId, long purchase = 100) => new()
    {
        EventId = eventId,
        Trigger = "shipped",
        OccurredAt = Noon,
        Purchase = new(purchase),
        LineCount = 1,
        ScopeOf = _ => A.Facts().Scope,
        ScopeOfRun = _ => A.Facts().Scope,
        ZoneOf = _ => DateTimeZone.Utc,
    };

    private static RunSummary Run(RunSubject per)
    {
        var key = per switch { RunSubject.Customer => new RunKey(per, 0), RunSubject.Event => new(per, 50), _ => new(per, 100) };
        return new(new(9), "new-buyer", "v1", key, new PurchaseRowId(100), StartedBy: 50, Noon, EndedAt: null, GoalReached: false);
    }
}
