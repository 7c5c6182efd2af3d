using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Purchases;
using Xunit;

namespace PostPurchase.Engine.Tests.Running;

public abstract class JourneyTests(bool atOnce)
{
    private const string NewBuyer = """
        journey: new-buyer
        status: live
        trigger: { on: purchase, if: customer.purchase_count == 1 }
        exit: [ { on: refund, reason: refunded } ]
        steps:
          - { id: thanks, email: { template: t, content: transactional, subject: "Got it" } }
          - { id: settle, wait: { window: day 1..3, at: "10:00" } }
          - { id: teach, email: { template: t, content: own, subject: "3 things" } }
          - { id: breathe, wait: { window: day 4..7, at: "10:00" } }
          - { id: suggest, email: { template: t, content: third_party, subject: "Goes well" } }
          - { id: interested, wait: { for: 3d, until: clicked("suggest") } }
          - id: which
            branch:
              - if: clicked("suggest")
                steps: [ { id: step-up, email: { template: t, content: third_party, subject: "One step up" } } ]
              - else: true
                steps: []
          - { id: rest, wait: { window: week 2..4, at: "10:00" } }
          - { id: win-back, email: { template: t, content: own, subject: "New" } }
        """;

    [Fact]
    public async Task A_first_purchase_is_thanked_taught_offered_and_won_back_on_its_days()
    {
        await using var shop = await JourneyRunner.WithAsync(NewBuyer, "America/New_York", atOnce);

        await shop.HappensAsync(A.Order());
        await shop.DaysPassAsync(28);

        var zone = DateTimeZoneProviders.Tzdb["America/New_York"];
        Assert.Equal(
            [("thanks", new LocalDate(2026, 1, 2)), ("teach", new(2026, 1, 3)), ("suggest", new(2026, 1, 6)), ("win-back", new(2026, 1, 10))],
            shop.Sent.Select(mail => (mail.Step, mail.At.InZone(zone).Date)));
        Assert.All(shop.Sent.Skip(1), mail => Assert.Equal(10, mail.At.InZone(zone).Hour));
        Assert.Equal(EnrollmentStatus.Finished, Assert.Single(await shop.RunsAsync()).Status);
    }

    [Fact]
    public async Task Who_clicks_goes_one_step_up_at_once()
    {
        await using var shop = await JourneyRunner.WithAsync(NewBuyer, atOnce: atOnce);
        await shop.HappensAsync(A.Order());
        await shop.DaysPassAsync(5);

        await shop.ClicksAsync("suggest");

        Assert.Equal("step-up", shop.Sent[^1].Step);
        Assert.Equal(shop.Now, shop.Sent[^1].At);
    }

    [Fact]
    public async Task A_whole_refund_ends_the_run_and_nothing_more_leaves()
    {
        await using var shop = await JourneyRunner.WithAsync(NewBuyer, atOnce: atOnce);
        await shop.HappensAsync(A.Order());

        await shop.HappensAsync(A.Refund(new RefundFacts { Id = "r1" }));
        await shop.DaysPassAsync(28);

        Assert.Equal("thanks", Assert.Single(shop.Sent).Step);
        Assert.Equal((EnrollmentStatus.Exited, "refunded"), ((await shop.RunsAsync())[0].Status, (await shop.RunsAsync())[0].Reason));
    }

    [Fact]
    public async Task A_second_purchase_starts_no_journey_for_first_ones()
    {
        await using var shop = await JourneyRunner.WithAsync(NewBuyer, atOnce: atOnce);
        await shop.HappensAsync(A.Order());
        await shop.HappensAsync(A.Order(A.Purchase("1002", shop.Now)));

        Assert.Single(await shop.RunsAsync());
    }

    [Fact]
    public async Task History_starts_nothing()
    {
        await using var shop = await JourneyRunner.WithAsync(NewBuyer, atOnce: atOnce);

        await shop.HappensAsync(A.Order(), isHistory: true);

        Assert.Empty(await shop.RunsAsync());
    }

    [Fact]
    public async Task An_order_that_is_over_48_hours_old_starts_nothing()
    {
        await using var shop = await JourneyRunner.WithAsync(NewBuyer, atOnce: atOnce);

        await shop.HappensAsync(A.Order(A.Purchase(updatedAt: A.Noon - Duration.FromHours(49)), at: A.Noon - Duration.FromHours(49)));

        Assert.Empty(await shop.RunsAsync());
    }

    [Fact]
    public async Task An_order_that_is_paid_days_after_it_was_placed_starts_its_journeys_then_and_once()
    {
        await using var shop = await JourneyRunner.WithAsync(NewBuyer, atOnce: atOnce);
        await shop.HappensAsync(A.Order(A.Purchase() with { Paid = false }, id: "placed"));
        await shop.DaysPassAsync(3);
        Assert.Empty(await shop.RunsAsync());

        await shop.HappensAsync(A.Order(A.Purchase(updatedAt: shop.Now), id: "paid", at: A.Noon));
        await shop.HappensAsync(A.Order(A.Purchase(updatedAt: shop.Now + Duration.FromSeconds(1)), id: "packed", at: A.Noon));

        Assert.Single(await shop.RunsAsync());
    }

    [Fact]
    public async Task A_change_of_an_order_of_before_starts_nothing()
    {
        await using var shop = await JourneyRunner.WithAsync(NewBuyer, atOnce: atOnce);
        await shop.HappensAsync(A.Order(id: "placed"), isHistory: true);
        await shop.DaysPassAsync(3);

        await shop.HappensAsync(A.Order(A.Purchase(updatedAt: shop.Now), id: "packed", at: A.Noon));

        Assert.Empty(await shop.RunsAsync());
    }

