using NodaTime;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Connectors;
using PostPurchase.Engine.Tests.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Intake;

/// <summary>Refunds of two orders may have one id; what was stored when only that named them is known by it still.</summary>
public sealed class RefundIdTests : IAsyncLifetime
{
    private const string ShopifyRefund = """{"id":9001,"order_id":7300000000000000123,"processed_at":"2026-03-01T11:00:00Z","refund_line_items":[],"transactions":[{"kind":"refund","amount":"8.00"}]}""";

    private static readonly string s_wooOrder = WooPayloads.Order.Replace("\"refunds\":[]", "\"refunds\":[{\"id\":9001,\"total\":\"-5.00\"}]", StringComparison.Ordinal);

    private readonly TemporaryDatabase _temporary = TemporaryDatabase.New();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _temporary.DisposeAsync();

    [Fact]
    public async Task Refunds_of_two_sources_in_one_store_are_two()
    {
        await AcceptAsync(Shopify("orders/create", ShopifyPayloads.Order));
        await AcceptAsync(Shopify("refunds/create", ShopifyRefund));

        await AcceptAsync(Woo(s_wooOrder));

        Assert.Equal(("8.00", "5.00"), (await RefundedAsync("7300000000000000123"), await RefundedAsync("501")));
    }

    [Fact]
    public async Task One_that_was_stored_before_is_known()
    {
        await AcceptAsync(Shopify("orders/create", ShopifyPayloads.Order));
        await AcceptAsync(AsBefore(Shopify("refunds/create", ShopifyRefund)));

        var (again, replayed) = (await AcceptAsync(Shopify("refunds/create", ShopifyRefund)), await ReplayAsync(Shopify("refunds/create", ShopifyRefund)));

        Assert.Equal((true, true), (again.IsDuplicate, replayed.IsDuplicate));
        Assert.Equal(("8.00", 1), (await RefundedAsync("7300000000000000123"), Events()));
    }

    [Fact]
    public async Task One_that_waited_for_its_order_before_is_known()
    {
        await AcceptAsync(AsBefore(Shopify("refunds/create", ShopifyRefund)));

        var again = await AcceptAsync(Shopify("refunds/create", ShopifyRefund));
        await AcceptAsync(Shopify("orders/create", ShopifyPayloads.Order));

        Assert.True(again.IsDuplicate);
        Assert.Equal(("8.00", 1), (await RefundedAsync("7300000000000000123"), Events()));
    }

    [Fact]
    public async Task One_that_was_stored_before_does_not_hide_that_of_another_order()
    {
        await AcceptAsync(Shopify("orders/create", ShopifyPayloads.Order));
        await AcceptAsync(AsBefore(Shopify("refunds/create", ShopifyRefund)));

        await AcceptAsync(Woo(s_wooOrder));

        Assert.Equal("5.00", await RefundedAsync("501"));
    }

    [Fact]
    public async Task An_order_that_was_called_off_before_is_known_is_taken_back_and_is_called_off_again()
    {
        await AcceptAsync(Woo(WooPayloads.Order));
        await AcceptAsync(CalledOff("cancelled", "09:00:40")[0], CalledOffBefore("09:00:40"));

        var again = await ReplayAsync(CalledOff("cancelled", "09:00:40"));
        await AcceptAsync(CalledOff("processing", "09:00:50"));
        var back = await StateAsync();
        await AcceptAsync(CalledOff("cancelled", "09:00:59"));

        Assert.Equal((true, PurchaseState.Open, PurchaseState.Cancelled), (again.IsDuplicate, back, await StateAsync()));
        Assert.Equal(2, Events());
    }

    private static IReadOnlyList<StoreEvent> Shopify(string topic, string body) => Signed.Items(Signed.Shopify(topic, body));

    private static IReadOnlyList<StoreEvent> Woo(string body) => Signed.Items(Signed.Woo("order.updated", body));

    private static IReadOnlyList<StoreEvent> CalledOff(string status, string time) =>
        Woo(WooPayloads.Order.Replace("processing", status, StringComparison.Ordinal).Replace("09:00:30", time, StringComparison.Ordinal));

    // As versions before this one named them.
    private static StoreEvent[] AsBefore(IReadOnlyList<StoreEvent> events) => [.. events.Select(one => one with { Id = one.FormerId ?? one.Id, FormerId = null })];

    private static StoreEvent CalledOffBefore(string time) =>
        AsBefore(CalledOff("cancelled", time))[1] with { Body = new EventBody.Refunded(new RefundFacts { Id = "cancel:501", Cancels = true }) };

    private Task<IntakeAnswer> AcceptAsync(params IReadOnlyList<StoreEvent> events) => new EventIntake(_temporary.Database, A.NoJourneys).AcceptAsync(A.Delivery([.. events]), Signed.Now);

    private Task<IntakeAnswer> ReplayAsync(IReadOnlyList<StoreEvent> events)
    {
        var inbox = _temporary.Database.Read(session => Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, "select max(id) from inbox"));
        return new EventIntake(_temporary.Database, A.NoJourneys).AcceptAsync(A.Delivery([.. events]) with { ReplayOf = inbox, EnrollOld = true }, Signed.Now + Duration.FromHours(1));
    }

    private async Task<string?> RefundedAsync(string order) => (await new PurchaseStore(_temporary.Database).FindAsync("default", order))!.Facts.Refunded?.ToString();

    private async Task<PurchaseState> StateAsync() => (await new PurchaseStore(_temporary.Database).FindAsync("default", "501"))!.Facts.State;

    private int Events() => _temporary.Database.Read(session => Dapper.SqlMapper.ExecuteScalar<int>(session.Connection, "select count(*) from event where type = (select type from event where document like '%\"refund\"%' limit 1)"));
}
