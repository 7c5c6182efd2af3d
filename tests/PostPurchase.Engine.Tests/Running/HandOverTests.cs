using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Running;

/// <summary>A report of an order that names another person than its buyer: an address is corrected, or the order changed hands.</summary>
public sealed class HandOverTests
{
    private const string AboutOrder = """
        journey: about-order
        status: live
        trigger: { on: purchase }
        steps:
          - { id: thanks, email: { template: t, content: transactional, subject: "Thanks" } }
          - { id: rest, wait: { for: 3d } }
          - { id: late, email: { template: t, content: transactional, subject: "Late" } }
        """;

    private static readonly CustomerFacts s_jane = A.Customer("jane@example.com", "701");

    [Fact]
    public async Task Another_persons_name_on_an_order_leaves_its_buyer_as_they_were()
    {
        await using var shop = await WithTwoOrdersAsync(s_jane);

        await ReportsAsync(shop, A.Customer("bob@example.com", "702") with { FirstName = "Bob" });

        var (jane, bob) = (await FindAsync(shop, "jane@example.com"), await FindAsync(shop, "bob@example.com"));
        Assert.Equal(("jane@example.com", "Jane", "701", 1), (jane.Address, jane.FirstName, jane.ExternalId, jane.PurchaseCount));
        Assert.Equal(("bob@example.com", "Bob", "702", 1), (bob.Address, bob.FirstName, bob.ExternalId, bob.PurchaseCount));
        Assert.Equal("1", Assert.Single(await new PurchaseStore(shop.Database).OfAsync(bob.Owner)).Facts.Id);
    }

    [Fact]
    public async Task Runs_about_an_order_that_changed_hands_end_and_what_they_planned_is_cancelled()
    {
        await using var shop = await WithTwoOrdersAsync(s_jane);
        var jane = await FindAsync(shop, "jane@example.com");
        var run = (await shop.RunsAsync())[0];
        await PlanAsync(shop, run, "extra");

        await ReportsAsync(shop, A.Customer("bob@example.com", "702"));

        Assert.Equal([(EnrollmentStatus.Exited, "the order changed hands"), (EnrollmentStatus.Open, null)], (await shop.RunsAsync()).Select(one => (one.Status, one.Reason)));
        var planned = (await new SendLedger(shop.Database).OfRunAsync(jane.Owner, run.Id)).Single(send => send.Step == "extra");
        Assert.Equal((SendState.Skipped, "skipped: the run ended (the order changed hands)"), (planned.State, planned.Reason));
    }

    [Fact]
    public async Task Whoever_has_the_order_now_gets_what_a_new_order_brings_and_who_had_it_only_what_is_about_the_other()
    {
        await using var shop = await WithTwoOrdersAsync(s_jane);
        var jane = await FindAsync(shop, "jane@example.com");

        await ReportsAsync(shop, A.Customer("bob@example.com", "702"));
        await shop.DaysPassAsync(5);

        var bob = await FindAsync(shop, "bob@example.com");
        Assert.Equal(["thanks", "thanks", "late"], shop.Sent.Where(mail => mail.Owner == jane.Owner).Select(mail => mail.Step));
        Assert.Equal(["thanks", "late"], shop.Sent.Where(mail => mail.Owner == bob.Owner).Select(mail => mail.Step));
    }

    [Fact]
    public async Task An_order_that_comes_back_before_anything_left_begins_anew()
    {
        await using var shop = await JourneyRunner.WithAsync(AboutOrder.Replace("steps:\n", "steps:\n  - { id: first, wait: { for: 1d } }\n", StringComparison.Ordinal));
        await shop.HappensAsync(A.Order(A.Purchase("1"), s_jane));

        await ReportsAsync(shop, A.Customer("bob@example.com", "702"));
        await ReportsAsync(shop, s_jane, Duration.FromMinutes(2));
        await shop.DaysPassAsync(5);

        var jane = await FindAsync(shop, "jane@example.com");
        Assert.Equal([(jane.Owner, "thanks"), (jane.Owner, "late")], shop.Sent.Select(mail => (mail.Owner, mail.Step)));
    }

