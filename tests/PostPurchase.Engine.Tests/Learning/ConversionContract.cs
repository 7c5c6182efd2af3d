using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Learning;

/// <summary>What holds for conversions and their ledger in every database.</summary>
public abstract class ConversionContract : StoreContract
{
    private readonly List<IntakeFact> _facts = [];

    [Fact]
    public async Task A_sale_on_our_link_finds_its_mail_its_offer_and_its_customer()
    {
        var link = await ALink.SentAsync(Database);

        var outcome = await TakeAsync(link.Says(CommissionStatus.Pending));

        var found = Conversion();
        Assert.Equal((ConversionOutcome.Recorded, ConversionMatch.Token, link.Send.Owner, link.Send.Id, 1), (outcome.Single(), found.Match, found.Owner!.Value, found.Send!.Value, found.Slot!.Value));
        Assert.Equal(("poles", "peak-partners", "new-buyer", "suggest"), (found.Offer, found.Program, found.Journey, found.Step));
    }

    [Fact]
    public async Task The_same_words_again_change_nothing()
    {
        var link = await ALink.SentAsync(Database);
        await TakeAsync(link.Says(CommissionStatus.Pending), link.Says(CommissionStatus.Approved));
        var ledger = Ledger();

        var again = await TakeAsync(link.Says(CommissionStatus.Approved), link.Says(CommissionStatus.Pending));

        Assert.Equal([ConversionOutcome.Known, ConversionOutcome.Known], again);
        Assert.Equal(ledger, Ledger());
    }

    [Fact]
    public async Task Words_in_another_order_come_to_the_same_sum()
    {
        var link = await ALink.SentAsync(Database);

        await TakeAsync(link.Says(CommissionStatus.Reversed, commission: 0m));
        await TakeAsync(link.Says(CommissionStatus.Pending), link.Says(CommissionStatus.Approved));

        Assert.Equal((CommissionStatus.Reversed, "Commission Reversed 8.00, Sale Reversed 100.00"), (Conversion().Status!.Value, Sum()));
    }

    [Fact]
    public async Task A_state_that_comes_back_counts_from_when_it_was_read_again()
    {
        var link = await ALink.SentAsync(Database);
        await TakeAsync(link.Says(CommissionStatus.Approved) with { AsOf = Noon });
        await TakeAsync(link.Says(CommissionStatus.Approved, commission: 6m) with { AsOf = Noon + Duration.FromDays(1) });

        await TakeAsync(link.Says(CommissionStatus.Approved) with { AsOf = Noon + Duration.FromDays(2) });

        Assert.Equal("Commission Approved 8.00, Sale Approved 100.00", Sum());
    }

    [Fact]
    public async Task A_word_that_came_without_a_date_counts_from_when_the_network_is_read_to_say_it()
    {
        var link = await ALink.SentAsync(Database);
        await TakeAsync(link.Says(CommissionStatus.Approved));
        await TakeAsync(link.Says(CommissionStatus.Pending) with { AsOf = Noon + Duration.FromDays(1) });

        await TakeAsync(link.Says(CommissionStatus.Approved) with { AsOf = Noon + Duration.FromDays(2) });

        Assert.Equal((CommissionStatus.Approved, "Commission Approved 8.00, Sale Approved 100.00"), (Conversion().Status!.Value, Sum()));
    }

    [Fact]
    public async Task A_token_that_is_none_of_ours_stays_unmatched_and_is_in_the_ledger()
    {
        await TakeAsync(ALink.Report(CommissionStatus.Approved) with { Token = "abcdefghijklmnopqrst" });

        Assert.Equal((ConversionMatch.None, "Commission Approved 8.00, Sale Approved 100.00"), (Conversion().Match, Sum()));
        Assert.Single(Page(ConversionsOnly.Unmatched));
        Assert.Empty(_facts);
    }