    [Fact]
    public async Task Runs_finish_on_the_version_that_they_entered()
    {
        await using var shop = await JourneyRunner.WithAsync(NewBuyer, atOnce: atOnce);
        await shop.HappensAsync(A.Order());

        await shop.PublishAsync("journey: new-buyer\nstatus: live\ntrigger: { on: purchase }\nsteps: []\n");
        await shop.DaysPassAsync(28);

        Assert.Equal("win-back", shop.Sent[^1].Step);
    }

    [Fact]
    public async Task A_file_that_is_broken_leaves_the_live_version_in_force()
    {
        await using var shop = await JourneyRunner.WithAsync(NewBuyer, atOnce: atOnce);

        await shop.PublishAsync(NewBuyer.Replace("window: day 4..7", "window: day 7..4", StringComparison.Ordinal));
        await shop.HappensAsync(A.Order());

        Assert.Single(shop.Problems);
        Assert.Single(await shop.RunsAsync());
    }

    [Fact]
    public async Task A_journey_per_line_that_is_anchored_to_delivery_runs_for_each_line()
    {
        await using var shop = await JourneyRunner.WithAsync("""
            journey: care
            status: live
            trigger: { on: purchase, per: line, if: line.quantity > 0 }
            anchor: { on: delivered, or_after: 6d }
            steps:
              - { id: settle, wait: { window: day 1..2, at: "10:00" } }
              - { id: care, email: { template: t, content: own, subject: "{{ line.name }}" } }
            """, atOnce: atOnce);
        await shop.HappensAsync(A.Order());
        await shop.DaysPassAsync(2);

        await shop.HappensAsync(A.Event(new EventBody.Delivered(new ShipmentFacts { Id = "s1" }), at: shop.Now) with { PurchaseId = "1001" });
        await shop.DaysPassAsync(3);

        Assert.Equal(["care", "care"], shop.Sent.Select(mail => mail.Step));
        Assert.All(shop.Sent, mail => Assert.Equal(new LocalDate(2026, 1, 5), mail.At.InUtc().Date));
    }

    [Fact]
    public async Task An_arrival_that_names_its_parcel_alone_is_of_what_was_sent_in_it()
    {
        await using var runner = await JourneyRunner.WithAsync("""
            journey: arrived
            status: live
            trigger: { on: delivered, if: shipment.id == "s1" }
            steps:
              - id: what
                branch:
                  - if: shipment.lines.size == 1 && shipment.lines[0].name == "Bottle" && shipment.tracking_number == "T1"
                    steps: [ { id: bottle, email: { template: t, content: own, subject: "Bottle" } } ]
                  - else: true
                    steps: [ { id: unknown, email: { template: t, content: own, subject: "Parcel" } } ]
            """, atOnce: atOnce);
        await runner.HappensAsync(A.Order());
        await runner.HappensAsync(Parcel(new EventBody.Shipped(new() { Id = "s1", TrackingNumber = "T1", Lines = [new() { Id = "l2", Quantity = 2 }] }), hours: 1));
        await runner.HappensAsync(Parcel(new EventBody.Shipped(new() { Id = "s2", TrackingNumber = "T2", Lines = [new() { Id = "l1" }] }), hours: 2));

        await runner.HappensAsync(Parcel(new EventBody.Delivered(new() { Id = "s1" }), hours: 3));

        Assert.Equal("bottle", Assert.Single(runner.Sent).Step);
    }

    [Fact]
    public async Task An_exit_of_a_run_about_a_line_looks_at_that_line_whatever_the_new_order_holds()
    {
        await using var runner = await JourneyRunner.WithAsync("""
            journey: lines
            status: live
            trigger: { on: purchase, if: purchase.number == "#1001", per: line }
            exit: [ { on: purchase, if: line.product_id == "p2" && event.purchase.number == "#1002", reason: bought-again } ]
            steps: [ { id: pause, wait: { for: 30d } } ]
            """, atOnce: atOnce);
        await runner.HappensAsync(A.Order());
        await runner.HappensAsync(A.Order(A.Purchase("1002") with { Lines = [A.Purchase().Lines[0]] }));

        var runs = await runner.RunsAsync();

        Assert.Equal([(0, null), (1, "bought-again")], runs.OrderBy(run => run.Key.Line).Select(run => (run.Key.Line, run.Reason)));
    }

    [Fact]
    public async Task The_third_order_of_a_thing_says_when_it_runs_out()
    {
        await using var runner = await JourneyRunner.WithAsync("""
            journey: replenish
            status: live
            trigger: { on: purchase, if: line != null && line.runs_out_at != null, per: line }
            steps: [ { id: in-use, wait: { date: line.runs_out_at, offset: -7d } }, { id: remind, email: { template: remind, content: own, subject: "Soon" } } ]
            """, atOnce: atOnce);
        foreach (var day in (int[])[0, 30, 60])
        {
            await runner.UntilAsync(A.Noon + Duration.FromDays(day));
            await runner.HappensAsync(A.Order(A.Purchase($"{day}", runner.Now) with { Lines = [A.Purchase().Lines[0]] }, at: runner.Now));
        }

        await runner.DaysPassAsync(40);

        Assert.Equal(A.Noon + Duration.FromDays(83), Assert.Single(runner.Sent).At);
    }

    private static StoreEvent Parcel(EventBody body, int hours) => A.Event(body, at: A.Noon + Duration.FromHours(hours)) with { PurchaseId = "1001" };
}

/// <summary>Runs are written when they start and found due, as in simulations and after a restart.</summary>
public sealed class JourneysFoundDueTests() : JourneyTests(atOnce: false);

/// <summary>Runs take their first advance in the transaction that starts them, as in production.</summary>
public sealed class JourneysAtOnceTests() : JourneyTests(atOnce: true);
