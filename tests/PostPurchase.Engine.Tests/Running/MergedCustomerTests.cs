using PostPurchase.Core.Journeys;
using PostPurchase.Core.Purchases;
using Xunit;

namespace PostPurchase.Engine.Tests.Running;

public abstract class MergedCustomerTests(bool atOnce)
{
    private const string PerCustomer = """
        journey: hello
        status: live
        trigger: { on: purchase, per: customer }
        steps:
          - { id: rest, wait: { for: 3d } }
          - { id: again, email: { template: t, content: own, subject: "Again" } }
        """;

    private const string AboutOrder = """
        journey: about-order
        status: live
        trigger: { on: purchase }
        exit: [ { on: refund, reason: refunded } ]
        steps:
          - { id: rest, wait: { for: 3d } }
          - id: which
            branch:
              - if: purchase.number == "#2"
                steps: [ { id: second, email: { template: t, content: own, subject: "Second" } } ]
              - else: true
                steps: []
        """;

    [Fact]
    public async Task Of_two_runs_of_one_journey_per_customer_the_earlier_goes_on()
    {
        await using var shop = await JourneyRunner.WithAsync(PerCustomer, atOnce: atOnce);
        await shop.HappensAsync(A.Order(A.Purchase("1"), A.Customer()));
        await shop.HappensAsync(A.Order(A.Purchase("2"), A.Customer(null, "c-9")));

        await shop.HappensAsync(A.Event(new EventBody.Custom("hello"), A.Customer("jane@example.com", "c-9")));
        await shop.DaysPassAsync(5);

        Assert.Single(shop.Sent);
        Assert.Equal([(EnrollmentStatus.Finished, null), (EnrollmentStatus.Exited, "merged")], (await shop.RunsAsync()).Select(run => (run.Status, run.Reason)));
    }

    [Fact]
    public async Task A_run_that_a_merged_customers_order_starts_knows_the_order()
    {
        await using var shop = await JourneyRunner.WithAsync(AboutOrder, atOnce: atOnce);
        await shop.HappensAsync(A.Order(A.Purchase("1"), A.Customer()));
        await shop.HappensAsync(A.Order(A.Purchase("2") with { Paid = false }, A.Customer(null, "c-9")));
        await shop.HappensAsync(A.Event(new EventBody.Custom("hello"), A.Customer("jane@example.com", "c-9")));

        await shop.HappensAsync(A.Order(A.Purchase("2", A.Noon + NodaTime.Duration.FromMinutes(1)), A.Customer()));
        await shop.DaysPassAsync(5);

        Assert.Equal("second", Assert.Single(shop.Sent).Step);
    }

    [Fact]
    public async Task A_refund_that_names_another_known_customer_ends_the_buyers_run()
    {
        await using var shop = await JourneyRunner.WithAsync(AboutOrder, atOnce: atOnce);
        await shop.HappensAsync(A.Event(new EventBody.Custom("hello"), A.Customer("bob@example.com")));
        await shop.HappensAsync(A.Order(A.Purchase("2"), A.Customer()));

        await shop.HappensAsync(A.Refund(new RefundFacts { Id = "r1" }, A.Customer("bob@example.com"), purchase: "2"));

        Assert.Equal("refunded", Assert.Single(await shop.RunsAsync()).Reason);
    }

    [Fact]
    public async Task Goodwill_for_an_order_rests_promotion_to_its_buyer_whoever_is_named()
    {
        await using var shop = await JourneyRunner.WithAsync(AboutOrder, atOnce: atOnce);
        await shop.HappensAsync(A.Event(new EventBody.Custom("hello"), A.Customer("bob@example.com")));
        await shop.HappensAsync(A.Order(A.Purchase("2"), A.Customer()));

        await shop.HappensAsync(A.Refund(new RefundFacts { Id = "r1", Amount = 5m }, A.Customer("bob@example.com"), purchase: "2"));

        var customers = new Engine.Storage.CustomerStore(shop.Database);
        Assert.NotNull((await customers.FindByEmailAsync("default", "jane@example.com"))!.GoodwillUntil);
        Assert.Null((await customers.FindByEmailAsync("default", "bob@example.com"))!.GoodwillUntil);
    }
}

/// <summary>Runs are written when they start and found due, as in simulations and after a restart.</summary>
public sealed class MergedCustomersFoundDueTests() : MergedCustomerTests(atOnce: false);

/// <summary>Runs take their first advance in the transaction that starts them, as in production.</summary>
public sealed class MergedCustomersAtOnceTests() : MergedCustomerTests(atOnce: true);