    [Theory]
    [InlineData("berlin", "berlin")]
    [InlineData("default", "default")]
    public async Task A_sale_that_comes_as_an_event_is_of_the_store_that_the_event_is_of(string said, string store)
    {
        var facts = new ConversionFacts { Network = "impact", Id = "1000.1", Commission = A.Dollars(8m) };

        await Database.WriteAsync(
            session =>
            {
                Intake.Hear(session, new SaleWord(A.Event(new EventBody.Conversion(facts)) with { Store = said }, null), Noon);
                return 0;
            },
            default);

        Assert.Equal((store, "Commission Pending 8.00"), (Conversion().Store, Sum()));
    }

    [Fact]
    public async Task An_unmatched_sale_is_of_the_store_of_the_account_that_reported_it()
    {
        await Intake.AcceptAsync([ALink.Report(CommissionStatus.Approved)], ReportWay.Pull, Noon, "berlin");

        Assert.Equal("berlin", Conversion().Store);
    }

    [Fact]
    public async Task A_token_that_comes_later_matches_then_and_moves_the_ledger_along()
    {
        var link = await ALink.SentAsync(Database);
        await TakeAsync(ALink.Report(CommissionStatus.Pending));

        await TakeAsync(link.Says(CommissionStatus.Pending));

        Assert.Equal((ConversionMatch.Token, link.Send.Owner), (Conversion().Match, Conversion().Owner!.Value));
        Assert.Empty(Page(ConversionsOnly.Unmatched));
        Assert.Equal("Commission Pending 8.00, Sale Pending 100.00", Sum());
    }

    [Fact]
    public async Task A_person_can_say_whose_it_is_once()
    {
        var link = await ALink.SentAsync(Database);
        await TakeAsync(ALink.Report(CommissionStatus.Pending));

        Assert.Equal("there is no such mail, or it has no such link", await MatchAsync(link.Send.Id, 9));
        Assert.Null(await MatchAsync(link.Send.Id, 1));
        Assert.Equal("it has its customer already", await MatchAsync(link.Send.Id, 1));

        Assert.Equal((ConversionMatch.Person, "poles"), (Conversion().Match, Conversion().Offer));
        Assert.NotNull(Conversion().Purchase);
    }

    [Fact]
    public async Task A_match_that_is_taken_back_leaves_the_sum_and_refunds_the_purchase()
    {
        var link = await ALink.SentAsync(Database);
        await TakeAsync(ALink.Report(CommissionStatus.Approved));
        var before = Sum();
        await MatchAsync(link.Send.Id, 1);

        Assert.Null(await UnmatchAsync());

        Assert.Equal((ConversionMatch.None, null, null, null), (Conversion().Match, Conversion().Owner, Conversion().Send, Conversion().Purchase));
        Assert.Equal((before, before), (Sum(), Sum(owner: 0)));
        Assert.Equal("", Sum(link.Send.Owner.Value));
        Assert.Equal(PurchaseState.Refunded, (await new PurchaseStore(Database).FindAsync("default", "affiliate-impact-1000.1"))!.Facts.State);
        Assert.IsType<RefundMeaning.Whole>(Assert.Single(_facts, fact => fact.Refund is not null).Refund);
        Assert.Equal("it is nobody's", await UnmatchAsync());
    }

    [Fact]
    public async Task After_that_it_may_be_given_to_another_whose_purchase_and_event_are_their_own()
    {
        var (wrong, right) = (await ALink.SentAsync(Database), await ALink.SentAsync(Database, "other@example.com"));
        await TakeAsync(ALink.Report(CommissionStatus.Pending));
        await MatchAsync(wrong.Send.Id, 1);
        await UnmatchAsync();

        Assert.Null(await MatchAsync(right.Send.Id, 1));
        await TakeAsync(ALink.Report(CommissionStatus.Approved));

        Assert.Equal(("", "Commission Approved 8.00, Sale Approved 100.00"), (Sum(wrong.Send.Owner.Value), Sum(right.Send.Owner.Value)));
        Assert.Equal(right.Send.Owner, (await new PurchaseStore(Database).FindAsync("default", "affiliate-impact-1000.1~2"))!.Owner);
        Assert.Equal(2, _facts.Count(fact => fact.Event.Body is EventBody.Conversion));
        Assert.Single(Reports(), report => report.Heard.Report.Status == CommissionStatus.Approved);
    }

