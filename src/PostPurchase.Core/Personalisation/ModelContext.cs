using NodaTime;
using PostPurchase.Core.Purchases;
using PostPurchase.Templates;

namespace PostPurchase.Core.Personalisation;

/// <summary>What turns facts into values: the instant, the customer's zone, the store's currency.</summary>
/// <param name="Now">The instant of the evaluation.</param>
/// <param name="Zone">Zone in which dates are shown and days counted.</param>
/// <param name="StoreCurrency">Currency of sums over purchases.</param>
internal sealed record ModelContext(Instant Now, DateTimeZone Zone, Currency StoreCurrency)
{
    public Value Date(Instant? at) => at is { } known ? Value.From(known.InZone(Zone).ToDateTimeOffset()) : Value.Null;

    public Value StoreMoney(long? minor) => minor is { } amount ? Value.From(new Money(amount, StoreCurrency).Amount) : Value.Null;

    public static Value Amount(Money? money) => money is { } amount ? Value.From(amount.Amount) : Value.Null;

    public static Value Strings(IReadOnlyList<string> texts)
    {
        var list = new ValueArray(texts.Count);
        foreach (var text in texts) list.Add(Value.From(text));
        return Value.From(list);
    }
}
