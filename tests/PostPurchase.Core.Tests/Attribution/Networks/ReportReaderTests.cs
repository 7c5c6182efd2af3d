using NodaTime;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Attribution.Networks;
using PostPurchase.Core.Purchases;
using Xunit;

namespace PostPurchase.Core.Tests.Attribution.Networks;

public sealed class ReportReaderTests
{
    private const string Token = "abcdefghijklmnopqrst";

    [Fact]
    public void An_awin_push_is_read_with_its_products_and_its_utc_times()
    {
        var report = Sound("awin", $$"""
            {"transactionId":"105","transactionDate":"2026-01-13 12:05:00","transactionCurrency":"GBP","transactionAmount":"26.09","commission":"1.64","clickRef":"{{Token}}",
             "clickTime":"2026-01-13 12:00:00","products":[{"productName":"Carbon poles","unitPrice":"5.55","skuCode":"P-1","quantity":"2","category":"Poles"}]}
            """);

        Assert.Equal(("105", CommissionStatus.Pending, "1.64", "26.09", "GBP", Token), (report.ConversionId, report.Status, report.Commission.ToString(), report.Sale.ToString(), report.Commission!.Value.Currency.Code, report.Token));
        Assert.Equal((Instant.FromUtc(2026, 1, 13, 12, 5), Instant.FromUtc(2026, 1, 13, 12, 0)), (report.OccurredAt, report.ClickedAt));
        Assert.Equal(("Carbon poles", "P-1", 2), (report.Lines[0].Name, report.Lines[0].Sku, report.Lines[0].Quantity));
    }

    [Fact]
    public void Awin_says_approved_and_paid_in_two_fields() =>
        Assert.Equal(
            (CommissionStatus.Approved, CommissionStatus.Paid, CommissionStatus.Reversed),
            (Awin("approved", "false").Status, Awin("approved", "true").Status, Awin("declined", "false").Status));

    [Fact]
    public void An_impact_action_keeps_its_zone_and_its_locking_date()
    {
        var report = Sound("impact", """{"Id":"1000.1","State":"PENDING","Payout":"0.88","Amount":"21.99","Currency":"USD","EventDate":"2024-09-10T10:42:38-07:00","LockingDate":"2024-09-26T00:00:00-07:00","ClearedDate":""}""");

        Assert.Equal((Instant.FromUtc(2024, 9, 10, 17, 42, 38), Instant.FromUtc(2024, 9, 26, 7, 0)), (report.OccurredAt, report.LocksAt));
    }

    [Fact]
    public void An_impact_change_without_its_payout_is_added() =>
        Assert.True(Sound("impact", """{"ActionId":"7","State":"APPROVED","DeltaPayout":"-2.00","Currency":"USD"}""") is { IsDelta: true, Commission.Minor: -200 });

    [Fact]
    public void A_change_that_is_read_twice_is_added_once()
    {
        var row = ReportText.Read("""{"ActionId":"7","State":"APPROVED","DeltaPayout":"-2.00","Currency":"USD"}""", NetworkDialects.Find("impact")).Single().Row!;
        string ReadOn(int day) => ((ReportReading.Sound)Reader("impact").Read(row, Instant.FromUtc(2026, 1, day, 12, 0))).Report.Fingerprint;

        Assert.Equal(ReadOn(2), ReadOn(3));
    }

    [Fact]
    public void Cj_records_of_one_action_are_parts_of_it_and_closed_without_money_is_reversed()
    {
        var original = Cj("1", "LOCKED", "3.20");
        var correction = Cj("2", "CLOSED", "-3.20");

        Assert.Equal((("A", "1"), ("A", "2")), ((original.ConversionId, original.Part), (correction.ConversionId, correction.Part)));
        Assert.Equal((CommissionStatus.Approved, CommissionStatus.Reversed, CommissionStatus.Reversed), (correction.Status, Cj("3", "CLOSED", "0.00").Status, Cj("4", "CORRECTED", "0.00").Status));
    }

    [Theory]
    [InlineData("LOCKED")]
    [InlineData("CORRECTED")]
    public void A_cj_correction_takes_back_also_where_its_sale_is_not_known(string status)
    {
        var standing = CommissionLedger.Stand([new(Cj("2", status, "-12.00"), Instant.FromUtc(2026, 1, 2, 12, 0))]);

        Assert.Equal(CommissionStatus.Reversed, standing.Status);
        Assert.Equal([(CommissionStatus.Approved, "-12.00"), (CommissionStatus.Reversed, "12.00")], standing.Amounts.Select(entry => (entry.Status, entry.Amount.ToString())));
    }