    [Fact]
    public async Task What_its_own_token_says_is_not_taken_back()
    {
        var link = await ALink.SentAsync(Database);
        await TakeAsync(link.Says(CommissionStatus.Pending));

        Assert.StartsWith("its own token names its mail", await UnmatchAsync(), StringComparison.Ordinal);
        Assert.Equal(link.Send.Owner, Conversion().Owner);
    }

    [Fact]
    public async Task A_sale_becomes_a_purchase_of_the_affiliate_channel_with_the_links_offer()
    {
        var link = await ALink.SentAsync(Database);

        await TakeAsync(link.Says(CommissionStatus.Pending));

        var purchase = (await new PurchaseStore(Database).FindAsync("default", "affiliate-impact-1000.1"))!;
        Assert.Equal(("affiliate", PurchaseKind.Marketplace, "100.00", PurchaseState.Open), (purchase.Facts.Channel, purchase.Facts.Kind, purchase.Facts.Total.ToString(), purchase.Facts.State));
        Assert.Equal(("poles", "Carbon poles", "poles"), (purchase.Facts.Lines[0].ProductId, purchase.Facts.Lines[0].Name, purchase.Facts.Lines[0].Category));
        Assert.Equal(Conversion().Purchase, purchase.Id);
    }

    [Fact]
    public async Task A_sale_at_a_partner_is_no_purchase_in_the_shop()
    {
        var link = await ALink.SentAsync(Database);
        var before = Totals();

        await TakeAsync(link.Says(CommissionStatus.Pending));

        var purchase = (await new PurchaseStore(Database).FindAsync("default", "affiliate-impact-1000.1"))!;
        Assert.Equal(before, Totals());
        Assert.Equal(Totals(), TotalsOf(Database.Read(session => CustomerStore.WithTotals(session, CustomerStore.Find(session, purchase.Owner.Value)!))));
    }

    [Fact]
    public async Task A_sale_without_amounts_becomes_a_purchase_in_the_currency_of_its_store()
    {
        var link = await ALink.SentAsync(Database);
        var intake = new ConversionIntake(Database, ALink.Rules with { CurrencyOf = _ => Currency.Parse("EUR") }, new IntakeRules { Enroll = Heard });

        await intake.AcceptAsync([link.Says(CommissionStatus.Pending, commission: null, sale: null)], ReportWay.Postback, Noon);

        Assert.Equal(Money.Zero(Currency.Parse("EUR")), (await new PurchaseStore(Database).FindAsync("default", "affiliate-impact-1000.1"))!.Facts.Total);
    }

    [Fact]
    public async Task Journeys_hear_of_a_conversion_once_and_of_its_reversal_as_a_whole_refund()
    {
        var link = await ALink.SentAsync(Database);

        await TakeAsync(link.Says(CommissionStatus.Pending), link.Says(CommissionStatus.Approved), link.Says(CommissionStatus.Reversed, commission: 0m));

        var conversion = Assert.Single(_facts, fact => fact.Event.Body is EventBody.Conversion);
        Assert.Equal((true, "pending", true), (conversion.MayStart, ((EventBody.Conversion)conversion.Event.Body).Facts.Status, conversion.Purchase is not null));
        Assert.IsType<RefundMeaning.Whole>(Assert.Single(_facts, fact => fact.Refund is not null).Refund);
    }

    [Fact]
    public async Task An_old_sale_starts_no_journey()
    {
        var link = await ALink.SentAsync(Database);

        await TakeAsync(link.Says(CommissionStatus.Approved) with { OccurredAt = Noon - Duration.FromDays(30) });

        Assert.All(_facts, fact => Assert.False(fact.MayStart));
    }

