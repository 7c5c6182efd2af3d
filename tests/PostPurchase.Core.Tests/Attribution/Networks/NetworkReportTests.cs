using NodaTime;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Attribution.Networks;
using PostPurchase.Core.Offers;
using PostPurchase.Core.Purchases;
using Xunit;

namespace PostPurchase.Core.Tests.Attribution.Networks;

/// <summary>What each network without an API of ours calls its money, its status and its times.</summary>
public sealed class NetworkReportTests
{
    private const string Token = "abcdefghijklmnopqrst";

    [Theory]
    [InlineData("rakuten", """[{"etransaction_id":"e1","order_id":"o1","sale_amount":120.0,"commissions":9.6,"transaction_type":"realtime","u1":"abcdefghijklmnopqrst","currency":"USD","transaction_date":"Sun Sep 01 2024 10:30:00 GMT+0000 (UTC)"}]""", CommissionStatus.Pending, "9.60 USD", "120.00 USD")]
    [InlineData("rakuten", """[{"transaction_id":"t1","status":"locked","sale_amount":120.0,"commission_amount":9.6,"currency":"USD","u1":"abcdefghijklmnopqrst","transaction_date":"2024-09-01T10:30:00Z"}]""", CommissionStatus.Approved, "9.60 USD", "120.00 USD")]
    [InlineData("partnerize", """{"conversions":[{"conversion_data":{"conversion_id":"c1","conversion_time":"2024-09-01 10:30:00","publisher_reference":"abcdefghijklmnopqrst","currency":"GBP","conversion_value":{"conversion_status":"approved","value":120,"commission":10.5,"publisher_commission":9}}}]}""", CommissionStatus.Approved, "9.00 GBP", "120.00 GBP")]
    [InlineData("partnerize", """{"conversions":{"conversion":[{"conversion_id":"c1","conversion_date":"2024-09-01","conversion_date_time":"2024-09-01T10:30:00Z","pubref":"abcdefghijklmnopqrst","currency":"GBP","conversion_status":"rejected","value":"120.00","commission":"10.50","publisher_commission":"9.00"}]}}""", CommissionStatus.Reversed, "9.00 GBP", "120.00 GBP")]
    [InlineData("skimlinks", """{"count":1,"commissions":[{"commissionId":"1","amount":12.75,"currency":"GBP","status":"approved","customId":"abcdefghijklmnopqrst","transactionDate":"2024-09-01T10:30:00Z","orderValue":127.5,"paidDate":null}]}""", CommissionStatus.Approved, "12.75 GBP", "127.50 GBP")]
    [InlineData("admitad", """{"results":[{"action_id":"9","status":"approved","payment":8.0,"cart":80.0,"currency":"EUR","action_date":"2024-09-01 10:30:00","payment_status":1,"subid":"abcdefghijklmnopqrst"}]}""", CommissionStatus.Paid, "8.00 EUR", "80.00 EUR")]
    [InlineData("ebay", """{"transactions":[{"transactionId":"1","eventDate":"2024-09-01T10:30:00Z","status":"CLEARED","customId":"abcdefghijklmnopqrst","saleAmount":{"value":"100.00","currency":"GBP"},"earningsAmount":{"value":"4.00","currency":"GBP"}}]}""", CommissionStatus.Approved, "4.00 GBP", "100.00 GBP")]
    [InlineData("tradedoubler", """{"items":[{"transactionId":"1","epi":"abcdefghijklmnopqrst","status":"A","commission":22.0,"orderValue":220.0,"currency":"GBP","timeOfTransaction":"2024-09-01T10:30:00Z","paid":true}]}""", CommissionStatus.Paid, "22.00 GBP", "220.00 GBP")]
    [InlineData("webgains", """{"transactions":[{"transactionId":"1","clickref":"abcdefghijklmnopqrst","status":"cancelled","value":"40.00","commission":"3.20","currency":"EUR","transactionDate":"2024-09-01T10:30:00Z"}]}""", CommissionStatus.Reversed, "3.20 EUR", "40.00 EUR")]
    [InlineData("flexoffers", """{"sales":[{"saleId":"1","fobs":"abcdefghijklmnopqrst","status":"bonus","saleAmount":"60.00","commission":"4.50","currency":"USD","saleDate":"2024-09-01T10:30:00Z","paidDate":null}]}""", CommissionStatus.Approved, "4.50 USD", "60.00 USD")]
    [InlineData("everflow", """{"conversions":[{"conversion_id":"1","status":"approved","payout":5.0,"revenue":8.0,"sale_amount":40.0,"currency_id":"CAD","sub1":"abcdefghijklmnopqrst","conversion_unix_timestamp":1725186600}]}""", CommissionStatus.Approved, "5.00 CAD", "40.00 CAD")]
    [InlineData("shareasale", "Trans ID,Trans Date,Trans Amount,Commission,AffTrack,Locked,Voided\n1,09/01/2024 10:30:00,80.00,8.00,abcdefghijklmnopqrst,,1\n", CommissionStatus.Reversed, "8.00 USD", "80.00 USD")]
    [InlineData("shareasale", "Trans ID,Trans Date,Trans Amount,Commission,AffTrack,Locked,Voided\n1,09/01/2024 10:30:00,80.00,8.00,abcdefghijklmnopqrst,1,\n", CommissionStatus.Approved, "8.00 USD", "80.00 USD")]
    [InlineData("shareasale", "Trans ID,Trans Date,Trans Amount,Commission,AffTrack,Locked,Voided,Paid Date\n1,09/01/2024 10:30:00,80.00,8.00,abcdefghijklmnopqrst,1,,10/20/2024\n", CommissionStatus.Paid, "8.00 USD", "80.00 USD")]
    [InlineData("tradedoubler", "transactionId;epi;orderValue;commission;status;currency;timeOfTransaction\n1;abcdefghijklmnopqrst;60.00;6.00;P;USD;2024-09-01 10:30:00\n", CommissionStatus.Pending, "6.00 USD", "60.00 USD")]
    public void Its_own_words_are_read(string network, string text, CommissionStatus status, string commission, string sale)
    {
        var report = Assert.Single(Reports(network, text));

        Assert.Equal((status, commission, sale), (report.Status, Said(report.Commission), Said(report.Sale)));
        Assert.Equal((Token, Instant.FromUtc(2024, 9, 1, 10, 30)), (report.Token, report.OccurredAt));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_sub_id_of_our_own_links_comes_back_as_the_token(string network) =>
        Assert.Equal(Token, new ReportReader(NetworkDialects.Find(network), Currency.Parse("USD")).Read(new("", [new(Written(network), Token), .. s_sale])) is ReportReading.Sound sound ? sound.Report.Token : null);

    public static TheoryData<string> Networks => [.. NetworkLink.Known];

    // Enough of each network's names for a row to be a sale.
    private static readonly KeyValuePair<string, string>[] s_sale = [new("id", "1"), new("order_id", "1"), new("receipt", "1"), new("transaction_id", "1"), new("conversion_id", "1"), new("commission_id", "1"), new("sale_id", "1"), new("commission", "1"), new("payout", "1"), new("amount", "1"), new("earnings", "1"), new("transaction_type", "SALE")];

    private static string Written(string network) => NetworkLink.SubIdNameOf(network);

    [Fact]
    public void What_was_paid_may_be_in_another_currency_than_what_is_earned()
    {
        var report = Assert.Single(Reports("ebay", """{"transactions":[{"transactionId":"1","status":"PENDING","saleAmount":{"value":"100.00","currency":"GBP"},"earningsAmount":{"value":"5.00","currency":"USD"}}]}"""));

        Assert.Equal(("5.00 USD", "100.00 GBP"), (Said(report.Commission), Said(report.Sale)));
    }

    [Theory]
    [InlineData("everflow", """{"conversion_id":"1","payout":{"amount":"3","currency":"USD"},"sale":{"amount":"30","currency":"GBP"}}""", "3.00 USD", "30.00 GBP")]
    [InlineData("everflow", """{"conversion_id":"1","currency_id":"CAD","payout":"3","sale":{"amount":"30","currency":"GBP"}}""", "3.00 CAD", "30.00 GBP")]
    [InlineData("direct", """{"id":"1","commission":{"amount":"3","currency":"GBP"},"sale":{"amount":"30"}}""", "3.00 GBP", "30.00 GBP")]
    [InlineData("direct", """{"id":"1","commission":"3","sale":"30","currency":"EUR","sale_currency":"GBP"}""", "3.00 EUR", "30.00 GBP")]
    [InlineData("direct", "ID,Commission,Commission Currency,Sale Amount,Sale Currency\n1,3,EUR,30,GBP\n", "3.00 EUR", "30.00 GBP")]
    [InlineData("webgains", """{"id":"1","commission":{"amount":"3","currency":"GBP"},"sale":{"amount":"30","currency":"EUR"}}""", "3.00 GBP", "30.00 EUR")]
    public void A_currency_beside_an_amount_is_its_own(string network, string text, string commission, string sale)
    {
        var report = Assert.Single(Reports(network, text));

        Assert.Equal((commission, sale), (Said(report.Commission), Said(report.Sale)));
    }

    [Fact]
    public void The_products_of_a_rakuten_order_add_up_and_a_return_takes_back_its_own()
    {
        const string Text = """
            Member ID (U1),Advertiser Name,Order ID,Transaction Date,Transaction Time,SKU Number,Sales,# of Items,Total Commission,Process Date,Process Time
            abcdefghijklmnopqrst,Books,O1,9/1/2024,10:30,A,100.00,1,10.00,9/2/2024,01:00
            abcdefghijklmnopqrst,Books,O1,9/1/2024,10:30,B,50.00,1,5.00,9/2/2024,01:00
            abcdefghijklmnopqrst,Books,O1,9/1/2024,10:30,A,-100.00,-1,-10.00,9/20/2024,01:00
            """;
        var reports = Reports("rakuten", Text);
        var again = reports.Concat(Reports("rakuten", Text)).Select(report => new HeardReport(report, Instant.FromUtc(2024, 10, 1, 0, 0))).ToList();

        Assert.Equal(("O1", Token), (Assert.Single(reports.Select(report => report.ConversionId).Distinct()), reports[0].Token));
        Assert.Equal(["5.00 USD"], CommissionLedger.Stand(again).Counted(EntryKind.Commission).Select(money => Said(money)));
    }

    [Fact]
    public void A_report_that_names_a_product_of_an_order_takes_the_place_of_the_postbacks_that_told_less()
    {
        var order = Reports("rakuten", """{"order_id":"O1","total_commission":"14.00"}""");
        var product = Reports("rakuten", """{"order_id":"O1","sku_number":"A","transaction_date":"2024-09-01","total_commission":"10.00"}""");
        var report = Reports("rakuten", """
            Order ID,Transaction Date,SKU Number,Total Commission,Process Date,Process Time
            O1,9/1/2024,A,10.00,9/2/2024,01:00
            O1,9/1/2024,B,4.00,9/2/2024,01:00
            """);

        Assert.Equal(["14.00 USD"], Earned([.. order]));
        Assert.Equal(["10.00 USD"], Earned([.. order, .. product]));
        Assert.Equal(["14.00 USD"], Earned([.. order, .. product, .. report]));
        Assert.Equal(["14.00 USD"], Earned([.. report, .. product, .. order]));
    }

    [Fact]
    public void A_return_alone_leaves_the_sale_that_a_postback_told()
    {
        var sale = Reports("rakuten", """{"order_id":"O1","sku_number":"A","transaction_date":"2024-09-01","total_commission":"10.00"}""");
        var returned = Reports("rakuten", "Order ID,Transaction Date,SKU Number,Total Commission,Process Date,Process Time\nO1,9/1/2024,A,-10.00,9/20/2024,01:00\n");

        Assert.Equal(["0.00 USD"], Earned([.. sale, .. returned]).DefaultIfEmpty("0.00 USD"));
    }

    [Theory]
    [InlineData("rakuten", """{"order_id":"O1","mid":"37","commission":"1"}""", "37")]
    [InlineData("rakuten", """{"etransaction_id":"e1","order_id":"O1","mid":"37","commission":"1"}""", null)]
    [InlineData("rakuten", """{"order_id":"O1","commission":"1"}""", null)]
    [InlineData("awin", """{"id":"1","mid":"37","commission":"1"}""", null)]
    public void An_order_number_is_its_merchants(string network, string text, string? scope) => Assert.Equal(scope, Assert.Single(Reports(network, text)).Scope);

    private static List<string> Earned(IReadOnlyList<ConversionReport> reports) =>
        [.. CommissionLedger.Stand([.. reports.Select(report => new HeardReport(report, Instant.FromUtc(2024, 10, 1, 0, 0)))]).Counted(EntryKind.Commission).Select(money => Said(money))];

    private static List<ConversionReport> Reports(string network, string text) =>
    [
        .. ReportText.Read(text, NetworkDialects.Find(network))
            .Select(row => Assert.IsType<ReportReading.Sound>(new ReportReader(NetworkDialects.Find(network), Currency.Parse("USD")).Read(row.Row!)).Report),
    ];

    private static string Said(Money? money) => $"{money} {money?.Currency.Code}";
}
