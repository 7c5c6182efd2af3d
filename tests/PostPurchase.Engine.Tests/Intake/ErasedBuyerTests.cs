using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Connectors;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Connectors;
using PostPurchase.Engine.Tests.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Intake;

/// <summary>What stores report of orders whose buyer was erased.</summary>
public sealed class ErasedBuyerTests : IAsyncDisposable
{
    private static readonly CustomerFacts s_jane = A.Customer("jane@example.com", "701") with { Consent = new(true, true, true) };
    private readonly TemporaryDatabase _temporary = TemporaryDatabase.New();

    private Database Database => _temporary.Database;

    public ValueTask DisposeAsync() => _temporary.DisposeAsync();

    [Fact]
    public async Task A_later_report_of_their_order_leaves_them_erased()
    {
        var owner = await ErasedAsync();

        await AcceptAsync(Updated(s_jane));

        var buyer = Read(owner);
        Assert.Equal((null, null, null, null, (bool?)false, 1), (buyer.Email, buyer.Address, buyer.ExternalId, buyer.FirstName, buyer.Consent.Own, buyer.PurchaseCount));
        Assert.Null(await FindAsync("jane@example.com"));
    }

    [Fact]
    public async Task The_report_counts_but_neither_its_address_nor_its_body_is_kept()
    {
        var owner = await ErasedAsync();

        await AcceptAsync(Updated(s_jane, total: 70m));

        var order = Assert.Single(await new PurchaseStore(Database).OfAsync(owner));
        Assert.Equal((7000, null, null), (order.Facts.Total.Minor, order.Facts.ShippingAddress, order.Facts.Number));
        Assert.Equal(0, Database.Read(session => Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, "select sum(length(body)) from inbox")));
    }

    [Fact]
    public async Task Who_has_bought_again_is_not_made_one_with_who_was_erased()
    {
        var owner = await ErasedAsync();
        await AcceptAsync(A.Order(A.Purchase("2"), s_jane));

        await AcceptAsync(Updated(s_jane with { FirstName = "Janet", Consent = new(false, false, false) }));

        var again = (await FindAsync("jane@example.com"))!;
        Assert.NotEqual(owner, again.Owner);
        Assert.Equal(("Jane", new ConsentFacts(true, true, true), 1), (again.FirstName, again.Consent, again.PurchaseCount));
        Assert.Equal((null, 1), (Read(owner).Email, Read(owner).PurchaseCount));
    }

    [Fact]
    public async Task Nothing_starts_by_what_is_told_of_their_order()
    {
        var owner = await ErasedAsync();
        var wasAllowed = new List<bool>();
        var rules = A.NoJourneys with { Enroll = (fact, _) => Note(wasAllowed, fact) };

        await new EventIntake(Database, rules).AcceptAsync(A.Delivery(A.Event(new EventBody.Shipped(new ShipmentFacts { Id = "s1" }), s_jane) with { PurchaseId = "1" }), A.Noon);

        Assert.False(Assert.Single(wasAllowed));
        Assert.Null(Read(owner).Email);
    }

    [Fact]
    public async Task A_ticket_about_their_order_leaves_no_words()
    {
        await ErasedAsync();

        await AcceptAsync(A.Event(new EventBody.TicketOpened(new TicketFacts("t1", "Where is it?", "email")), A.Customer("new@example.com")) with { PurchaseId = "1" });

        Assert.Equal(0, Database.Read(session => Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, "select count(*) from ticket")));
        Assert.Null(await FindAsync("new@example.com"));
    }

    [Fact]
    public async Task A_request_to_forget_holds_when_the_store_updates_the_order_after_it()
    {
        await AcceptAsync(A.Order(A.Purchase("1"), A.Customer("ada@shop.test", "9001")));
        var asked = Assert.IsType<HookReading.Erasure>(Signed.Shopify("customers/redact", """{"shop_id":1,"customer":{"id":9001,"email":"ada@shop.test"},"orders_to_redact":[1]}"""));
        var owner = (await FindAsync(asked.Email!))!.Owner;
        await new CustomerErasure(Database).EraseAsync(owner, "store", A.Noon);

        await AcceptAsync(Updated(A.Customer("ada@shop.test", "9001")));

        Assert.Equal((null, null), (Read(owner).Address, Read(owner).ExternalId));
        Assert.Null(await FindAsync("ada@shop.test"));
    }

    private static RunChanges Note(List<bool> wasAllowed, IntakeFact fact)
    {
        wasAllowed.Add(fact.MayStart);
        return RunChanges.None;
    }

    private static StoreEvent Updated(CustomerFacts named, decimal total = 59.90m) => A.Order(
        A.Purchase("1", A.Noon + Duration.FromHours(2), total) with { ShippingAddress = new AddressFacts("Jane", "1 Road", null, null, null, "US") }, named);

    private async Task<CustomerId> ErasedAsync()
    {
        await AcceptAsync(A.Order(A.Purchase("1"), s_jane));
        var owner = (await FindAsync("jane@example.com"))!.Owner;
        await new CustomerErasure(Database).EraseAsync(owner, "ann", A.Noon);
        return owner;
    }

    private Task<IntakeAnswer> AcceptAsync(StoreEvent fact) => new EventIntake(Database, A.NoJourneys).AcceptAsync(A.Delivery(fact), A.Noon + Duration.FromHours(12));

    private Task<Customer?> FindAsync(string email) => new CustomerStore(Database).FindByEmailAsync("default", email);

    private Customer Read(CustomerId owner) => Database.Read(session => CustomerStore.Read(session, owner.Value))!;
}
