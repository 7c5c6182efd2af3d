using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Intake;

/// <summary>Webhooks arrive in any order and more than once; what is stored in the end is the same.</summary>
public abstract class OrderOfArrivalContract : StoreContract
{
    private static readonly RefundFacts[] s_refunds =
    [
        new() { Id = "r1" },
        new() { Id = "r1", Amount = 59.90m },
        new() { Id = "r1", Amount = 5m },
        new() { Id = "r1", Lines = [new(null, "p2", 1)] },
        new() { Id = "r1", Lines = [new("l1", null, 1)], Amount = 40m },
        new() { Id = "r1", Cancels = true },
    ];

    public static TheoryData<int> Refunds => [.. Enumerable.Range(0, s_refunds.Length)];

    [Theory]
    [MemberData(nameof(Refunds))]
    public async Task All_six_orders_of_created_updated_and_refunded_end_the_same(int refund)
    {
        var ends = new HashSet<string>();
        foreach (var (order, number) in Permutations([0, 1, 2]).Select((order, number) => (order, number)))
        {
            var events = Story($"{refund}-{number}", s_refunds[refund], Duration.FromHours(2));
            foreach (var index in order) await AcceptAsync(events[index]);
            ends.Add(await EndAsync($"{refund}-{number}"));
        }

        Assert.Single(ends);
    }

    [Fact]
    public void Any_order_with_any_repetition_ends_the_same()
    {
        var run = 0;
        var arrivals = Gen.ArrayOf(Gen.Choose(0, 2)).Select(repeated => repeated.Concat([0, 1, 2])).ToArbitrary();
        var property = Prop.ForAll(arrivals, arrival =>
        {
            var id = $"any-{Interlocked.Increment(ref run)}";
            var events = Story(id, s_refunds[3], Duration.FromMinutes(30));
            foreach (var index in arrival) AcceptAsync(events[index]).GetAwaiter().GetResult();
            var straight = id + "-straight";
            foreach (var fact in Story(straight, s_refunds[3], Duration.FromMinutes(30))) AcceptAsync(fact).GetAwaiter().GetResult();
            return EndAsync(id).GetAwaiter().GetResult() == EndAsync(straight).GetAwaiter().GetResult();
        });

        property.Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(20260102, 7));
    }

    // Created, then updated an hour later by a store that names the instant of its report, and a refund before or after the update.
    private static StoreEvent[] Story(string id, RefundFacts refund, Duration refundedAfter)
    {
        var customer = A.Customer($"{id}@example.com");
        return
        [
            A.Order(A.Purchase(id) with { Paid = false }, customer, $"{id}-created"),
            A.Order(A.Purchase(id, A.Noon + Duration.FromHours(1)) with { Tags = ["packed"] }, customer, $"{id}-updated", A.Noon + Duration.FromHours(1)),
            A.Refund(refund, customer, A.Noon + refundedAfter, id) with { Id = $"{id}-refunded" },
        ];
    }

    private static IEnumerable<int[]> Permutations(int[] all) =>
        all.Length <= 1 ? [all] : all.SelectMany(first => Permutations([.. all.Where(other => other != first)]).Select(rest => (int[])[first, .. rest]));

    private Task<IntakeAnswer> AcceptAsync(StoreEvent fact) => new EventIntake(Database, A.NoJourneys).AcceptAsync(A.Delivery(fact), A.Noon + Duration.FromHours(3));

    private async Task<string> EndAsync(string id)
    {
        var purchase = await new PurchaseStore(Database).FindAsync("default", id);
        var customer = await new CustomerStore(Database).FindByEmailAsync("default", $"{id}@example.com");
        var events = await new EventStore(Database).OfAsync(customer!.Owner);
        return string.Join(
            '|',
            PurchaseJson.Write(purchase!.Facts with { Id = "", Number = "" }),
            purchase.OrderedAt,
            purchase.RefundedValue,
            customer.PurchaseCount,
            customer.RefundedCount,
            customer.TotalSpent,
            customer.FirstPurchaseAt,
            customer.GoodwillUntil,
            string.Join(',', events.Select(stored => stored.Type).Order()));
    }
}

public sealed class SqliteOrderOfArrivalTests : OrderOfArrivalContract
{
    private protected override TemporaryDatabase Open() => TemporaryDatabase.New();
}