    [Fact]
    public async Task A_mail_that_had_left_does_not_leave_again_when_the_order_comes_back()
    {
        await using var shop = await WithTwoOrdersAsync(s_jane);

        await ReportsAsync(shop, A.Customer("bob@example.com", "702"));
        await ReportsAsync(shop, s_jane, Duration.FromMinutes(2));
        await shop.DaysPassAsync(5);

        var jane = await FindAsync(shop, "jane@example.com");
        Assert.Equal(["thanks", "thanks", "late"], shop.Sent.Where(mail => mail.Owner == jane.Owner).Select(mail => mail.Step));
    }

    [Fact]
    public async Task An_order_that_is_old_when_it_changes_hands_starts_nothing()
    {
        await using var shop = await WithTwoOrdersAsync(s_jane);
        await shop.DaysPassAsync(10);

        await ReportsAsync(shop, A.Customer("bob@example.com", "702"), Duration.FromDays(10));
        await ReportsAsync(shop, A.Customer("bob@example.com", "702"), Duration.FromDays(11), at: Duration.FromDays(10));

        var bob = await FindAsync(shop, "bob@example.com");
        Assert.Empty(await new EnrollmentStore(shop.Database).OfAsync(bob.Owner));
    }

    [Fact]
    public async Task Whoever_has_the_order_now_is_written_to_on_their_own_consent()
    {
        await using var shop = await WithTwoOrdersAsync(s_jane with { Consent = new(true, true, true) });

        await ReportsAsync(shop, A.Customer("bob@example.com", "702") with { Country = "DE" });

        Assert.Equal(ConsentFacts.Unknown, (await FindAsync(shop, "bob@example.com")).Consent);
        Assert.Equal(new ConsentFacts(true, true, true), (await FindAsync(shop, "jane@example.com")).Consent);
    }

    [Fact]
    public async Task An_order_goes_to_a_customer_who_is_known_and_nobody_is_merged()
    {
        await using var shop = await WithTwoOrdersAsync(s_jane);
        await shop.HappensAsync(A.Event(new EventBody.Custom("hello"), A.Customer("bob@example.com", "702")));

        await ReportsAsync(shop, A.Customer("bob@example.com", "701"));

        var (jane, bob) = (await FindAsync(shop, "jane@example.com"), await FindAsync(shop, "bob@example.com"));
        Assert.Equal(("701", 1), (jane.ExternalId, jane.PurchaseCount));
        Assert.Equal(("702", 1), (bob.ExternalId, bob.PurchaseCount));
    }

    [Fact]
    public async Task What_a_report_says_of_the_one_with_the_id_is_not_said_of_the_one_with_the_address()
    {
        await using var shop = await WithTwoOrdersAsync(s_jane);
        await shop.HappensAsync(A.Event(new EventBody.Custom("hello"), A.Customer("bob@example.com", "702") with { FirstName = "Bob", Consent = new(false, null, null) }));

        await ReportsAsync(shop, A.Customer("bob@example.com", "701") with { Consent = new(true, true, true), Tags = ["vip"] });

        var bob = await FindAsync(shop, "bob@example.com");
        Assert.Equal(("Bob", new ConsentFacts(false, null, null), 0, 1), (bob.FirstName, bob.Consent, bob.Tags.Count, bob.PurchaseCount));
    }

    [Fact]
    public async Task A_guests_address_on_a_customers_order_is_a_person_of_its_own()
    {
        await using var shop = await WithTwoOrdersAsync(s_jane);

        await ReportsAsync(shop, A.Customer("gift@example.com"));
        await shop.HappensAsync(A.Order(A.Purchase("3"), A.Customer("gift@example.com", "902")));

        Assert.Equal("902", (await FindAsync(shop, "gift@example.com")).ExternalId);
        Assert.Equal(("jane@example.com", "701", 1), await NamesAsync(shop, "jane@example.com"));
    }

