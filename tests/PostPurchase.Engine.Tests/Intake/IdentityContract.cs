using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Intake;

/// <summary>Who is who, and what they agreed to.</summary>
public abstract class IdentityContract : StoreContract
{
    private CustomerStore Customers => new(Database);

    [Theory]
    [InlineData(" Jane@Example.COM", "jane@example.com")]
    [InlineData("jürgen@Bücher.example", "jürgen@xn--bcher-kva.example")]
    [InlineData("nobody", null)]
    [InlineData("@example.com", null)]
    public void Addresses_compare_in_one_form(string given, string? form) => Assert.Equal(form, EmailIdentity.Normalise(given));

    [Fact]
    public async Task Two_ways_of_writing_an_address_are_one_customer()
    {
        await HearAsync(A.Customer("jane@example.com"));
        await HearAsync(A.Customer("Jane@EXAMPLE.com"));

        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task The_same_address_in_two_stores_is_two_customers()
    {
        await HearAsync(A.Customer());
        await AcceptAsync(Custom(A.Customer()) with { Store = "other" });

        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task An_id_of_the_store_finds_a_customer_whose_address_is_new()
    {
        await HearAsync(A.Customer("old@example.com", "c-9"));
        await HearAsync(A.Customer("new@example.com", "c-9"), A.Noon + Duration.FromHours(1));

        var customer = await FindAsync("old@example.com");
        Assert.Equal(customer.Owner, (await FindAsync("new@example.com")).Owner);
        Assert.Equal("new@example.com", customer.Address);
    }

    [Fact]
    public async Task Two_customers_that_turn_out_to_be_one_are_read_as_the_first()
    {
        await AcceptAsync(A.Order(A.Purchase("1"), A.Customer("jane@example.com")));
        await AcceptAsync(A.Order(A.Purchase("2"), A.Customer(null, "c-9")));

        await HearAsync(A.Customer("jane@example.com", "c-9"));

        var customer = await FindAsync("jane@example.com");
        Assert.Equal((2, 2 * 5990L, "c-9"), (customer.PurchaseCount, customer.TotalSpent, customer.ExternalId));
        Assert.Equal(2, (await new PurchaseStore(Database).OfAsync(customer.Owner)).Count);
    }

    [Fact]
    public async Task Chains_of_merges_lead_to_the_first_in_one_step()
    {
        await HearAsync(A.Customer("one@example.com"));
        await HearAsync(A.Customer("two@example.com"));
        await HearAsync(A.Customer(null, "c"));
        await HearAsync(A.Customer("two@example.com", "c"));
        await HearAsync(A.Customer("one@example.com", "c"));

        var owner = (await FindAsync("one@example.com")).Owner;
        Assert.Equal(owner, (await FindAsync("two@example.com")).Owner);
        Assert.Equal(3, Database.Read(session => CustomerStore.Same(session, owner.Value)).Count);
    }

    [Fact]
    public async Task A_till_order_without_a_name_belongs_to_whoever_claims_it_later()
    {
        await AcceptAsync(A.Order(A.Purchase(), CustomerFacts.Nobody));

        await AcceptAsync(A.Order(A.Purchase(updatedAt: A.Noon + Duration.FromMinutes(1)), A.Customer()));

        Assert.Equal(1, (await FindAsync("jane@example.com")).PurchaseCount);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task An_event_about_nobody_and_nothing_is_ignored()
    {
        var answer = await AcceptAsync(Custom(CustomerFacts.Nobody));

        Assert.Equal([EventOutcome.Ignored], answer.Events);
    }

    [Fact]
    public async Task Older_words_fill_gaps_and_replace_nothing()
    {
        await HearAsync(A.Customer() with { FirstName = "New" }, A.Noon + Duration.FromHours(1));
        await HearAsync(A.Customer() with { FirstName = "Old", LastName = "Doe" });

        var customer = await FindAsync("jane@example.com");
        Assert.Equal(("New", "Doe"), (customer.FirstName, customer.LastName));
    }

    [Fact]
    public async Task Attributes_are_merged_key_by_key()
    {
        await HearAsync(A.Customer() with { Attributes = new FreeData("""{"tier":"gold","size":1}""") });
        await HearAsync(A.Customer() with { Attributes = new FreeData("""{"tier":"silver"}""") }, A.Noon + Duration.FromHours(1));

        Assert.Equal("""{"tier":"silver","size":1}""", (await FindAsync("jane@example.com")).Attributes.Json);
    }

    [Fact]
    public async Task Consent_that_is_not_mentioned_stays_unknown()
    {
        await HearAsync(A.Customer());

        Assert.Equal(ConsentFacts.Unknown, (await FindAsync("jane@example.com")).Consent);
        Assert.Equal(0, Evidence());
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    public async Task The_newer_word_on_consent_wins_and_of_two_at_once_the_stricter(int hours, bool granted)
    {
        await HearAsync(A.Customer() with { Consent = new(false, null, null) });
        await HearAsync(A.Customer() with { Consent = new(true, null, null) }, A.Noon + Duration.FromHours(hours));

        Assert.Equal(granted, (await FindAsync("jane@example.com")).Consent.Own);
        Assert.Equal(2, Evidence());
    }

    [Fact]
    public async Task Consent_that_is_only_repeated_is_no_new_evidence()
    {
        await HearAsync(A.Customer() with { Consent = new(true, true, null) });
        await HearAsync(A.Customer() with { Consent = new(true, true, null) }, A.Noon + Duration.FromHours(1));

        Assert.Equal(1, Evidence());
    }

    [Fact]
    public async Task An_open_ticket_is_known_until_it_is_resolved()
    {
        var ticket = new TicketFacts("t1", "Where is it?", "email");
        await AcceptAsync(A.Event(new EventBody.TicketOpened(ticket)));
        var owner = (await FindAsync("jane@example.com")).Owner.Value;
        var whileOpen = Database.Read(session => EventStore.HasOpenTicket(session, owner));

        await AcceptAsync(A.Event(new EventBody.TicketResolved(ticket), at: A.Noon + Duration.FromHours(1)));

        Assert.Equal((true, false), (whileOpen, Database.Read(session => EventStore.HasOpenTicket(session, owner))));
    }

    [Fact]
    public async Task A_ticket_is_open_for_the_merged_customer_until_either_resolves_it()
    {
        var ticket = new TicketFacts("t1", "Where is it?", "email");
        await HearAsync(A.Customer());
        await AcceptAsync(A.Event(new EventBody.TicketOpened(ticket), A.Customer(null, "c-9")));
        await HearAsync(A.Customer("jane@example.com", "c-9"));
        var owner = (await FindAsync("jane@example.com")).Owner.Value;
        var whileOpen = Database.Read(session => EventStore.HasOpenTicket(session, owner));

        await AcceptAsync(A.Event(new EventBody.TicketResolved(ticket), at: A.Noon + Duration.FromHours(1)));

        Assert.Equal((true, false), (whileOpen, Database.Read(session => EventStore.HasOpenTicket(session, owner))));
    }

    [Fact]
    public async Task What_somebody_refused_goes_with_them_to_a_new_address()
    {
        await HearAsync(A.Customer("old@example.com", "c-9"));
        await RefuseAsync("old@example.com", SuppressionScope.Marketing);
        await RefuseAsync("old@example.com", SuppressionScope.Everything);

        await HearAsync(A.Customer("new@example.com", "c-9"), A.Noon + Duration.FromHours(1));

        Assert.Equal(SuppressionScope.Marketing, Assert.Single(await new SuppressionStore(Database).OfAsync("default", "new@example.com")).Scope);
    }

    [Fact]
    public async Task What_one_of_two_merged_customers_refused_holds_for_both_addresses()
    {
        await HearAsync(A.Customer("one@example.com"));
        await HearAsync(A.Customer("two@example.com", "c-9"));
        await RefuseAsync("one@example.com", SuppressionScope.Marketing);
        await RefuseAsync("two@example.com", SuppressionScope.ThirdParty);

        await HearAsync(A.Customer("one@example.com", "c-9"));

        Assert.Equal(2, (await new SuppressionStore(Database).OfAsync("default", "one@example.com")).Count);
        Assert.Equal(2, (await new SuppressionStore(Database).OfAsync("default", "two@example.com")).Count);
    }

    private Task<bool> RefuseAsync(string email, SuppressionScope scope) =>
        new SuppressionStore(Database).AddAsync("default", email, new(scope, "said so"), (A.Noon, null));

    private static StoreEvent Custom(CustomerFacts customer, Instant? at = null) => A.Event(new EventBody.Custom("hello"), customer, at: at);

    private Task<IntakeAnswer> HearAsync(CustomerFacts customer, Instant? at = null) => AcceptAsync(Custom(customer, at));

    private async Task<IntakeAnswer> AcceptAsync(StoreEvent fact) => await new EventIntake(Database, A.NoJourneys).AcceptAsync(A.Delivery(fact), A.Noon + Duration.FromHours(12));

    private async Task<Customer> FindAsync(string email) =>
        await Customers.FindByEmailAsync("default", email) ?? throw new InvalidOperationException($"there is no customer {email}");

    private Task<long> CountAsync() => Task.FromResult(Scalar("select count(*) from customer where merged_into is null"));

    private long Evidence() => Scalar("select count(*) from consent");

    private long Scalar(string sql) => Database.Read(session => Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, sql));
}

public sealed class SqliteIdentityTests : IdentityContract
{
    private protected override TemporaryDatabase Open() => TemporaryDatabase.New();
}
