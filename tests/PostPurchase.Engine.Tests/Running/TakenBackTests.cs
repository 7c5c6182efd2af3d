using System.Globalization;
using System.Text;
using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Connectors;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Connectors;
using Xunit;

namespace PostPurchase.Engine.Tests.Running;

/// <summary>Orders that were called off and stand again: the newest report decides, and journeys hear of each order once.</summary>
public sealed class TakenBackTests
{
    private const string Thanks = """
        journey: thanks
        status: live
        trigger: { on: purchase }
        exit: [ { on: refund, reason: refunded } ]
        steps:
          - { id: note, email: { template: t, content: transactional, subject: "Thanks" } }
          - { id: rest, wait: { for: 3d } }
          - { id: late, email: { template: t, content: transactional, subject: "Late" } }
        """;

    private const string Sorry = """
        journey: sorry
        status: live
        trigger: { on: refund, per: event }
        steps:
          - { id: note, email: { template: t, content: transactional, subject: "Your money is on its way" } }
        """;

    private static readonly Instant s_start = Instant.FromUtc(2026, 1, 2, 11, 0);

    [Theory]
    [InlineData("pending cancelled processing")]
    [InlineData("pending failed cancelled processing completed")]
    [InlineData("on-hold cancelled on-hold processing")]
    [InlineData("processing cancelled processing")]
    [InlineData("processing trash processing")]
    [InlineData("processing refunded completed")]
    public async Task An_order_that_stands_again_counts_and_is_told_once(string statuses)
    {
        await using var shop = await JourneyRunner.WithAsync(Thanks);

        await ReportsAsync(shop, statuses.Split(' '));

        Assert.Equal(("Open", true, "0", 3), await StateAsync(shop));
        Assert.Equal((1, 3350L, 0), await SumsAsync(shop));
        Assert.Equal(["note"], shop.Sent.Select(mail => mail.Step));
    }

    [Fact]
    public async Task What_calling_an_order_off_ended_stays_ended()
    {
        await using var shop = await JourneyRunner.WithAsync(Thanks);

        await ReportsAsync(shop, "processing", "cancelled", "processing");
        await shop.DaysPassAsync(9);

        Assert.Equal((EnrollmentStatus.Exited, "refunded"), ((await RunsAsync(shop, "omar@shop.test")).Single().Status, (await RunsAsync(shop, "omar@shop.test")).Single().Reason));
        Assert.Equal(["note"], shop.Sent.Select(mail => mail.Step));
    }

    [Theory]
    [InlineData("processing cancelled processing cancelled", "Cancelled")]
    [InlineData("processing refunded completed refunded", "Refunded")]
    public async Task An_order_that_is_called_off_again_is_called_off_twice(string statuses, string state)
    {
        await using var shop = await JourneyRunner.WithAsync(Sorry);

        await ReportsAsync(shop, statuses.Split(' '));

        Assert.Equal((state, 0), ((await StateAsync(shop)).State, (await StateAsync(shop)).Goods));
        Assert.Equal((0, 0L), ((await SumsAsync(shop)).Count, (await SumsAsync(shop)).Spent));
        Assert.Equal(2, shop.Sent.Count);
    }

    [Fact]
    public async Task One_report_of_calling_off_that_comes_again_is_one()
    {
        await using var shop = await JourneyRunner.WithAsync(Sorry);
        await ReportsAsync(shop, "processing", "cancelled", "processing");

        var again = await AcceptAsync(shop, "order.updated", Order("cancelled", 1));

        Assert.True(again.IsDuplicate);
        Assert.Equal("Open", (await StateAsync(shop)).State);
        Assert.Single(shop.Sent);
    }

    [Fact]
    public async Task A_late_report_of_calling_off_changes_nothing()
    {
        await using var shop = await JourneyRunner.WithAsync(Thanks);
        await AcceptAsync(shop, "order.created", Order("pending", 0));
        await AcceptAsync(shop, "order.updated", Order("processing", 2));

        await AcceptAsync(shop, "order.updated", Order("cancelled", 1));
        await shop.DaysPassAsync(9);

        Assert.Equal(("Open", true, "0", 3), await StateAsync(shop));
        Assert.Equal(["note", "late"], shop.Sent.Select(mail => mail.Step));
    }

