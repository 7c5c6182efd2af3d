using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Running;

/// <summary>Events that name two people, or somebody else than the buyer of their order: nobody is made one, changed or made known by them.</summary>
public sealed class NamedOthersTests
{
    private const string AboutOrder = """
        journey: about-order
        status: live
        trigger: { on: purchase }
        steps:
          - { id: rest, wait: { for: 3d } }
          - { id: late, email: { template: t, content: transactional, subject: "Late" } }
        """;

    private static readonly CustomerFacts s_jane = A.Customer("jane@example.com", "9323") with { Consent = new(true, null, null) };
    private static readonly CustomerFacts s_bob = A.Customer("bob@example.com", "9324") with { FirstName = "Bob", Tags = ["own"], Consent = new(false, null, null) };

    // A store's word about consent, a checkout, a new order.
    public static TheoryData<string> Words => [EventTypes.StoreConsent, "hello", "order"];

    [Theory]
    [MemberData(nameof(Words))]
    public async Task Two_ids_of_a_store_are_two_people_whatever_names_one_with_the_others_address(string word)
    {
        await using var shop = await WithTwoAsync();
        var named = A.Customer("bob@example.com", "9323") with { Consent = new(true, true, null) };

        await shop.HappensAsync(word == "order" ? A.Order(A.Purchase("3"), named) : A.Event(new EventBody.Custom(word), named));

        var (jane, bob) = (await FindAsync(shop, "jane@example.com"), await FindAsync(shop, "bob@example.com"));
        Assert.NotEqual(jane!.Owner, bob!.Owner);
        Assert.Equal(("jane@example.com", "9323"), (jane.Address, jane.ExternalId));
        Assert.Equal(("bob@example.com", "9324", "Bob", false), (bob.Address, bob.ExternalId, bob.FirstName, bob.Consent.Own));
    }

    [Fact]
    public async Task What_a_store_says_of_consent_is_said_of_the_customer_with_the_id()
    {
        await using var shop = await WithTwoAsync();

        await shop.HappensAsync(A.Event(new EventBody.Custom(EventTypes.StoreConsent), A.Customer("bob@example.com", "9323") with { FirstName = "X", Consent = new(false, true, null) }, at: Later(1)));

        var jane = await FindAsync(shop, "jane@example.com");
        Assert.Equal(("jane@example.com", "Jane", new ConsentFacts(false, true, null)), (jane!.Address, jane.FirstName, jane.Consent));
        Assert.Null((await FindAsync(shop, "bob@example.com"))!.Consent.ThirdParty);
    }

    [Fact]
    public async Task An_order_with_one_persons_address_and_anothers_id_is_the_first_ones()
    {
        await using var shop = await WithTwoAsync();

        await shop.HappensAsync(A.Order(A.Purchase("3"), A.Customer("bob@example.com", "9323")));

        Assert.Equal(2, (await FindAsync(shop, "bob@example.com"))!.PurchaseCount);
        Assert.Equal(1, (await FindAsync(shop, "jane@example.com"))!.PurchaseCount);
    }

    [Fact]
    public async Task A_guests_address_with_a_customers_id_is_that_customers()
    {
        await using var shop = await JourneyRunner.WithAsync(AboutOrder);
        await shop.HappensAsync(A.Order(A.Purchase("1"), s_jane));
        await shop.HappensAsync(A.Order(A.Purchase("2"), A.Customer("guest@example.com")));

        await shop.HappensAsync(A.Order(A.Purchase("3"), A.Customer("guest@example.com", "9323")));

        Assert.Equal(("9323", 3), ((await FindAsync(shop, "guest@example.com"))!.ExternalId, (await FindAsync(shop, "jane@example.com"))!.PurchaseCount));
    }

    [Theory]
    [InlineData("bob@example.com", "9324")]
    [InlineData("bob@example.com", "9323")]
    [InlineData(null, "9324")]
    public async Task A_parcel_of_an_order_changes_nothing_of_another_customer_whom_it_names(string? email, string id)
    {
        await using var shop = await WithTwoAsync();
        var named = A.Customer(email, id) with { FirstName = "X", Tags = ["vip"], Consent = new(true, true, true) };

        await shop.HappensAsync(A.Event(new EventBody.Shipped(new ShipmentFacts { Id = "s1" }), named, at: Later(1)) with { PurchaseId = "1" });
        await shop.HappensAsync(A.Event(new EventBody.Delivered(new ShipmentFacts { Id = "s1" }), named, at: Later(2)) with { PurchaseId = "1" });
        await shop.HappensAsync(A.Refund(new RefundFacts { Id = "r1", Amount = 5m }, named, Later(3), "1"));

        var (jane, bob) = (await FindAsync(shop, "jane@example.com"), await FindAsync(shop, "bob@example.com"));
        Assert.Equal(("Bob", "own", new ConsentFacts(false, null, null)), (bob!.FirstName, Assert.Single(bob.Tags), bob.Consent));
        Assert.Equal(("Jane", 0, new ConsentFacts(true, null, null)), (jane!.FirstName, jane.Tags.Count, jane.Consent));
        Assert.Equal(500, Assert.Single(await new PurchaseStore(shop.Database).OfAsync(jane.Owner)).Facts.Refunded?.Minor);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(1, true)]
    public async Task A_report_that_moves_nothing_makes_nobody_known(int hours, bool isHistory)
    {
        await using var shop = await WithTwoAsync();

        await shop.HappensAsync(A.Order(A.Purchase("1", Later(hours)), A.Customer("carl@example.com", "9325") with { FirstName = "Carl", Consent = new(true, true, true) }, at: Later(hours)), isHistory);

        Assert.Null(await FindAsync(shop, "carl@example.com"));
        var jane = await FindAsync(shop, "jane@example.com");
        Assert.Equal(("jane@example.com", "Jane", "9323", 1, new ConsentFacts(true, null, null)), (jane!.Address, jane.FirstName, jane.ExternalId, jane.PurchaseCount, jane.Consent));
        Assert.Equal(2, Customers(shop));
    }

