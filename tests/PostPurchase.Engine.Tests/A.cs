using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;
using StoreDelivery = PostPurchase.Engine.Intake.Delivery;

namespace PostPurchase.Engine.Tests;

/// <summary>Valid things to start a test from; a test names only what matters to it.</summary>
internal static class A
{
    public static readonly Instant Noon = Instant.FromUtc(2026, 1, 2, 12, 0);
    public static readonly Currency Usd = Currency.Parse("USD");
    public const string Version = "v1";
    private static int s_count;

    public static Money Dollars(decimal amount) => Money.TryFromAmount(amount, Usd, out var money) ? money : throw new ArgumentOutOfRangeException(nameof(amount));

    public static CustomerFacts Customer(string? email = "jane@example.com", string? externalId = null) => new() { Email = email, ExternalId = externalId, FirstName = "Jane", Country = "US" };

    public static PurchaseFacts Purchase(string id = "1001", Instant? updatedAt = null, decimal total = 59.90m) => new()
    {
        Id = id,
        Number = "#" + id,
        UpdatedAt = updatedAt ?? Noon,
        Total = Dollars(total),
        Lines =
        [
            new() { Id = "l1", ProductId = "p1", Name = "Trail backpack", Category = "backpacks", Quantity = 1, UnitPrice = Dollars(40m) },
            new() { Id = "l2", ProductId = "p2", Name = "Bottle", Quantity = 2, UnitPrice = Dollars(9.95m) },
        ],
    };

    public static StoreEvent Order(PurchaseFacts? purchase = null, CustomerFacts? customer = null, string? id = null, Instant? at = null)
    {
        var facts = purchase ?? Purchase();
        return Event(new EventBody.PurchaseChanged(facts), customer, id, at) with { PurchaseId = facts.Id };
    }

    public static StoreEvent Refund(RefundFacts refund, CustomerFacts? customer = null, Instant? at = null, string purchase = "1001") =>
        Event(new EventBody.Refunded(refund), customer ?? CustomerFacts.Nobody, null, at ?? Noon + Duration.FromHours(1)) with { PurchaseId = purchase };

    public static StoreEvent Event(EventBody body, CustomerFacts? customer = null, string? id = null, Instant? at = null) => new()
    {
        Id = id ?? $"evt-{Interlocked.Increment(ref s_count)}",
        OccurredAt = at ?? Noon,
        Customer = customer ?? Customer(),
        Body = body,
    };

    public static StoreDelivery Delivery(params StoreEvent[] events) => new() { Source = "shop", Body = "{}"u8.ToArray(), Events = events };

    public static Enrollment Run(EnrollmentId id, CustomerId owner, RunKey key, Instant? dueAt = null) => new()
    {
        Id = id,
        Owner = owner,
        Journey = "new-buyer",
        Version = Version,
        Key = key,
        StartedBy = 1,
        StartedAt = Noon,
        EnteredAt = Noon,
        ArrivedAt = Noon,
        DueAt = dueAt ?? Noon,
    };

    public static PlannedSend Mail(string step = "thanks", ContentKind kind = ContentKind.Transactional, Instant? at = null) =>
        new(step, 1, kind, at ?? Noon, at ?? Noon, null, null, new Dictionary<string, string>());

    public static IntakeRules NoJourneys { get; } = new() { Enroll = (_, _) => RunChanges.None };

    /// <summary>One run for each usable purchase; a whole refund ends the runs of its purchase.</summary>
    public static IntakeRules OneJourney(Database database) => new()
    {
        Enroll = (fact, now) => new RunChanges(
            fact.News.HasFlag(PurchaseNews.Usable)
                ? [Run(new(database.Ids.Next(now)), fact.Customer.Owner, new(RunSubject.Purchase, fact.Purchase!.Id.Value), now) with { StartedBy = fact.EventId, Purchase = fact.Purchase.Id }]
                : [],
            fact.Refund is RefundMeaning.Whole
                ? [.. fact.Runs.Where(run => run.Run.Purchase == fact.Purchase!.Id && run.Run.Status == EnrollmentStatus.Open).Select(run => Ended(run.Run, now))]
                : [],
            []),
    };

    public static Enrollment Ended(Enrollment run, Instant now) => run with { Status = EnrollmentStatus.Exited, DueAt = null, EndedAt = now, Reason = "refunded" };

    public static JourneyVersion Journey() => new("default", "new-buyer", Version, "{}");
}