    [Fact]
    public async Task Addresses_alone_tell_people_apart_where_the_buyer_has_another_order()
    {
        await using var shop = await WithTwoOrdersAsync(A.Customer());

        await ReportsAsync(shop, A.Customer("fred@example.com"));

        Assert.Equal(("jane@example.com", null, 1), await NamesAsync(shop, "jane@example.com"));
        Assert.Equal(("fred@example.com", null, 1), await NamesAsync(shop, "fred@example.com"));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("701", "701")]
    public async Task An_address_is_corrected_where_it_is_the_same_person(string? before, string? after)
    {
        await using var shop = await JourneyRunner.WithAsync(AboutOrder);
        await shop.HappensAsync(A.Order(A.Purchase("1"), A.Customer("jnae@example.com", before) with { Consent = new(true, null, null) }));

        await ReportsAsync(shop, A.Customer("jane@example.com", after));

        var jane = await FindAsync(shop, "jnae@example.com");
        Assert.Equal(("jane@example.com", true, 1), (jane.Address, jane.Consent.Own, jane.PurchaseCount));
        Assert.Equal(EnrollmentStatus.Open, Assert.Single(await shop.RunsAsync()).Status);
    }

    [Fact]
    public async Task An_address_that_comes_to_a_buyer_who_had_only_an_id_is_theirs()
    {
        await using var shop = await WithTwoOrdersAsync(A.Customer(null, "701"));

        await ReportsAsync(shop, A.Customer("jane@example.com"));

        Assert.Equal(("jane@example.com", "701", 2), await NamesAsync(shop, "jane@example.com"));
        Assert.All(await shop.RunsAsync(), run => Assert.Equal(EnrollmentStatus.Open, run.Status));
    }

    [Fact]
    public async Task An_older_report_of_another_person_moves_nothing()
    {
        await using var shop = await WithTwoOrdersAsync(s_jane);

        await ReportsAsync(shop, A.Customer("bob@example.com", "702"), Duration.FromMinutes(-1));

        Assert.Equal(2, (await FindAsync(shop, "jane@example.com")).PurchaseCount);
        Assert.All(await shop.RunsAsync(), run => Assert.Equal(EnrollmentStatus.Open, run.Status));
    }

    [Fact]
    public async Task History_moves_no_order_while_a_journey_is_about_it()
    {
        await using var shop = await WithTwoOrdersAsync(s_jane);

        await ReportsAsync(shop, A.Customer("bob@example.com", "702"), isHistory: true);

        Assert.Equal(2, (await FindAsync(shop, "jane@example.com")).PurchaseCount);
        Assert.All(await shop.RunsAsync(), run => Assert.Equal(EnrollmentStatus.Open, run.Status));
    }

    [Fact]
    public async Task History_moves_an_order_that_no_journey_is_about()
    {
        await using var shop = await WithTwoOrdersAsync(s_jane);
        await shop.DaysPassAsync(5);

        await ReportsAsync(shop, A.Customer("bob@example.com", "702"), isHistory: true);

        Assert.Equal(("bob@example.com", "702", 1), await NamesAsync(shop, "bob@example.com"));
    }

    [Fact]
    public async Task Of_two_reports_of_one_instant_the_later_to_come_says_whose_the_order_is()
    {
        await using var shop = await WithTwoOrdersAsync(s_jane);

        await ReportsAsync(shop, A.Customer("bob@example.com", "702"), Duration.Zero);

        Assert.Equal(("bob@example.com", "702", 1), await NamesAsync(shop, "bob@example.com"));
    }

    [Fact]
    public async Task A_parcel_that_names_an_unknown_address_is_its_buyers_and_corrects_nothing()
    {
        await using var shop = await WithTwoOrdersAsync(s_jane);

        await shop.HappensAsync(A.Event(new EventBody.Shipped(new ShipmentFacts { Id = "s1" }), A.Customer("desk@example.com"), at: A.Noon + Duration.FromHours(1)) with { PurchaseId = "1" });

        Assert.Equal(("jane@example.com", "701", 2), await NamesAsync(shop, "jane@example.com"));
        Assert.Null(await new CustomerStore(shop.Database).FindByEmailAsync("default", "desk@example.com"));
    }