    [Fact]
    public async Task Money_that_went_back_stays_when_the_order_stands_again_in_any_order_of_arrival()
    {
        const string Refund = """[{"id":90,"total":"-5.00"}]""";
        (string Topic, string Body)[] story =
        [
            ("order.created", Order("pending", 0)), ("order.updated", Order("processing", 1, Refund)), ("order.updated", Order("cancelled", 2, Refund)),
            ("order.updated", Order("processing", 3, Refund)),
        ];
        var ends = new HashSet<string>();
        foreach (var order in Permutations(story.Length))
        {
            await using var shop = await JourneyRunner.WithAsync(Sorry);
            foreach (var index in order) await AcceptAsync(shop, story[index].Topic, story[index].Body);
            ends.Add($"{await StateAsync(shop)} {await SumsAsync(shop)}");
        }

        Assert.Equal(["(Open, True, 500, 3) (1, 2850, 0)"], ends);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(90)]
    public async Task A_deleted_order_is_called_off_whatever_the_clock_of_the_shop_and_stands_once_it_is_restored(int minutesAhead)
    {
        await using var shop = await JourneyRunner.WithAsync(Thanks);
        await AcceptAsync(shop, "order.created", Order("processing", minutesAhead));

        await AcceptAsync(shop, "order.deleted", """{"id":501}""");
        var deleted = (await StateAsync(shop)).State;
        await shop.UntilAsync(A.Noon + Duration.FromHours(2));
        await AcceptAsync(shop, "order.restored", Order("processing", minutesAhead + 120));
        var restored = (await StateAsync(shop)).State;
        await shop.UntilAsync(A.Noon + Duration.FromHours(5));
        await AcceptAsync(shop, "order.deleted", """{"id":501}""", "d-9");

        Assert.Equal(("Cancelled", "Open", "Cancelled"), (deleted, restored, (await StateAsync(shop)).State));
        Assert.Equal(["note"], shop.Sent.Select(mail => mail.Step));
    }

    [Fact]
    public async Task A_payment_that_was_given_up_may_come_after_all_and_be_given_up_again()
    {
        await using var shop = await JourneyRunner.WithAsync(Thanks);
        var states = new List<string>();
        foreach (var (status, minutes) in new[] { ("authorized", 0), ("voided", 1), ("paid", 2), ("voided", 3) })
        {
            await shop.HappensTogetherAsync([.. Signed.Items(Signed.Shopify(minutes == 0 ? "orders/create" : "orders/updated", ShopifyOrder(status, minutes)))]);
            states.Add($"{(await new PurchaseStore(shop.Database).FindAsync("default", "7300000000000000123"))!.Facts.State} {shop.Sent.Count}");
        }

        Assert.Equal(["Open 0", "Voided 0", "Open 1", "Voided 1"], states);
        Assert.Equal("refunded", (await RunsAsync(shop, "mira@shop.test")).Single().Reason);
    }

    [Fact]
    public async Task An_event_of_the_shops_own_takes_calling_off_back_too()
    {
        await using var shop = await JourneyRunner.WithAsync(Thanks);
        var facts = A.Purchase() with { Paid = false };
        await shop.HappensAsync(A.Order(facts));
        await shop.UntilAsync(A.Noon + Duration.FromMinutes(1));
        await shop.HappensAsync(A.Order(facts with { State = PurchaseState.Cancelled, UpdatedAt = shop.Now }));
        await shop.HappensAsync(A.Refund(new RefundFacts { Id = "c1", Cancels = true }, at: shop.Now));

        await shop.UntilAsync(A.Noon + Duration.FromMinutes(2));
        await shop.HappensAsync(A.Order(A.Purchase(updatedAt: A.Noon + Duration.FromMinutes(2))));

        var purchase = (await new PurchaseStore(shop.Database).FindAsync("default", "1001"))!.Facts;
        Assert.Equal((PurchaseState.Open, null, 3), (purchase.State, purchase.Refunded, purchase.Lines.Sum(line => line.Quantity)));
        Assert.Equal(["note"], shop.Sent.Select(mail => mail.Step));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(5)]
    public async Task A_refund_with_a_name_of_its_own_is_not_taken_back(int? amount)
    {
        await using var shop = await JourneyRunner.WithAsync(Thanks);
        await shop.HappensAsync(A.Order());
        await shop.HappensAsync(A.Refund(new RefundFacts { Id = "r1", Amount = amount }, at: A.Noon + Duration.FromMinutes(1)));

        await shop.HappensAsync(A.Order(A.Purchase(updatedAt: A.Noon + Duration.FromMinutes(2))));

        Assert.Equal(A.Dollars(amount ?? 59.90m), (await new PurchaseStore(shop.Database).FindAsync("default", "1001"))!.Facts.Refunded);
    }

