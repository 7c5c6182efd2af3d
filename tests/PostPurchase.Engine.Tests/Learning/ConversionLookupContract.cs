using PostPurchase.Core.Attribution;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Tests.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Learning;

/// <summary>Which sale a word is about, where that is not said in full or was stored otherwise once; what a sale brought counts once in every database.</summary>
public abstract class ConversionLookupContract : StoreContract
{
    [Theory]
    [InlineData("AWIN", "awin")]
    [InlineData("Direct", "direct")]
    public async Task A_sale_that_was_stored_as_its_network_was_written_once_is_the_same(string stored, string network)
    {
        await TakeAsync(ALink.Report(CommissionStatus.Pending) with { Network = stored });

        await TakeAsync(ALink.Report(CommissionStatus.Approved) with { Network = network });

        Assert.Equal("Commission Approved 8.00, Sale Approved 100.00", Sum());
    }

    [Fact]
    public async Task Products_of_two_merchants_that_were_stored_as_one_order_count_once_when_they_are_told_apart()
    {
        await TakeAsync(Product("2026-11-20/O1/A///1", 10m), Product("2026-11-20/O1/Z///1", 4m));

        await TakeAsync(Product("O1/A/1", 10m) with { Scope = "1" }, Product("O1/Z/1", 4m) with { Scope = "2" });

        Assert.Equal("Commission Pending 14.00", Sum());
    }

    [Fact]
    public async Task A_product_of_another_merchant_is_another_sale()
    {
        await TakeAsync(Product("O1/A/1", 10m));

        await TakeAsync(Product("O1/A/1", 10m) with { Scope = "1" }, Product("O1/A/1", 4m) with { Scope = "2" });

        Assert.Equal("Commission Pending 14.00", Sum());
    }

    [Fact]
    public async Task Products_without_their_merchant_are_of_the_order_that_has_them()
    {
        await TakeAsync(Product("O1/A/1", 10m) with { Scope = "1" }, Product("O1/Z/1", 4m) with { Scope = "2" });

        await TakeAsync(Product("O1/A/1", 10m), Product("O1/Z/1", 4m) with { Status = CommissionStatus.Approved });

        Assert.Equal("Commission Pending 10.00, Commission Approved 4.00", Sum());
    }

    [Fact]
    public async Task An_event_that_names_an_account_is_of_the_network_of_the_account()
    {
        await TakeAsync(ALink.Report(CommissionStatus.Pending) with { Network = "direct", Scope = "roast" });

        await HearAsync(new() { Network = "roast", Id = "1000.1", Status = "approved", Commission = A.Dollars(8m), SaleAmount = A.Dollars(100m) });

        Assert.Equal("Commission Approved 8.00, Sale Approved 100.00", Sum());
    }

    private ConversionIntake Intake => new(Database, ALink.Rules with { AccountOf = name => name == "roast" ? ("direct", "roast") : null }, new IntakeRules { Enroll = (_, _) => RunChanges.None });

    private Task<IReadOnlyList<ConversionOutcome>> TakeAsync(params ConversionReport[] reports) => Intake.AcceptAsync(reports, ReportWay.Postback, Noon);

    private Task<int> HearAsync(ConversionFacts facts) => Database.WriteAsync(
        session =>
        {
            Intake.Hear(session, new SaleWord(A.Event(new EventBody.Conversion(facts)), null), Noon);
            return 0;
        },
        default);

    private static ConversionReport Product(string part, decimal commission) => ALink.Report(CommissionStatus.Pending, commission, sale: null, id: "O1") with { Network = "rakuten", Part = part };

    private string Sum() => string.Join(", ", Database.Read(session => CommissionLedger.Entries(
        new(null, [.. ConversionStore.Page(session, new(ConversionsOnly.All), 10).SelectMany(one => ConversionStore.Entries(session, one.Id)).Select(stored => stored.Entry)]), []))
        .Select(entry => $"{entry.Kind} {entry.Status} {entry.Amount}"));
}

/// <summary>In SQLite.</summary>
public sealed class SqliteConversionLookupTests : ConversionLookupContract
{
    private protected override TemporaryDatabase Open() => TemporaryDatabase.New();
}
