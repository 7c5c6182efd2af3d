using NodaTime;
using PostPurchase.Core.Purchases;
using Xunit;

namespace PostPurchase.Core.Tests.Purchases;

public class PurchaseJsonTests
{
    [Theory]
    [InlineData("XAU", 500)]
    [InlineData("EUR", -500)]
    public void What_was_stored_before_it_was_refused_is_read_all_the_same(string currency, long minor)
    {
        var total = new Money(minor, Currency.Parse(currency));
        var purchase = new PurchaseFacts { Id = "1", UpdatedAt = Instant.FromUtc(2026, 1, 2, 10, 0), Total = total, Lines = [new() { Id = "1", UnitPrice = total }] };

        var read = PurchaseJson.Read(PurchaseJson.Write(purchase));

        Assert.NotNull(AmountRule.Problem(purchase));
        Assert.Equal((total, total), (read.Total, read.Lines[0].UnitPrice!.Value));
    }
}