    [Fact]
    public void A_clickbank_refund_takes_back_whatever_its_sign() =>
        Assert.Equal(-800, Sound("clickbank", """{"receipt":"R1","transactionType":"RFND","totalAccountAmount":8.00,"currency":"USD"}""").Commission!.Value.Minor);

    [Theory]
    [InlineData("Sale")]
    [InlineData("sale")]
    public void A_clickbank_sale_is_the_same_in_whatever_case_its_word_is_written(string word)
    {
        string Said(string type) => Sound("clickbank", $$"""{"receipt":"R1","transactionType":"{{type}}","totalAccountAmount":8.00,"currency":"USD"}""").Fingerprint;

        Assert.Equal(Said("SALE"), Said(word));
    }

    [Fact]
    public void A_clickbank_trial_says_nothing_of_money() =>
        Assert.IsType<ReportReading.Ignored>(Read("clickbank", """{"receipt":"R1","transactionType":"TEST_SALE"}"""));

    [Fact]
    public void Partnerstack_counts_in_cents_and_dates_in_milliseconds() =>
        Assert.Equal(
            ("50.00", Instant.FromUnixTimeMilliseconds(1714000000000)),
            (Sound("partnerstack", """{"key":"rwd_1","status":"pending","amount":5000,"currency":"USD","created_at":1714000000000}""") is var report ? report.Commission.ToString() : "", report.OccurredAt));

    [Fact]
    public void A_word_that_nobody_knows_is_other_and_never_guessed() =>
        Assert.Equal(CommissionStatus.Other, Sound("impact", """{"Id":"1","State":"QUESTIONED","Payout":"1.00"}""").Status);

    [Theory]
    [InlineData("refunded")]
    [InlineData("Chargeback")]
    [InlineData("VOID")]
    public void What_is_taken_back_is_reversed_in_whatever_word(string word) =>
        Assert.Equal(CommissionStatus.Reversed, Sound("direct", $$"""{"id":"1","status":"{{word}}","commission":"5.00"}""").Status);

    [Fact]
    public void The_owners_own_names_go_first() =>
        Assert.Equal(
            "9",
            ((ReportReading.Sound)new ReportReader(NetworkDialects.Find("impact", new Dictionary<string, string> { ["id"] = "oid" }), Usd)
                .Read(new("", [new("oid", "9"), new("action_id", "1"), new("payout", "2")]))).Report.ConversionId);

    [Theory]
    [InlineData("""{"State":"PENDING","Payout":"1"}""", "actionid")]
    [InlineData("""{"Id":"1","Payout":"12,34"}""", "payout")]
    [InlineData("""{"Id":"1","Payout":"1,5.00"}""", "payout")]
    [InlineData("""{"Id":"1","Payout":"1,2345.00"}""", "payout")]
    [InlineData("""{"Id":"1","Payout":"much"}""", "payout")]
    [InlineData("""{"Id":"1","Payout":"1","Currency":"dollars"}""", "currency")]
    [InlineData("""{"Id":"1","Payout":"1","EventDate":"yesterday"}""", "eventdate")]
    [InlineData("""{"Id":"1","Payout":"1","EventDate":"9999-12-31T23:59:59Z"}""", "eventdate")]
    [InlineData("""{"Id":"1","Payout":"1","EventDate":"9999-12-31T23:59:59-14:00"}""", "eventdate")]
    [InlineData("""{"Id":"1","Payout":"1","EventDate":"-9998-01-01T00:00:00"}""", "eventdate")]
    [InlineData("""{"Id":"1","Payout":"1","EventDate":"9999999999999"}""", "eventdate")]
    [InlineData("""{"Id":"1","Payout":"1","LockingDate":"0001-01-01T00:00:00"}""", "lockingdate")]
    [InlineData("""{"Id":"1","Payout":"1","LockingDate":"1989-12-31"}""", "lockingdate")]
    [InlineData("""{"Id":"1","Payout":"1","LockingDate":"2100-01-01"}""", "lockingdate")]
    [InlineData("""{"Id":"1"}""", "payout")]
    [InlineData("""{"Id":"1","Payout":"1e30"}""", "payout")]
    [InlineData("""{"Id":"1","Payout":"1","Currency":"XXZ"}""", "currency")]
    [InlineData("""{"Id":"a\u0000b","Payout":"1"}""", "actionid")]
    [InlineData("""{"Id":"a\ud800b","Payout":"1"}""", "actionid")]
    [InlineData("""{"Id":"1","Payout":"\ud800"}""", "payout")]
    public void What_cannot_be_read_is_told_with_its_field(string json, string field) => Assert.Equal(field, Assert.IsType<ReportReading.Bad>(Read("impact", json)).Field);

