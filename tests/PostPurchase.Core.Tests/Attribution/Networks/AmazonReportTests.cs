using PostPurchase.Core.Attribution;
using PostPurchase.Core.Attribution.Networks;
using PostPurchase.Core.Purchases;
using Xunit;

namespace PostPurchase.Core.Tests.Attribution.Networks;

/// <summary>Amazon's reports have no ids: rows are known by what they say.</summary>
public sealed class AmazonReportTests
{
    private const string Head = "Fee-Earnings reports from 01-01-2026 to 01-31-2026\nCategory,Name,ASIN,Seller,Tracking ID,Date Shipped,Price($),Items Shipped,Returns,Revenue($),Ad Fees($)\n";
    private const string Mug = "Kitchen,Mug,B000000001,Amazon,shop-20,2026-01-02,19.99,1,0,19.99,0.90\n";
    private const string Pan = "Kitchen,Pan,B000000002,Amazon,shop-20,2026-01-03,40.00,1,0,40.00,1.80\n";
    private const string Back = "Kitchen,Pan,B000000002,Amazon,shop-20,2026-01-09,40.00,-1,1,-40.00,-1.80\n";

    [Fact]
    public void A_row_says_what_was_shipped_and_earned()
    {
        var report = Assert.Single(Read(Head + Mug));

        Assert.Equal(("2026-01-02/B000000001/SHOP-20/19.99/1/1", CommissionStatus.Approved, "0.90", "19.99"), (report.ConversionId, report.Status, report.Commission.ToString(), report.Sale.ToString()));
    }

    [Fact]
    public void Equal_rows_are_numbered_and_their_order_in_the_file_does_not_matter()
    {
        var cheaper = Mug.Replace("0.90", "0.80", StringComparison.Ordinal);

        Assert.Equal(["2026-01-02/B000000001/SHOP-20/19.99/1/1", "2026-01-02/B000000001/SHOP-20/19.99/1/2"], Read(Head + Mug + Mug).Select(report => report.ConversionId));
        Assert.Equal(Amounts(Read(Head + Mug + cheaper)), Amounts(Read(Head + cheaper + Mug)));
    }

    [Fact]
    public void Reports_that_overlap_name_the_same_sales_the_same()
    {
        var (first, second) = (Read(Head + Mug + Mug + Pan), Read(Head + Pan + Back));

        Assert.Equal(4, first.Concat(second).Select(report => report.ConversionId).Distinct().Count());
        Assert.Equal(Assert.Single(first, report => report.Sale!.Value.Minor == 4000).Fingerprint, second[0].Fingerprint);
    }

    [Theory]
    [InlineData("01/02/2026,$19.99,1")]
    [InlineData("2026-01-02 00:00:00,19.990,1")]
    public void Another_way_of_writing_a_day_or_a_price_is_the_same_row(string written) =>
        Assert.Equal(Read(Head + Mug)[0].ConversionId, Read(Head + Mug.Replace("2026-01-02,19.99,1", written, StringComparison.Ordinal))[0].ConversionId);

    [Fact]
    public void A_row_without_a_product_is_set_aside()
    {
        var row = ReportText.Read(Head + Mug.Replace("B000000001", "", StringComparison.Ordinal), NetworkDialects.Find("amazon")).Single().Row!;

        Assert.Equal(new ReportReading.Bad("asin", "or the date is missing: a row is known by them"), Reader.Read(row));
    }

    [Fact]
    public void A_return_is_taken_off_the_sum()
    {
        var heard = Read(Head + Pan + Back).Select(report => CommissionLedger.Stand([new(report, default)]));

        Assert.Equal(0, heard.SelectMany(standing => standing.Counted(EntryKind.Commission)).Sum(money => money.Minor));
    }

    private static ReportReader Reader => new(NetworkDialects.Find("amazon"), Currency.Parse("USD"));

    private static IEnumerable<(string Id, Money? Commission)> Amounts(IEnumerable<ConversionReport> reports) => reports.Select(report => (report.ConversionId, report.Commission)).Order();

    private static List<ConversionReport> Read(string text) =>
        [.. ReportText.Read(text, NetworkDialects.Find("amazon")).Select(row => Assert.IsType<ReportReading.Sound>(Reader.Read(row.Row!)).Report)];
}
