using NodaTime;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Feedback;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Learning.Reports;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Learning;

public sealed class EarningsTests : IAsyncLifetime
{
    private readonly TemporaryDatabase _temporary = TemporaryDatabase.New();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _temporary.DisposeAsync();

    private Database Database => _temporary.Database;

    [Fact]
    public async Task A_reversal_takes_its_commission_out_of_the_report_afterwards()
    {
        var link = await SentAsync();
        var intake = new ConversionIntake(Database, ALink.Rules, A.NoJourneys);
        await intake.AcceptAsync([link.Says(CommissionStatus.Approved), link.Says(CommissionStatus.Pending, 5m, 50m, "2")], ReportWay.Postback, A.Noon);
        Assert.Equal((2, 8_00, 5_00, 0, 150_00), Row(EarningsBy.Offer));

        await intake.AcceptAsync([link.Says(CommissionStatus.Reversed, 0m)], ReportWay.Postback, A.Noon + Duration.FromDays(20));

        Assert.Equal((1, 0, 5_00, 8_00, 50_00), Row(EarningsBy.Offer));
    }

    [Fact]
    public async Task A_sale_that_was_taken_back_is_no_conversion_of_its_step_any_more()
    {
        var link = await SentAsync();
        var intake = new ConversionIntake(Database, ALink.Rules, A.NoJourneys);
        await intake.AcceptAsync([link.Says(CommissionStatus.Approved), link.Says(CommissionStatus.Pending, 5m, 50m, "2")], ReportWay.Postback, A.Noon);
        await intake.AcceptAsync([link.Says(CommissionStatus.Reversed, 0m)], ReportWay.Postback, A.Noon + Duration.FromDays(20));

        var reports = new ReportStore(Database, new StoreDirectory { Stores = new Dictionary<string, StoreProfile> { ["default"] = new() { Currency = A.Usd } } }, (_, money, _) => money.Minor);
        var step = Assert.Single(reports.Funnel(new(new(2025, 1, 1), new(2027, 1, 1)), []).Journeys.SelectMany(journey => journey.Steps), step => step.Pending > 0);

        Assert.Equal((1L, 5m, 0m), (step.Conversions, step.Pending, step.Approved));
    }

    [Fact]
    public async Task What_has_no_rate_is_named_beside_the_rows()
    {
        var link = await SentAsync("jane@example.com");
        await ClickAsync(link, A.Noon + Duration.FromHours(1));
        await new EventIntake(Database, A.NoJourneys).AcceptAsync(A.Delivery(A.Order(A.Purchase("2002", total: 40m), A.Customer("jane@example.com"), at: A.Noon + Duration.FromDays(2))), A.Noon + Duration.FromDays(2));
        await new ConversionIntake(Database, ALink.Rules, A.NoJourneys).AcceptAsync([link.Says(CommissionStatus.Approved)], ReportWay.Postback, A.Noon);

        var found = new EarningsStore(Database, (_, _, _) => null, _ => null).Read(new("default", A.Noon - Duration.FromDays(1), A.Noon + Duration.FromDays(5), AttributionModel.LastClick, ClickAttribution.UsualWindow));

        Assert.Equal(new Money(48_00, A.Usd), Assert.Single(found.Unconverted));
        Assert.Equal((1L, 1.0), (found.Facts.Sum(fact => fact.Figures.Conversions), found.Facts.Sum(fact => fact.Figures.Orders)));
    }

    [Fact]
    public async Task A_sale_is_converted_as_it_stands_and_not_entry_by_entry()
    {
        var link = await SentAsync();
        var intake = new ConversionIntake(Database, ALink.Rules, A.NoJourneys);
        await intake.AcceptAsync([link.Says(CommissionStatus.Approved, 1m)], ReportWay.Postback, A.Noon);
        await intake.AcceptAsync([link.Says(CommissionStatus.Approved, 2m)], ReportWay.Postback, A.Noon + Duration.FromHours(1));

        var found = new EarningsStore(Database, (_, money, _) => money with { Minor = (money.Minor + 1) / 3 }, _ => null)
            .Read(new("default", A.Noon - Duration.FromDays(1), A.Noon + Duration.FromDays(5), AttributionModel.LastClick, ClickAttribution.UsualWindow));

        Assert.Equal(67, found.Facts.Sum(fact => fact.Figures.Approved));
    }