    [Fact]
    public async Task An_amount_over_the_cap_is_set_aside_until_somebody_lets_it()
    {
        var link = await ALink.SentAsync(Database);

        var outcome = await TakeAsync(link.Says(CommissionStatus.Approved, commission: 80_000m));

        Assert.Equal((ConversionOutcome.Held, "", "its commission of 80000.00 USD is over the cap of 1000"), (outcome.Single(), Sum(), Reports().Single().Held));
        Assert.Empty(_facts);
        var held = Assert.Single(Page(ConversionsOnly.Held));
        Assert.Null(await Intake.ReleaseAsync(held.Id, _ => { }, Noon));
        Assert.Equal("Commission Approved 80000.00, Sale Approved 100.00", Sum());
        Assert.Empty(Page(ConversionsOnly.Held));
    }

    [Fact]
    public async Task A_conversion_that_comes_as_an_event_is_in_the_ledger_and_told_once()
    {
        var link = await ALink.SentAsync(Database, "jane@example.com");
        var rules = new IntakeRules { Enroll = Heard, Converted = Intake.Hear };
        var body = new EventBody.Conversion(new() { Network = "impact", Id = "1000.1", Token = link.Token, Status = "approved", Commission = A.Dollars(8m), SaleAmount = A.Dollars(100m) });

        await new EventIntake(Database, rules).AcceptAsync(A.Delivery(A.Event(body, A.Customer("jane@example.com"))), Noon);

        Assert.Equal((ConversionMatch.Token, "Commission Approved 8.00, Sale Approved 100.00"), (Conversion().Match, Sum()));
        Assert.Single(_facts, fact => fact.Event.Body is EventBody.Conversion);
        Assert.NotNull(await new PurchaseStore(Database).FindAsync("default", "affiliate-impact-1000.1"));
    }

    [Fact]
    public async Task The_same_id_of_two_accounts_is_two_sales_with_purchases_of_their_own()
    {
        var link = await ALink.SentAsync(Database);

        await TakeAsync(link.Says(CommissionStatus.Pending) with { Scope = "roast" }, link.Says(CommissionStatus.Pending) with { Scope = "mugs" });
        var again = await TakeAsync(link.Says(CommissionStatus.Pending) with { Scope = "mugs" });

        Assert.Equal([ConversionOutcome.Known], again);
        Assert.Equal(["mugs", "roast"], Page(ConversionsOnly.All).Select(one => one.Document.Scope));
        Assert.NotNull(await new PurchaseStore(Database).FindAsync("default", "affiliate-impact:roast-1000.1"));
        Assert.NotNull(await new PurchaseStore(Database).FindAsync("default", "affiliate-impact:mugs-1000.1"));
    }

    [Fact]
    public async Task A_sale_that_was_heard_of_without_its_account_is_of_the_first_that_speaks_of_it()
    {
        var link = await ALink.SentAsync(Database);
        await TakeAsync(link.Says(CommissionStatus.Pending));

        await TakeAsync(link.Says(CommissionStatus.Pending) with { Scope = "roast" }, link.Says(CommissionStatus.Pending) with { Scope = "mugs" }, link.Says(CommissionStatus.Approved) with { Scope = "roast" });

        Assert.Equal([("mugs", CommissionStatus.Pending), ("roast", CommissionStatus.Approved)], Page(ConversionsOnly.All).Select(one => (one.Document.Scope, one.Status!.Value)));
        Assert.Equal("Commission Approved 8.00, Sale Approved 100.00", Sum());
        Assert.NotNull(await new PurchaseStore(Database).FindAsync("default", "affiliate-impact-1000.1"));
    }

    [Fact]
    public async Task Words_that_do_not_say_their_account_are_of_the_only_one_that_has_the_id()
    {
        await TakeAsync(ALink.Report(CommissionStatus.Pending) with { Scope = "roast" });

        await TakeAsync(ALink.Report(CommissionStatus.Approved));

        Assert.Equal(("roast", CommissionStatus.Approved), Assert.Single(Page(ConversionsOnly.All).Select(one => (one.Document.Scope, one.Status!.Value))));
    }

