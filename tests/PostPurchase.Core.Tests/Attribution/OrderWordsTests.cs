using NodaTime;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Attribution.Networks;
using PostPurchase.Core.Purchases;
using Xunit;

namespace PostPurchase.Core.Tests.Attribution;

/// <summary>An order that its network tells as a whole and product by product, in whatever order and however often.</summary>
public sealed class OrderWordsTests
{
    private const string Product = """{"order_id":"O1","sku_number":"A","transaction_date":"2026-11-20","total_commission":"10","status":"pending"}""";
    private const string Order = """{"order_id":"O1","transaction_date":"2026-11-20","total_commission":"14","status":"pending"}""";
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 20, 12, 0);
    private static readonly int[] s_products = [3, 1, 2];
    private static readonly Currency Usd = Currency.Parse("USD");

    [Theory]
    [InlineData("""{"order_id":"O1","status":"reversed"}""", "reversed 10.00")]
    [InlineData("""{"order_id":"O1","status":"reversed","total_commission":"10"}""", "reversed 10.00")]
    [InlineData("""{"order_id":"O1","status":"approved"}""", "approved 10.00")]
    [InlineData("""{"order_id":"O1","status":"approved","total_commission":"10"}""", "approved 10.00")]
    public void A_word_about_the_order_decides_over_the_products_told_before_it(string order, string standing) => Assert.Equal(standing, Stand(Product, order));

    [Theory]
    [InlineData("""{"order_id":"O1","sku_number":"A","transaction_date":"2026-11-25","total_commission":"10","status":"reversed"}""", "reversed 10.00")]
    [InlineData("""{"order_id":"O1","sku_number":"A","total_commission":"10","status":"approved"}""", "approved 10.00")]
    [InlineData("""{"order_id":"O1","sku_number":"a","transaction_date":"2026-11-20T23:30:00-05:00","total_commission":"10","status":"approved"}""", "approved 10.00")]
    [InlineData("""{"order_id":"O1","sku_number":"A","transaction_date":"2026-11-20","process_date":"2026-11-25","process_time":"09:00","total_commission":"10","status":"approved"}""", "approved 10.00")]
    public void A_later_word_about_a_product_is_about_the_same_product_whatever_its_dates(string later, string standing) => Assert.Equal(standing, Stand(Product, later));

    [Theory]
    [InlineData("reversed")]
    [InlineData("approved")]
    public void A_product_that_is_told_again_as_it_was_before_its_order_changes_nothing(string status) =>
        Assert.Equal($"{status} 10.00", Stand(Product, $$"""{"order_id":"O1","status":"{{status}}"}""", Product.Replace("\"status\"", "\"sale_amount\":\"100\",\"status\"", StringComparison.Ordinal)));

    [Fact]
    public void Two_words_about_a_product_in_one_list_are_no_two_pieces_and_two_equal_ones_are()
    {
        var locked = Product.Replace("pending", "locked", StringComparison.Ordinal).Replace("\"total", "\"process_date\":\"2026-11-24\",\"total", StringComparison.Ordinal);

        Assert.Equal("approved 10.00", Stand($"[{Product},{locked}]"));
        Assert.Equal("pending 20.00", Stand($"[{Product},{Product}]"));
    }

    [Fact]
    public void A_reversed_product_leaves_the_rest_of_its_order() =>
        Assert.Equal("pending 10.00, reversed 4.00", Stand(Order, """{"order_id":"O1","sku_number":"B","total_commission":"4","status":"reversed"}"""));

    [Fact]
    public void A_product_that_was_reversed_does_not_come_back_with_the_rest_of_its_order() => Assert.Equal(
        "approved 10.00, reversed 4.00",
        Stand(Product, """{"order_id":"O1","sku_number":"B","total_commission":"4","status":"reversed"}""", """{"order_id":"O1","total_commission":"10","status":"approved"}"""));

    [Theory]
    [InlineData("""{"order_id":"O1","total_commission":"14","sale_amount":"140","status":"pending"}""", "140.00")]
    [InlineData("""{"order_id":"O1","total_commission":"14","status":"pending"}""", "100.00")]
    public void What_was_paid_counts_once_too(string order, string paid)
    {
        var product = Product.Replace("\"status\"", "\"sale_amount\":\"100\",\"status\"", StringComparison.Ordinal);

        var standing = CommissionLedger.Stand(Heard(order, product, """{"order_id":"O1","total_commission":"14","status":"approved"}"""));

        Assert.Equal(paid, Assert.Single(standing.Counted(EntryKind.Sale)).ToString());
    }

    [Fact]
    public void A_return_replaces_nothing_and_returns_of_two_days_are_two()
    {
        const string Returned = """{"order_id":"O1","sku_number":"A","total_commission":"-3","process_date":"2026-11-28"}""";

        Assert.Equal("pending 11.00, reversed 3.00", Stand(Order, Returned));
        Assert.Equal("pending 4.00, reversed 6.00", Stand(Product, Returned, Returned.Replace("28", "29", StringComparison.Ordinal), Returned));
    }

    [Theory]
    [InlineData("2026-11-20/O1/A/2026-11-21/10:00/1", "pending 10.00")]
    [InlineData("2026-11-20/O1/A///1", "pending 10.00")]
    [InlineData("2026-11-20/O1/B///1", "pending 20.00")]
    public void A_part_that_was_stored_under_a_longer_name_is_the_same(string stored, string standing) =>
        Assert.Equal(standing, Text(CommissionLedger.Stand([Said(stored, CommissionStatus.Pending, 10, 0), .. Heard(Product)])));

    /// <summary>Products of 1, 2 and 4 and their order of 7: what counts is never more than the order, and the last words decide.</summary>
    [Fact]
    public void Nothing_counts_twice_and_the_last_words_decide_whatever_the_order_of_words()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var (count, approvedFrom) = (random.Next(1, 9), random.Next(9));
            var said = Enumerable.Range(0, count).Select(i => Any(random.Next(4), i >= approvedFrom ? CommissionStatus.Approved : CommissionStatus.Pending, i)).ToList();

            var standing = CommissionLedger.Stand(said);

            Assert.InRange(Counted(standing), 0, 700);
            Assert.Equal(Text(standing), Text(CommissionLedger.Stand([.. said.OrderBy(_ => random.Next())])));
            if (said[^1].Report.Part.Length == 0) Assert.Equal($"{said[^1].Report.Status.Word()} 7.00", Text(standing));
            Assert.Equal(0, Counted(CommissionLedger.Stand([.. said, Any(0, CommissionStatus.Reversed, count)])));
            Assert.Equal("paid 7.00", Text(CommissionLedger.Stand([.. said, .. s_products.Select((part, i) => Any(part, CommissionStatus.Paid, count + i))])));
        }
    }

    [Fact]
    public void Where_all_products_are_told_after_the_order_each_is_what_was_last_said_of_it()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var said = Enumerable.Range(0, random.Next(9)).Select(i => Any(random.Next(4), CommissionStatus.Pending, i)).ToList();
            CommissionStatus[] last = [CommissionStatus.Approved, CommissionStatus.Paid, CommissionStatus.Reversed];
            said.AddRange(last.Select((status, i) => Any(i + 1, status, 20 + i)).OrderBy(_ => random.Next()));

            Assert.Equal("approved 1.00, reversed 4.00, paid 2.00", Text(CommissionLedger.Stand(said)));
        }
    }

    private static HeardReport Any(int part, CommissionStatus status, int after) => part switch
    {
        0 => Said("", status, 7, after),
        1 => Said("O1/A/1", status, 1, after),
        2 => Said("O1/B/1", status, 2, after),
        _ => Said("O1/C/1", status, 4, after),
    };

    private static HeardReport Said(string part, CommissionStatus status, int commission, int after) => new(
        new() { Network = "rakuten", ConversionId = "O1", Part = part, Status = status, Commission = new Money(commission * 100, Usd) },
        Noon + Duration.FromMinutes(after));

    private static string Stand(params string[] texts) => Text(CommissionLedger.Stand(Heard(texts)));

    // Each a minute after the one before it.
    private static List<HeardReport> Heard(params string[] texts)
    {
        var dialect = NetworkDialects.Find("rakuten");
        return [.. texts.SelectMany((text, minute) => ReportText.Read(text, dialect).Select(row => new HeardReport(Assert.IsType<ReportReading.Sound>(new ReportReader(dialect, Usd).Read(row.Row!)).Report, Noon + Duration.FromMinutes(minute))))];
    }

    private static long Counted(ConversionStanding standing) => standing.Counted(EntryKind.Commission).Sum(money => money.Minor);

    private static string Text(ConversionStanding standing) => string.Join(", ", standing.Amounts.Where(entry => entry.Kind == EntryKind.Commission).Select(entry => $"{entry.Status.Word()} {entry.Amount}"));
}