    private static async Task ReportsAsync(JourneyRunner shop, params string[] statuses)
    {
        foreach (var (number, status) in statuses.Index()) await AcceptAsync(shop, number == 0 ? "order.created" : "order.updated", Order(status, number));
    }

    private static async Task<IntakeAnswer> AcceptAsync(JourneyRunner shop, string topic, string body, string delivery = "d-1")
    {
        var reading = Hooks.ReadAgain(new HookSource(SourceKind.WooCommerce, Signed.Secret), topic, delivery, Encoding.UTF8.GetBytes(body), shop.Now);
        return await shop.HappensTogetherAsync([.. Signed.Items(reading)]);
    }

    // The report of so many minutes after the order.
    private static string Order(string status, int minutes, string refunds = "[]") => WooPayloads.Order
        .Replace("2026-03-01T09:00:30", Text(s_start + Duration.FromMinutes(minutes)), StringComparison.Ordinal)
        .Replace("2026-03-01T09:00:", "2026-01-02T11:00:", StringComparison.Ordinal)
        .Replace("processing", status, StringComparison.Ordinal)
        .Replace("\"refunds\":[]", $"\"refunds\":{refunds}", StringComparison.Ordinal);

    private static string ShopifyOrder(string status, int minutes) => ShopifyPayloads.Order
        .Replace("2026-03-01T10:00:05+01:00", $"{Text(s_start + Duration.FromMinutes(minutes))}Z", StringComparison.Ordinal)
        .Replace("2026-03-01", "2026-01-02", StringComparison.Ordinal)
        .Replace("\"financial_status\":\"paid\"", $"\"financial_status\":\"{status}\"", StringComparison.Ordinal);

    private static string Text(Instant at) => at.ToString("uuuu-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);

    private static async Task<(string State, bool Paid, string Refunded, int Goods)> StateAsync(JourneyRunner shop)
    {
        var facts = (await new PurchaseStore(shop.Database).FindAsync("default", "501"))!.Facts;
        return (facts.State.ToString(), facts.Paid, (facts.Refunded?.Minor ?? 0).ToString(CultureInfo.InvariantCulture), facts.Lines.Sum(line => line.Quantity));
    }

    private static async Task<(int Count, long Spent, int Refunded)> SumsAsync(JourneyRunner shop)
    {
        var customer = (await new CustomerStore(shop.Database).FindByEmailAsync("default", "omar@shop.test"))!;
        return (customer.PurchaseCount, customer.TotalSpent, customer.RefundedCount);
    }

    private static async Task<IReadOnlyList<Enrollment>> RunsAsync(JourneyRunner shop, string email)
    {
        var customer = (await new CustomerStore(shop.Database).FindByEmailAsync("default", email))!;
        return [.. (await new EnrollmentStore(shop.Database).OfAsync(customer.Owner)).Select(held => held.Run)];
    }

    private static IEnumerable<int[]> Permutations(int count) => count == 0
        ? [[]]
        : Permutations(count - 1).SelectMany(rest => Enumerable.Range(0, count).Select(at => (int[])[.. rest[..at], count - 1, .. rest[at..]]));
}
