using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Intake;

/// <summary>What a first purchase brings is not asked of the database; it has to be what the database would say.</summary>
public sealed class FirstTotalsTests : IAsyncLifetime
{
    private readonly TemporaryDatabase _temporary = TemporaryDatabase.New();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _temporary.DisposeAsync();

    public static TheoryData<PurchaseKind, PurchaseState, bool> Purchases()
    {
        var all = new TheoryData<PurchaseKind, PurchaseState, bool>();
        foreach (var kind in Enum.GetValues<PurchaseKind>())
        {
            foreach (var state in Enum.GetValues<PurchaseState>())
            {
                all.Add(kind, state, true);
                all.Add(kind, state, false);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Purchases))]
    public async Task A_first_purchase_brings_what_all_purchases_together_bring(PurchaseKind kind, PurchaseState state, bool isPaid)
    {
        var order = A.Order(A.Purchase() with { Kind = kind, State = state, Paid = isPaid, Refunded = A.Dollars(10m) });

        await new EventIntake(_temporary.Database, A.NoJourneys).AcceptAsync(A.Delivery(order), A.Noon);

        var stored = await new CustomerStore(_temporary.Database).FindByEmailAsync("default", "jane@example.com");
        Assert.Equal(_temporary.Database.Read(session => CustomerStore.WithTotals(session, stored!)), stored);
    }

    [Theory]
    [InlineData(PurchaseKind.Order, 1)]
    [InlineData(PurchaseKind.Marketplace, 0)]
    public async Task An_order_of_the_shop_that_came_by_affiliates_is_its_own_and_a_partner_s_sale_is_not(PurchaseKind kind, int count)
    {
        var order = A.Order(A.Purchase() with { Kind = kind, State = PurchaseState.Open, Paid = true, Channel = "affiliate" });

        await new EventIntake(_temporary.Database, A.NoJourneys).AcceptAsync(A.Delivery(order), A.Noon);

        var stored = await new CustomerStore(_temporary.Database).FindByEmailAsync("default", "jane@example.com");
        Assert.Equal(count, stored!.PurchaseCount);
        Assert.Equal(_temporary.Database.Read(session => CustomerStore.WithTotals(session, stored)), stored);
    }
}
