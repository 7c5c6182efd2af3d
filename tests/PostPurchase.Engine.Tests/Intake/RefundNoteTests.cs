using NodaTime;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Intake;

/// <summary>A refund without lines that moves nothing: somebody wrote a note.</summary>
public sealed class RefundNoteTests : IAsyncLifetime
{
    private static readonly RefundFacts s_note = new() { Id = "r1", Amount = 0 };

    private readonly TemporaryDatabase _temporary = TemporaryDatabase.New();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _temporary.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_no_goodwill(bool isCounted)
    {
        var order = A.Purchase();
        if (isCounted) order = order with { Refunded = new Money(0, order.Currency), UpdatedAt = A.Noon + Duration.FromHours(2) };
        var intake = new EventIntake(_temporary.Database, A.NoJourneys);
        await intake.AcceptAsync(A.Delivery(A.Order(order)), A.Noon);

        await intake.AcceptAsync(A.Delivery(A.Refund(s_note)), A.Noon);

        Assert.Null((await new CustomerStore(_temporary.Database).FindByEmailAsync("default", "jane@example.com"))!.GoodwillUntil);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(5, true)]
    public void It_is_no_news_of_a_refund_also_where_the_order_has_counted_it(int amount, bool isNews)
    {
        var order = A.Purchase() with { Refunded = new Money(amount * 100, A.Usd), UpdatedAt = A.Noon + Duration.FromHours(2) };

        Assert.Equal(isNews, RefundedPurchase.IsNews(order, [(A.Noon, s_note with { Amount = amount })], "r1"));
    }
}
