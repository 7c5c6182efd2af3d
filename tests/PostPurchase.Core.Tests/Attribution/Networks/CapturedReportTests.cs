using PostPurchase.Core.Attribution;
using PostPurchase.Core.Attribution.Networks;
using PostPurchase.Core.Purchases;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Core.Tests.Attribution.Networks;

/// <summary>Reports that nobody here wrote: every row is read, with the status and the sum that its network means.</summary>
public sealed class CapturedReportTests
{
    [ConformanceTheory]
    [InlineData("affiliate/affiliatemcp__awin__transactions.json", "awin", "approved 8.00, pending 4.00, reversed 0.00, paid 6.00")]
    [InlineData("affiliate/affiliatemcp__impact__actions.json", "impact", "approved 8.00, pending 4.00, reversed 0.00, paid 6.00, approved 5.00")]
    [InlineData("affiliate/affiliatemcp__cj__commissions-page1.json", "cj", "approved 3.20, pending 2.00, approved 4.80")]
    [InlineData("affiliate/affiliatemcp__cj__commissions-page2.json", "cj", "pending 1.20, paid 7.20")]
    [InlineData("affiliate/affiliatemcp__partnerstack__rewards.json", "partnerstack", "pending 50.00, approved 25.00, paid 10.00, reversed 7.50")]
    [InlineData("webhooks/cj-docs__publisherCommissions_response.json", "cj", "pending 7.78, pending 3.89")]
    [InlineData("webhooks/impact-openapi__Action.json", "impact", "pending 0.88")]
    [InlineData("webhooks/awin-docs__AwinTransactionPush.json", "awin", "pending 1.64")]
    public void Every_row_is_read(string file, string network, string expected)
    {
        var dialect = NetworkDialects.Find(network);
        var reader = new ReportReader(dialect, Currency.Parse("USD"));

        var reports = ReportText.Read(File.ReadAllText(Conformance.PathTo(file)), dialect).Select(row => Assert.IsType<ReportReading.Sound>(reader.Read(row.Row!)).Report);

        Assert.Equal(expected, string.Join(", ", reports.Select(report => $"{report.Status.Word()} {report.Commission}")));
    }
}
