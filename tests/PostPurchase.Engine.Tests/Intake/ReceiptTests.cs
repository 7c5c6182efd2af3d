using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Intake;

/// <summary>Reports of clocks that go fast: they are no newer than what comes after them.</summary>
public sealed class ReceiptTests : IAsyncDisposable
{
    private static readonly CustomerFacts s_agreed = A.Customer() with { Consent = new(true, null, null) };
    private static readonly CustomerFacts s_withdrew = A.Customer() with { FirstName = "Janet", Consent = new(false, null, null) };

    private readonly TemporaryDatabase _temporary = TemporaryDatabase.New();

    private Database Database => _temporary.Database;

    public ValueTask DisposeAsync() => _temporary.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_withdrawal_counts_after_a_word_that_was_dated_ahead(bool isByOrder)
    {
        var ahead = A.Noon + Duration.FromHours(2);
        await AcceptAsync(isByOrder ? A.Order(A.Purchase(updatedAt: ahead), s_agreed) : A.Event(new EventBody.Custom("hello"), s_agreed with { ConsentAt = ahead }, at: ahead), A.Noon);

        var soon = A.Noon + Duration.FromMinutes(1);
        await AcceptAsync(A.Event(new EventBody.Custom("hello"), s_withdrew, at: soon), soon);

        var customer = await CustomerAsync();
        Assert.Equal((false, soon, "Janet", soon), (customer.Consent.Own, customer.ConsentAt.Own, customer.FirstName, customer.FactsAt));
    }

    [Fact]
    public async Task Of_two_words_at_the_receipt_the_stricter_stays()
    {
        await AcceptAsync(A.Event(new EventBody.Custom("hello"), s_withdrew), A.Noon);

        await AcceptAsync(A.Event(new EventBody.Custom("hello"), s_agreed, at: A.Noon + Duration.FromHours(2)), A.Noon);

        Assert.False((await CustomerAsync()).Consent.Own);
    }

    [Fact]
    public async Task An_order_that_is_dated_ahead_was_placed_when_it_was_heard_of()
    {
        var ahead = Instant.FromUtc(2199, 1, 1, 0, 0);
        await AcceptAsync(A.Order(A.Purchase(updatedAt: ahead), at: ahead), A.Noon);

        var (customer, purchase) = (await CustomerAsync(), await PurchaseAsync());
        Assert.Equal((A.Noon, A.Noon, A.Noon), (purchase.OrderedAt, customer.FirstPurchaseAt, customer.LastPurchaseAt));
        Assert.Equal((A.Noon, A.Noon), (purchase.Reported.UpdatedAt, customer.FactsAt));
    }

    [Fact]
    public async Task A_true_report_counts_after_one_that_was_dated_ahead()
    {
        await AcceptAsync(A.Order(A.Purchase(updatedAt: A.Noon + Duration.FromDays(1))), A.Noon);

        var later = A.Noon + Duration.FromMinutes(5);
        await AcceptAsync(A.Order(A.Purchase(updatedAt: later, total: 70m)), later);

        Assert.Equal(A.Dollars(70m), (await PurchaseAsync()).Facts.Total);
    }

    [Fact]
    public async Task What_is_read_again_is_no_newer_than_when_it_came()
    {
        var first = A.Order(A.Purchase(updatedAt: A.Noon + Duration.FromDays(1)), s_agreed);
        await AcceptAsync(first, A.Noon);
        var inbox = Database.Read(session => Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, "select max(id) from inbox"));
        var later = A.Noon + Duration.FromMinutes(5);
        await AcceptAsync(A.Order(A.Purchase(updatedAt: later, total: 70m), s_withdrew), later);

        await Intake.AcceptAsync(A.Delivery(first) with { ReplayOf = inbox, EnrollOld = true }, A.Noon + Duration.FromHours(1));

        Assert.Equal((A.Dollars(70m), false), ((await PurchaseAsync()).Facts.Total, (await CustomerAsync()).Consent.Own));
    }

    private EventIntake Intake => new(Database, A.NoJourneys);

    private Task<IntakeAnswer> AcceptAsync(StoreEvent fact, Instant now) => Intake.AcceptAsync(A.Delivery(fact), now);

    private async Task<Customer> CustomerAsync() => (await new CustomerStore(Database).FindByEmailAsync("default", "jane@example.com"))!;

    private async Task<Purchase> PurchaseAsync() => (await new PurchaseStore(Database).FindAsync("default", "1001"))!;
}