    [Fact]
    public async Task An_order_in_the_store_goes_to_the_link_that_was_clicked_before_it_and_a_partners_sale_to_none()
    {
        var link = await SentAsync("jane@example.com");
        await ClickAsync(link, A.Noon + Duration.FromHours(1));
        await new EventIntake(Database, A.NoJourneys).AcceptAsync(A.Delivery(A.Order(A.Purchase("2002", total: 40m), A.Customer("jane@example.com"), at: A.Noon + Duration.FromDays(2))), A.Noon + Duration.FromDays(2));
        await new ConversionIntake(Database, ALink.Rules, A.NoJourneys).AcceptAsync([link.Says(CommissionStatus.Pending)], ReportWay.Postback, A.Noon);

        var figures = Figures(EarningsBy.Step);

        Assert.Equal((1, 1, 1.0, 40_00), (figures.Sends, figures.Clicks, figures.Orders, figures.Revenue));
    }

    [Theory]
    [InlineData(AttributionModel.LastClick)]
    [InlineData(AttributionModel.Linear)]
    public async Task Every_figure_of_every_row_is_the_sum_of_what_it_opens_into(AttributionModel model)
    {
        var link = await SentAsync("jane@example.com");
        await ClickAsync(link, A.Noon + Duration.FromHours(1));
        await ClickAsync(link, A.Noon + Duration.FromHours(2));
        await new EventIntake(Database, A.NoJourneys).AcceptAsync(A.Delivery(A.Order(A.Purchase("2002", total: 40m), A.Customer("jane@example.com"), at: A.Noon + Duration.FromDays(2))), A.Noon + Duration.FromDays(2));
        await new ConversionIntake(Database, ALink.Rules, A.NoJourneys).AcceptAsync([link.Says(CommissionStatus.Approved), link.Says(CommissionStatus.Pending, 5m, 50m, "2")], ReportWay.Postback, A.Noon);
        var question = s_question with { Model = model };

        var facts = Store.Read(question).Facts;
        var opened = Enum.GetValues<EarningsBy>().SelectMany(dimension => Earnings.By(dimension, facts, A.Usd).SelectMany(row => Enum.GetValues<EarningsFigure>().Select(figure =>
            (By: dimension, Figure: figure, Number: figure.Of(row.Figures), Rows: Store.Behind(question, (dimension, row.Key), figure).Sum(fact => figure.Of(fact.Figures)))))).ToList();

        Assert.All(opened, one => Assert.Equal(one.Number, one.Rows, 9));
        Assert.Equal([1.0, 2.0, 2.0, 1.0], opened.Where(one => one.By == EarningsBy.Link && one.Figure is EarningsFigure.Sends or EarningsFigure.Clicks or EarningsFigure.Conversions or EarningsFigure.Orders).Select(one => one.Number));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Orders_and_commission_are_the_same_where_mails_and_clicks_are_not_counted(bool isMerged)
    {
        var (link, other) = (await SentAsync("jane@example.com"), await SentAsync("karl@example.com"));
        await ClickAsync(link, A.Noon + Duration.FromHours(1));
        await ClickAsync(other, A.Noon + Duration.FromHours(1));
        var buyer = A.Customer(isMerged ? "jane.doe@example.com" : "jane@example.com");
        await new EventIntake(Database, A.NoJourneys).AcceptAsync(A.Delivery(A.Order(A.Purchase("2002", total: 40m), buyer, at: A.Noon + Duration.FromDays(2))), A.Noon + Duration.FromDays(2));
        if (isMerged) await MergeAsync("jane.doe@example.com", link.Send.Owner.Value);
        await new ConversionIntake(Database, ALink.Rules, A.NoJourneys).AcceptAsync([link.Says(CommissionStatus.Pending)], ReportWay.Postback, A.Noon);

        var (whole, earned) = (Sum(Store.Read(s_question)), Sum(Store.ReadEarned(s_question)));

        Assert.Equal((2L, 2L, 1.0), (whole.Sends, whole.Clicks, whole.Orders));
        Assert.Equal(whole with { Sends = 0, Clicks = 0 }, earned);
    }

    [Fact]
    public async Task A_mail_about_a_test_order_brings_nothing_to_earnings_and_its_sale_stays_in_the_ledger()
    {
        await SentAsync();
        await SentAsync();
        var tried = await TriedAsync("jane@example.com");
        await ClickAsync(tried, A.Noon + Duration.FromHours(1));

        await new ConversionIntake(Database, ALink.Rules, A.NoJourneys).AcceptAsync([tried.Says(CommissionStatus.Approved, 7m)], ReportWay.Postback, A.Noon);

        var figures = Figures(EarningsBy.Step);
        Assert.Equal((2L, 0L, 0L, 0L), (figures.Sends, figures.Clicks, figures.Conversions, figures.Approved));
        var listed = Assert.Single(Database.Read(session => ConversionStore.Page(session, new(), 9)));
        Assert.True(Database.Read(session => ConversionStore.IsOfTest(session, listed)));
        Assert.Empty(Database.Read(session => ConversionStore.Page(session, new() { Left = (0L, long.MaxValue) }, 9)));
    }

    [Fact]
    public async Task A_sale_on_the_mail_of_a_test_order_is_in_no_funnel_and_in_no_revenue()
    {
        var tried = await TriedAsync();
        await new ConversionIntake(Database, ALink.Rules, A.NoJourneys).AcceptAsync([tried.Says(CommissionStatus.Approved, 7m)], ReportWay.Postback, A.Noon);
        var stores = new StoreDirectory { Stores = new Dictionary<string, StoreProfile> { ["default"] = new() { Currency = A.Usd } } };

        var funnel = new ReportStore(Database, stores, (_, money, _) => money.Minor).Funnel(new(new(2025, 1, 1), new(2027, 1, 1)), []);
        var revenue = new MoneyReports(Database, stores, (_, money, _) => money.Minor).Revenue();

        Assert.DoesNotContain(funnel.Journeys.SelectMany(journey => journey.Steps), step => step.Conversions > 0 || step.Approved > 0);
        Assert.DoesNotContain(revenue.Months, month => month.Approved > 0);
    }

    [Fact]
    public async Task A_click_on_the_mail_of_a_test_order_takes_no_order_from_the_mail_that_led_to_it()
    {
        var link = await SentAsync("jane@example.com");
        await ClickAsync(link, A.Noon + Duration.FromHours(1));
        await ClickAsync(await TriedAsync("jane@example.com"), A.Noon + Duration.FromHours(2));
        var later = A.Noon + Duration.FromDays(2);

        await new EventIntake(Database, A.NoJourneys).AcceptAsync(A.Delivery(A.Order(A.Purchase("2002", total: 40m), A.Customer("jane@example.com"), at: later)), later);

        var figures = Figures(EarningsBy.Step);
        Assert.Equal((1L, 1L, 1.0, 40_00L), (figures.Sends, figures.Clicks, figures.Orders, figures.Revenue));
    }

    [Theory]
    [InlineData(EarningsBy.Step)]
    [InlineData(EarningsBy.Journey)]
    public async Task By_step_or_journey_mails_are_summed_from_the_counts_by_day(EarningsBy by)
    {
        await SentAsync("jane@example.com");
        await SentAsync("karl@example.com");
        long Sends() => Assert.Single(Earnings.By(by, Store.Read(s_question, by).Facts, A.Usd)).Figures.Sends;
        Assert.Equal((2L, 2L), (Figures(by).Sends, Sends()));

        await Database.WriteAsync(
            session =>
            {
                session.Execute("update send_day set sends = 9 where state = 4");
                return 0;
            },
            default);

        Assert.Equal((2L, 9L), (Figures(by).Sends, Sends()));
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(6, 0)]
    public async Task Only_clicks_that_an_order_may_be_given_to_are_read_for_orders(int days, int count)
    {
        var link = await SentAsync("jane@example.com");
        await ClickAsync(link, A.Noon + Duration.FromHours(1));
        var later = A.Noon + Duration.FromDays(days);
        await new EventIntake(Database, A.NoJourneys).AcceptAsync(A.Delivery(A.Order(A.Purchase("2002", total: 40m), A.Customer("jane@example.com"), at: later)), later);

        var read = Database.Read(session => session[EarningsSql.ClicksOfBuyers]
            .With(A.Noon).With(A.Noon).With((long)ClickAttribution.UsualWindow.TotalMilliseconds).All(row => row.Long(0)));

        Assert.Equal(count, read.Count);
    }

    private static readonly EarningsQuestion s_question = new("default", A.Noon - Duration.FromDays(1), A.Noon + Duration.FromDays(5), AttributionModel.LastClick, ClickAttribution.UsualWindow);

    private EarningsStore Store => new(Database, (_, money, _) => money, id => id == ALink.OfferId ? "peak-partners" : null);

    private EarningsFigures Figures(EarningsBy by) => Assert.Single(Earnings.By(by, Store.Read(s_question).Facts, A.Usd)).Figures;

    private (long Conversions, long Approved, long Pending, long Reversed, long Sale) Row(EarningsBy by)
    {
        var figures = Figures(by);
        return (figures.Conversions, figures.Approved, figures.Pending, figures.Reversed, figures.Sale);
    }

    private async Task<ALink> SentAsync(string? email = null)
    {
        var link = await ALink.SentAsync(Database, email);
        await Database.WriteAsync(
            session =>
            {
                session.Execute(string.Create(
                    System.Globalization.CultureInfo.InvariantCulture, $"update send set state = {(int)SendState.Accepted}, due_at = null, concluded_at = {A.Noon.ToUnixTimeMilliseconds()} where id = {link.Send.Id.Value}"));
                return 0;
            },
            default);
        return link;
    }

    // The mail of a run that a test order began.
    private async Task<ALink> TriedAsync(string? email = null)
    {
        var link = await SentAsync(email);
        var purchase = $"(select max(id) from purchase where owner = {link.Send.Owner.Value})";
        await Database.WriteAsync(
            session =>
            {
                session.Execute($"update purchase set kind = 6 where id = {purchase}; update enrollment set purchase_id = {purchase} where id = {link.Send.Run}");
                return 0;
            },
            default);
        return link;
    }

    private static EarningsFigures Sum(EarningsFound found) => found.Facts.Aggregate(default(EarningsFigures), (sum, fact) => sum + fact.Figures);

    private Task<int> MergeAsync(string email, long into) => Database.WriteAsync(
        session =>
        {
            session.Execute(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"update customer set merged_into = {into} where email = '{email}'"));
            return 0;
        },
        default);

    private Task<int> ClickAsync(ALink link, Instant at) => Database.WriteAsync(
        session =>
        {
            session.Execute(string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"insert into touch (owner, id, send_id, kind, slot, role, verdict, touched_at) values ({link.Send.Owner.Value}, {Database.Ids.Next(at)}, {link.Send.Id.Value}, 2, 1, {(int)LinkRole.Offer}, 1, {at.ToUnixTimeMilliseconds()})"));
            return 0;
        },
        default);
}
