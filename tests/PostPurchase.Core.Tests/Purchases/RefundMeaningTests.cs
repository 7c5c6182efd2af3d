using System.Globalization;
using PostPurchase.Core.Purchases;
using Xunit;

namespace PostPurchase.Core.Tests.Purchases;

public class RefundMeaningTests
{
    // 2 x 27.45 (l1) and 1 x 10.00 (l2), shipping 5.00
    private static readonly PurchaseFacts Order = new()
    {
        Id = "1001",
        UpdatedAt = default,
        Total = Eur(6990),
        Lines =
        [
            new LineFacts { Id = "l1", ProductId = "p1", Quantity = 2, UnitPrice = Eur(2745) },
            new LineFacts { Id = "l2", ProductId = "p2", Quantity = 1, UnitPrice = Eur(1000) },
        ],
    };

    [Theory]
    [InlineData(null, "", 0, "whole 6990 0,0")]
    [InlineData("69.90", "", 0, "whole 6990 0,0")]
    [InlineData("69.90", "l2:1", 0, "whole 6990 0,0")]
    [InlineData("60.00", "", 990, "whole 6990 0,0")]
    [InlineData("59.99", "", 990, "goodwill 6989 2,1")]
    [InlineData("5.00", "", 0, "goodwill 500 2,1")]
    [InlineData("0", "", 0, "lines 0 2,1 gone:")]
    [InlineData("27.45", "l1:1", 0, "lines 2745 1,1 gone:")]
    [InlineData(null, "l1:1", 0, "lines 2745 1,1 gone:")]
    [InlineData("54.90", "l1:2", 0, "lines 5490 0,1 gone:l1")]
    [InlineData(null, "p2:1", 0, "lines 1000 2,0 gone:l2")]
    [InlineData(null, "l2:9", 0, "lines 1000 2,0 gone:l2")]
    [InlineData("10.00", "l9:1", 0, "lines 1000 2,1 gone:")]
    [InlineData("64.90", "l1:2 l2:1", 0, "whole 6990 0,0")]
    public void A_refund_is_whole_or_of_lines_or_goodwill(string? amount, string lines, long earlier, string meaning)
    {
        var purchase = Order with { Refunded = earlier == 0 ? null : Eur(earlier) };
        var refund = new RefundFacts
        {
            Id = "r1",
            Amount = amount is null ? null : decimal.Parse(amount, CultureInfo.InvariantCulture),
            Lines = [.. lines.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Part)],
        };

        Assert.Equal(meaning, Said(RefundMeaning.Of(purchase, refund)));
    }

    [Fact]
    public void A_cancelled_order_is_refunded_whole_whatever_else_is_said()
    {
        var meaning = RefundMeaning.Of(Order, new RefundFacts { Id = "r1", Amount = 1, Cancels = true });

        Assert.Equal(("whole 6990 0,0", PurchaseState.Cancelled), (Said(meaning), meaning.After.State));
    }

    [Fact]
    public void The_total_always_stays() =>
        Assert.Equal(Order.Total, RefundMeaning.Of(Order, new RefundFacts { Id = "r1" }).After.Total);

    [Fact]
    public void A_second_return_takes_what_the_first_left()
    {
        var first = RefundMeaning.Of(Order, new RefundFacts { Id = "r1", Lines = [new LineQuantity("l1", null, 1)] });

        var second = RefundMeaning.Of(first.After, new RefundFacts { Id = "r2", Lines = [new LineQuantity("l1", null, 1)] });

        Assert.Equal("lines 5490 0,1 gone:l1", Said(second));
    }

    [Fact]
    public void Prices_without_room_in_64_bits_are_still_the_whole()
    {
        var order = Order with { Lines = [new LineFacts { Id = "l1", Quantity = 1_000_000, UnitPrice = Eur(Money.MaxRead) }] };

        Assert.IsType<RefundMeaning.Whole>(RefundMeaning.Of(order, new RefundFacts { Id = "r1", Lines = [new LineQuantity("l1", null, 999_999)] }));
    }

    private static Money Eur(long minor) => new(minor, Currency.Parse("EUR"));

    private static LineQuantity Part(string text) => text[0] == 'p'
        ? new LineQuantity(null, text[..2], text[3] - '0')
        : new LineQuantity(text[..2], null, text[3] - '0');

    private static string Said(RefundMeaning meaning)
    {
        var after = string.Create(CultureInfo.InvariantCulture, $"{meaning.After.Refunded?.Minor} {string.Join(',', meaning.After.Lines.Select(line => line.Quantity))}");
        return meaning switch
        {
            RefundMeaning.Whole => $"whole {after}",
            RefundMeaning.Lines some => $"lines {after} gone:{string.Join(',', some.GoneLineIds)}",
            _ => $"goodwill {after}",
        };
    }
}