    [Fact]
    public void What_cannot_be_kept_of_a_description_is_replaced_and_the_money_counts()
    {
        var report = Sound("awin", $$"""
            {"transactionId":"1","commission":"1.00","merchantName":"Poles\ud800","\ud800":"x","products":[{"productName":"Carbon\u0000poles","skuCode":"{{new string('x', 300)}}","category":"Poles \ud83d\ude00"}]}
            """);

        Assert.Equal((100, "\ufffd"), (report.Commission!.Value.Minor, report.Merchant));
        Assert.Equal(("Carbon\ufffdpoles", null, "Poles \ud83d\ude00"), (report.Lines[0].Name, report.Lines[0].ProductId, report.Lines[0].Category));
    }

    [Theory]
    [InlineData("test", 0)]
    [InlineData("action_created", 0)]
    [InlineData("reward_created", 1)]
    public void A_partnerstack_notice_counts_where_it_tells_of_a_reward(string happened, int rows) =>
        Assert.Equal(rows, ReportText.Read($$$"""{"event":"{{{happened}}}","data":{"key":"r1","amount":500}}""", NetworkDialects.Find("partnerstack")).Count);

    [Fact]
    public void A_table_is_read_by_its_titles()
    {
        var rows = ReportText.Read("Action ID,State,Payout,Amount,Currency,SubId1\r\n7,APPROVED,\"1,234.50\",20000,USD,x\r\nbroken\r\n", NetworkDialects.Find("impact"));

        Assert.Equal(["line 2", "line 3"], rows.Select(row => row.Place));
        Assert.Equal((123450, true), (((ReportReading.Sound)Reader("impact").Read(rows[0].Row!)).Report.Commission!.Value.Minor, rows[1].Row is null));
    }

    [Theory]
    [InlineData("8,50", 850)]
    [InlineData("8.50", 850)]
    [InlineData("1.234,50", 123450)]
    [InlineData("1,234.50", 123450)]
    [InlineData("-1.234.567,5 ", -123456750)]
    [InlineData("(€8,50)", -850)]
    [InlineData("0,125", 12)]
    [InlineData("12", 1200)]
    [InlineData("1.234", null)]
    [InlineData("1,234", null)]
    [InlineData("1,2,3", null)]
    [InlineData("1.2,3", null)]
    public void In_a_table_with_semicolons_a_comma_may_be_before_the_cents(string text, int? minor)
    {
        var row = ReportText.Read($"Action ID;State;Payout\n7;APPROVED;{text}\n", NetworkDialects.Find("impact")).Single().Row!;

        Assert.Equal(minor, Reader("impact").Read(row) is ReportReading.Sound sound ? (int?)sound.Report.Commission!.Value.Minor : null);
    }

    [Theory]
    [InlineData("1,234.50", 123450)]
    [InlineData("12,34,567.50", 123456750)]
    [InlineData("$1,234,567.5", 123456750)]
    public void Thousands_are_grouped_as_people_group_them(string text, int minor) =>
        Assert.Equal(minor, Sound("impact", $$"""{"Id":"1","Payout":"{{text}}"}""").Commission!.Value.Minor);

    [Fact]
    public void An_american_date_is_read_where_the_network_writes_so() =>
        Assert.Equal(Instant.FromUtc(2026, 1, 31, 0, 0), ((ReportReading.Sound)Reader("shareasale").Read(new("", [new("Trans ID", "1"), new("Commission", "$1.50"), new("Date", "01/31/2026")]))).Report.OccurredAt);

    private static readonly Currency Usd = Currency.Parse("USD");

    private static ConversionReport Awin(string status, string paid) => Sound(
        "awin",
        $$$"""[{"id":1001,"commissionStatus":"{{{status}}}","saleAmount":{"amount":100.0,"currency":"GBP"},"commissionAmount":{"amount":8.0,"currency":"GBP"},"paidToPublisher":{{{paid}}}}]""");

    private static ConversionReport Cj(string id, string status, string commission) => Sound(
        "cj",
        $$$"""{"data":{"publisherCommissions":{"payloadComplete":true,"records":[{"commissionId":"{{{id}}}","originalActionId":"A","actionStatus":"{{{status}}}","pubCommissionAmountUsd":"{{{commission}}}"}] } } }""");

    private static ConversionReport Sound(string network, string json) => Assert.IsType<ReportReading.Sound>(Read(network, json)).Report;

    private static ReportReading Read(string network, string json) => Reader(network).Read(ReportText.Read(json, NetworkDialects.Find(network)).Single().Row!);

    private static ReportReader Reader(string network) => new(NetworkDialects.Find(network), Usd);
}
