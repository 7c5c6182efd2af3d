using NodaTime;
using NodaTime.Text;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;

namespace PostPurchase.Core.Tests.Journeys;

/// <summary>Builders with valid defaults, so that a test shows only what matters to it.</summary>
internal static class A
{
    public static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    public static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    public static Instant Time(string iso) => InstantPattern.General.Parse(iso).Value;

    public static JourneyPlan Plan(params Step[] steps) => new()
    {
        Key = "new-buyer",
        Name = "New buyer",
        Status = JourneyStatus.Live,
        Trigger = new("purchase"),
        Steps = steps,
        Version = "v1",
    };

    public static Enrollment Run(Instant at, int step = 0) => new()
    {
        Id = new(1),
        Owner = new(7),
        Journey = "new-buyer",
        Version = "v1",
        Key = new(RunSubject.Purchase, 100),
        Purchase = new(100),
        StartedBy = 50,
        StartedAt = at,
        EnteredAt = at,
        ArrivedAt = at,
        DueAt = at,
        Step = step,
    };

    public static Step.Email Email(string id, int next, ContentKind kind = ContentKind.Own) =>
        new(id, next, new() { Template = id, Kind = kind, Subject = new(id) });

    public static Facts Facts(DateTimeZone? zone = null, SendConclusion? conclusion = null, params string[] true_) => new()
    {
        Scope = new WordScope(true_),
        Zone = zone ?? DateTimeZone.Utc,
        Conclusion = conclusion,
    };

    /// <summary>A scope in which a condition holds when it is one of these words, and fails when it is <c>broken</c>.</summary>
    internal sealed class WordScope(IReadOnlyCollection<string> holding) : IScope
    {
        public Evaluation<bool> Test(Condition condition) => condition.Text == "broken"
            ? new Evaluation<bool>.Failed("`broken` cannot be evaluated")
            : new Evaluation<bool>.Of(holding.Contains(condition.Text));

        public Evaluation<Instant?> InstantOf(Condition expression) => new Evaluation<Instant?>.Of(
            InstantPattern.General.Parse(expression.Text) is { Success: true, Value: var at } ? at : null);

        public Evaluation<string> TextOf(LocalizedText text) => new Evaluation<string>.Of(text.For(null));

        public IScope After(Effect.UpdateCustomer update) => this;
    }
}