    [Fact]
    public async Task A_ticket_about_an_order_from_an_unknown_address_is_its_buyers()
    {
        await using var shop = await WithTwoOrdersAsync(s_jane);
        var jane = await FindAsync(shop, "jane@example.com");

        await shop.HappensAsync(A.Event(new EventBody.TicketOpened(new TicketFacts("t1", "Where is it?", "email")), A.Customer("office@example.com") with { FirstName = "Joe" }) with { PurchaseId = "1" });

        Assert.True(shop.Database.Read(session => EventStore.HasOpenTicket(session, jane.Owner.Value)));
        Assert.Equal("Jane", (await FindAsync(shop, "jane@example.com")).FirstName);
        Assert.Null(await new CustomerStore(shop.Database).FindByEmailAsync("default", "office@example.com"));
    }

    [Fact]
    public async Task An_answer_and_an_event_of_ones_own_about_an_order_make_nobody_new()
    {
        await using var shop = await WithTwoOrdersAsync(s_jane);

        await shop.HappensAsync(A.Event(new EventBody.Custom("hello"), A.Customer("office@example.com")) with { PurchaseId = "1" });
        await shop.HappensAsync(A.Event(new EventBody.SurveyAnswered(new SurveyFacts("nps", 9, null)), A.Customer("office@example.com")) with { PurchaseId = "1" });

        Assert.Null(await new CustomerStore(shop.Database).FindByEmailAsync("default", "office@example.com"));
    }

    [Fact]
    public async Task The_parcel_of_before_and_refunds_go_with_the_order()
    {
        await using var shop = await WithTwoOrdersAsync(s_jane);
        await shop.HappensAsync(A.Event(new EventBody.Shipped(new ShipmentFacts { Id = "s1", Carrier = "DHL" }), CustomerFacts.Nobody, at: A.Noon) with { PurchaseId = "1" });
        await shop.HappensAsync(A.Refund(new RefundFacts { Id = "r1", Amount = 5m }, at: A.Noon, purchase: "1"));

        await ReportsAsync(shop, A.Customer("bob@example.com", "702"));

        var order = Assert.Single(await new PurchaseStore(shop.Database).OfAsync((await FindAsync(shop, "bob@example.com")).Owner));
        Assert.Equal("DHL", shop.Database.Read(session => EventStore.NewestParcel(session, order))?.Carrier);
        Assert.Equal(500, order.Facts.Refunded?.Minor);
    }

    private static async Task<JourneyRunner> WithTwoOrdersAsync(CustomerFacts buyer)
    {
        var shop = await JourneyRunner.WithAsync(AboutOrder);
        await shop.HappensAsync(A.Order(A.Purchase("1"), buyer));
        await shop.HappensAsync(A.Order(A.Purchase("2"), buyer));
        return shop;
    }

    private static Task ReportsAsync(JourneyRunner shop, CustomerFacts named, Duration? after = null, Duration? at = null, bool isHistory = false) =>
        shop.HappensAsync(A.Order(A.Purchase("1", A.Noon + (after ?? Duration.FromMinutes(1))), named, at: A.Noon + (at ?? Duration.Zero)), isHistory);

    private static Task<bool> PlanAsync(JourneyRunner shop, Enrollment run, string step) => new SendLedger(shop.Database).AddAsync(new StoredSend
    {
        Id = new(shop.Database.Ids.Next(shop.Now)), Owner = run.Owner, Store = "default", Channel = SendChannel.Email, Purpose = SendPurpose.Step, Run = run.Id.Value, Step = step, Visit = 1,
        Journey = run.Journey, Kind = ContentKind.Transactional, State = SendState.Planned, PlannedAt = shop.Now, DueAt = shop.Now + Duration.FromDays(1),
    });

    private static async Task<(string? Address, string? ExternalId, int Count)> NamesAsync(JourneyRunner shop, string email)
    {
        var customer = await FindAsync(shop, email);
        return (customer.Address, customer.ExternalId, customer.PurchaseCount);
    }

    private static async Task<Customer> FindAsync(JourneyRunner shop, string email) =>
        await new CustomerStore(shop.Database).FindByEmailAsync("default", email) ?? throw new InvalidOperationException($"there is no customer {email}");
}