    [Fact]
    public async Task A_match_of_a_sale_with_an_account_is_given_and_taken_back()
    {
        var link = await ALink.SentAsync(Database);
        await TakeAsync(ALink.Report(CommissionStatus.Approved) with { Scope = "roast" });
        var id = Assert.Single(Page(ConversionsOnly.Unmatched)).Id;
        Assert.Null(await Intake.MatchAsync(id, link.Send.Id, 1, _ => { }, Noon));

        Assert.Null(await Intake.UnmatchAsync(id, (_, _) => { }, Noon));

        Assert.Equal([ConversionOutcome.Known], await TakeAsync(ALink.Report(CommissionStatus.Approved) with { Scope = "roast" }));
        Assert.Null(Assert.Single(Page(ConversionsOnly.Unmatched)).Owner);
    }

    [Fact]
    public async Task The_ledger_cannot_be_changed()
    {
        var link = await ALink.SentAsync(Database);
        await TakeAsync(link.Says(CommissionStatus.Pending));

        await Assert.ThrowsAnyAsync<Exception>(() => ExecuteAsync("update commission set amount = 1"));
        await Assert.ThrowsAnyAsync<Exception>(() => ExecuteAsync("delete from commission"));

        Assert.Equal("Commission Pending 8.00, Sale Pending 100.00", Sum());
    }

    private Task<int> ExecuteAsync(string sql) => Database.WriteAsync(
        session =>
        {
            session.Execute(sql);
            return 0;
        },
        default);

    private ConversionIntake Intake => new(Database, ALink.Rules, new IntakeRules { Enroll = Heard });

    private RunChanges Heard(IntakeFact fact, Instant now)
    {
        _facts.Add(fact);
        return RunChanges.None;
    }

    private Task<IReadOnlyList<ConversionOutcome>> TakeAsync(params ConversionReport[] reports) => Intake.AcceptAsync(reports, ReportWay.Postback, Noon);

    private Task<string?> MatchAsync(SendId send, int slot) => Intake.MatchAsync(Conversion().Id, send, slot, _ => { }, Noon);

    private Task<string?> UnmatchAsync() => Intake.UnmatchAsync(Conversion().Id, (_, _) => { }, Noon);

    private (int, int, long, Instant?, Instant?) Totals()
    {
        var owners = new Sql("select owner from customer");
        return TotalsOf(Database.Read(session => CustomerStore.Find(session, session[owners].All(row => row.Long(0)).Single())!));
    }

    private static (int, int, long, Instant?, Instant?) TotalsOf(Customer customer) =>
        (customer.PurchaseCount, customer.RefundedCount, customer.TotalSpent, customer.FirstPurchaseAt, customer.LastPurchaseAt);

    private StoredConversion Conversion() => Database.Read(session => ConversionStore.Find(session, "impact", "1000.1"))!;

    private List<StoredConversion> Page(ConversionsOnly only) => Database.Read(session => ConversionStore.Page(session, new(only), 10));

    private List<StoredReport> Reports() => Database.Read(session => ConversionStore.Reports(session, Conversion().Id));

    private List<StoredEntry> Ledger() => Database.Read(session => ConversionStore.Entries(session, Conversion().Id));

    private string Sum() => Sum(Ledger().Select(stored => stored.Entry));

    private string Sum(long owner)
    {
        var owned = new Sql("select id from commission where owner = @owner");
        var ids = Database.Read(session => session[owned].With(owner).All(row => row.Long(0)));
        return Sum(Ledger().Where(stored => ids.Contains(stored.Id)).Select(stored => stored.Entry));
    }

    private static string Sum(IEnumerable<CommissionEntry> entries) => string.Join(", ", CommissionLedger.Entries(new(null, [.. entries]), []).Select(entry => $"{entry.Kind} {entry.Status} {entry.Amount}"));
}

/// <summary>In SQLite.</summary>
public sealed class SqliteConversionTests : ConversionContract
{
    private protected override TemporaryDatabase Open() => TemporaryDatabase.New();
}
