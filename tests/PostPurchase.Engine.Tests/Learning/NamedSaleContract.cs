using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Learning;

/// <summary>Whose a sale is that came as an event naming a customer, and what journeys hear of it.</summary>
public abstract class NamedSaleContract : StoreContract
{
    private readonly List<IntakeFact> _facts = [];

    [Fact]
    public async Task The_customer_of_the_mail_hears_of_it_and_not_whom_the_event_names()
    {
        var link = await ALink.SentAsync(Database, "reader@example.com");

        await SaysAsync("approved", "other@example.com", token: link.Token);
        await SaysAsync("reversed", "other@example.com", token: link.Token);

        Assert.Equal([link.Send.Owner], Told().Select(fact => fact.Customer.Owner));
        Assert.Equal([link.Send.Owner], Refunds().Select(fact => fact.Customer.Owner));
    }

    [Fact]
    public async Task Where_no_mail_is_known_it_is_told_once_to_whom_the_event_names_and_stays_unmatched()
    {
        await SaysAsync("pending", "jane@example.com");
        await SaysAsync("approved", "jane@example.com");

        var told = Assert.Single(Told());
        Assert.Equal((await OwnerAsync("jane@example.com"), "affiliate-impact-1000.1", true), (told.Customer.Owner, told.Purchase!.Facts.Id, told.MayStart));
        Assert.Equal((ConversionMatch.None, null), (Conversion().Match, Conversion().Owner));
    }

    [Fact]
    public async Task Its_reversal_is_a_refund_of_its_purchase_whoever_reports_it()
    {
        await SaysAsync("pending", "jane@example.com");

        await Intake.AcceptAsync([ALink.Report(CommissionStatus.Reversed, 0m)], ReportWay.Postback, Noon);

        var refund = Assert.Single(Refunds());
        Assert.Equal((await OwnerAsync("jane@example.com"), Told().Single().Purchase!.Id), (refund.Customer.Owner, refund.Purchase!.Id));
        Assert.IsType<RefundMeaning.Whole>(refund.Refund);
    }

    [Fact]
    public async Task A_token_that_comes_later_takes_the_sale_from_whom_the_event_named()
    {
        var link = await ALink.SentAsync(Database, "reader@example.com");
        await SaysAsync("pending", "jane@example.com");

        await Intake.AcceptAsync([link.Says(CommissionStatus.Approved)], ReportWay.Postback, Noon);

        Assert.Equal([await OwnerAsync("jane@example.com"), link.Send.Owner], Told().Select(fact => fact.Customer.Owner));
        Assert.Equal([await OwnerAsync("jane@example.com")], Refunds().Select(fact => fact.Customer.Owner));
        Assert.Equal((ConversionMatch.Token, link.Send.Owner), (Conversion().Match, Conversion().Owner!.Value));
    }

    [Fact]
    public async Task A_token_that_comes_later_of_a_mail_to_the_same_customer_tells_nothing_again()
    {
        var link = await ALink.SentAsync(Database, "jane@example.com");
        await SaysAsync("pending", "jane@example.com");

        await Intake.AcceptAsync([link.Says(CommissionStatus.Approved)], ReportWay.Postback, Noon);

        Assert.Equal([link.Send.Owner], Told().Select(fact => fact.Customer.Owner));
        Assert.Empty(Refunds());
        Assert.Equal(Told().Single().Purchase!.Id, Conversion().Purchase);
    }

    [Fact]
    public async Task What_is_over_the_cap_is_told_when_somebody_lets_it()
    {
        await SaysAsync("approved", "jane@example.com", commission: 5_000m);
        Assert.Empty(_facts);

        Assert.Null(await Intake.ReleaseAsync(Conversion().Id, _ => { }, Noon));

        Assert.Equal([await OwnerAsync("jane@example.com")], Told().Select(fact => fact.Customer.Owner));
    }

    [Fact]
    public async Task A_sale_that_a_network_told_before_is_theirs_whom_an_event_names_with_the_same_words()
    {
        await Intake.AcceptAsync([ALink.Report(CommissionStatus.Pending)], ReportWay.Postback, Noon);

        await SaysAsync("pending", "jane@example.com");

        Assert.Equal([await OwnerAsync("jane@example.com")], Told().Select(fact => fact.Customer.Owner));
    }

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, false, true)]
    [InlineData(false, true, false)]
    public async Task Of_history_and_of_a_sale_of_long_ago_nothing_starts(bool isHistory, bool isOld, bool mayStart)
    {
        var at = isOld ? Noon - Duration.FromDays(30) : Noon;
        var body = new EventBody.Conversion(new() { Network = "impact", Id = "1000.1", Commission = A.Dollars(8m) });

        await Events.AcceptAsync(A.Delivery(A.Event(body, at: at)) with { IsHistory = isHistory }, Noon);

        Assert.Equal(mayStart, Told().Single().MayStart);
    }

    private Task<IntakeAnswer> SaysAsync(string status, string email, string? token = null, decimal commission = 8m)
    {
        var body = new EventBody.Conversion(new() { Network = "impact", Id = "1000.1", Token = token, Status = status, Commission = A.Dollars(commission), SaleAmount = A.Dollars(100m) });
        return Events.AcceptAsync(A.Delivery(A.Event(body, A.Customer(email))), Noon);
    }

    private IEnumerable<IntakeFact> Told() => _facts.Where(fact => fact.Event.Body is EventBody.Conversion);

    private IEnumerable<IntakeFact> Refunds() => _facts.Where(fact => fact.Refund is not null);

    private async Task<CustomerId> OwnerAsync(string email) => (await new CustomerStore(Database).FindByEmailAsync("default", email))!.Owner;

    private StoredConversion Conversion() => Database.Read(session => ConversionStore.Find(session, "impact", "1000.1"))!;

    private ConversionIntake Intake => new(Database, ALink.Rules, new IntakeRules { Enroll = Heard });

    private EventIntake Events => new(Database, new IntakeRules { Enroll = Heard, Converted = Intake.Hear });

    private RunChanges Heard(IntakeFact fact, Instant now)
    {
        _facts.Add(fact);
        return RunChanges.None;
    }
}

/// <summary>In SQLite.</summary>
public sealed class SqliteNamedSaleTests : NamedSaleContract
{
    private protected override TemporaryDatabase Open() => TemporaryDatabase.New();
}