    [Theory]
    [InlineData(-1, false, "bob@example.com", "9324")]
    [InlineData(1, true, "bob@example.com", "9324")]
    [InlineData(-1, false, "bob@example.com", "9325")]
    [InlineData(1, true, "robert@example.com", "9324")]
    public async Task A_report_that_moves_nothing_says_nothing_of_another_known_customer_whom_it_names(int hours, bool isHistory, string email, string id)
    {
        await using var shop = await WithTwoAsync();
        var before = await FindAsync(shop, "bob@example.com");
        var named = A.Customer(email, id) with { FirstName = "X", LastName = "Y", Phone = "1", Locale = "de", Attributes = new("""{"tier":"gold"}"""), Consent = new(true, true, true) };

        await shop.HappensAsync(A.Order(A.Purchase("1", Later(hours)), named, at: Later(hours)), isHistory);

        Assert.Equal(before! with { Tags = [] }, (await FindAsync(shop, "bob@example.com"))! with { Tags = [] });
        Assert.Equal(0, Names(shop, "robert@example.com") + Names(shop, "9325"));
        Assert.Equal((1, 2), ((await FindAsync(shop, "jane@example.com"))!.PurchaseCount, Customers(shop)));
    }

    [Fact]
    public async Task A_report_that_moves_nothing_says_nothing_of_two_others_and_makes_them_nobody_else()
    {
        await using var shop = await WithTwoAsync();
        await shop.HappensAsync(A.Order(A.Purchase("3"), A.Customer("dora@example.com")));
        await shop.HappensAsync(A.Order(A.Purchase("4"), A.Customer(null, "9326")));

        await shop.HappensAsync(A.Order(A.Purchase("1", Later(-1)), A.Customer("dora@example.com", "9326") with { Phone = "1" }, at: Later(-1)));

        var dora = await FindAsync(shop, "dora@example.com");
        Assert.Equal((null, null, 1), (dora!.ExternalId, dora.Phone, dora.PurchaseCount));
    }

    [Theory]
    [InlineData("bob@example.com", "9324")]
    [InlineData("carl@example.com", "9325")]
    public async Task Where_somebody_elses_parcel_goes_says_nothing_of_where_the_buyer_lives(string email, string id)
    {
        await using var shop = await WithTwoAsync();
        var report = A.Purchase("1", Later(1)) with { ShippingAddress = new("X Y", "1 Road", "10115", "Berlin", null, "DE") };

        await shop.HappensAsync(A.Order(report, A.Customer(email, id) with { Country = null }, at: Later(1)), isHistory: true);

        Assert.Equal(("US", "US"), ((await FindAsync(shop, "jane@example.com"))!.Country, (await FindAsync(shop, "bob@example.com"))!.Country));
    }

    [Fact]
    public async Task A_refund_that_waits_for_its_order_makes_nobody_known_and_is_applied_when_it_comes()
    {
        await using var shop = await WithTwoAsync();

        await shop.HappensAsync(A.Refund(new RefundFacts { Id = "r1", Amount = 5m }, A.Customer("carl@example.com") with { Consent = new(true, true, true) }, purchase: "3"));
        var whileWaiting = await FindAsync(shop, "carl@example.com");
        await shop.HappensAsync(A.Order(A.Purchase("3"), A.Customer("dora@example.com")));

        Assert.Null(whileWaiting);
        Assert.Null(await FindAsync(shop, "carl@example.com"));
        Assert.Equal(500, Assert.Single(await new PurchaseStore(shop.Database).OfAsync((await FindAsync(shop, "dora@example.com"))!.Owner)).Facts.Refunded?.Minor);
    }

    private static Instant Later(int hours) => A.Noon + Duration.FromHours(hours);

    private static async Task<JourneyRunner> WithTwoAsync()
    {
        var shop = await JourneyRunner.WithAsync(AboutOrder);
        await shop.HappensAsync(A.Order(A.Purchase("1"), s_jane));
        await shop.HappensAsync(A.Order(A.Purchase("2"), s_bob));
        return shop;
    }

    private static long Customers(JourneyRunner shop) => shop.Database.Read(session => Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, "select count(*) from customer"));

    private static long Names(JourneyRunner shop, string value) =>
        shop.Database.Read(session => Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, "select count(*) from customer_alias where value = @value", new { value }));

    private static Task<Customer?> FindAsync(JourneyRunner shop, string email) => new CustomerStore(shop.Database).FindByEmailAsync("default", email);
}
