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
