using System.Globalization;

namespace PostPurchase.Core.Purchases;

/// <summary>An exact amount: minor units (cents, yen, fils) of one currency. May be negative.</summary>
public readonly record struct Money(long Minor, Currency Currency) : IComparable<Money>
{
    /// <summary>The same amount in major units, with the scale of its currency kept: 5990 US cents are <c>59.90</c>.</summary>
    public decimal Amount
    {
        get
        {
            var magnitude = (ulong)(Minor < 0 ? -(Int128)Minor : Minor);
            return new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), 0, Minor < 0, (byte)Currency.Exponent);
        }
    }

    /// <summary>The most that is ever read, in minor units either way: thousands of such amounts still add up in 64 bits.</summary>
    public const long MaxRead = 1_000_000_000_000_000;

    /// <summary>Nothing, in that currency.</summary>
    public static Money Zero(Currency currency) => new(0, currency);

    /// <summary>
    /// An amount in major units, rounded half to even where it is finer than the currency (a unit price of 7.7815 EUR). False where
    /// it is beyond <see cref="MaxRead"/>.
    /// </summary>
    public static bool TryFromAmount(decimal amount, Currency currency, out Money money)
    {
        money = default;
        var factor = PowerOfTen(currency.Exponent);
        if (Math.Abs(amount) > MaxRead / factor) return false;
        money = new Money((long)Math.Round(amount * factor, MidpointRounding.ToEven), currency);
        return true;
    }

    /// <summary>Whether an amount in major units is a whole number of minor units: 7.781 is in KWD and is not in EUR.</summary>
    public static bool IsExact(decimal amount, Currency currency) => decimal.Round(amount, currency.Exponent) == amount;

    /// <summary>The sum. Throws <see cref="InvalidOperationException"/> where the currencies differ, <see cref="OverflowException"/> where it has no room.</summary>
    public static Money operator +(Money left, Money right) => new(checked(left.Minor + Same(left, right).Minor), left.Currency);

    /// <summary>The difference. Throws as the sum does.</summary>
    public static Money operator -(Money left, Money right) => new(checked(left.Minor - Same(left, right).Minor), left.Currency);

    /// <summary>That many times the amount. Throws <see cref="OverflowException"/> where it has no room.</summary>
    public static Money operator *(Money money, int times) => money with { Minor = checked(money.Minor * times) };

    /// <summary>Whether the left amount is smaller. Throws where the currencies differ.</summary>
    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left amount is greater. Throws where the currencies differ.</summary>
    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left amount is smaller or equal. Throws where the currencies differ.</summary>
    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left amount is greater or equal. Throws where the currencies differ.</summary>
    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    /// <summary>The sum, as the operator.</summary>
    public static Money Add(Money left, Money right) => left + right;

    /// <summary>The difference, as the operator.</summary>
    public static Money Subtract(Money left, Money right) => left - right;

    /// <summary>The product, as the operator.</summary>
    public static Money Multiply(Money left, int right) => left * right;

    /// <summary>Order by amount. Throws <see cref="InvalidOperationException"/> where the currencies differ.</summary>
    public int CompareTo(Money other) => Minor.CompareTo(Same(this, other).Minor);

    /// <summary>The amount in major units with a point, without the currency: <c>59.90</c>. This is how JSON carries it.</summary>
    public override string ToString() => Amount.ToString(CultureInfo.InvariantCulture);

    private static Money Same(Money left, Money right) => left.Currency == right.Currency
        ? right
        : throw new InvalidOperationException($"{left.Currency} and {right.Currency} do not add up or compare");

    private static long PowerOfTen(int exponent) => exponent switch { 0 => 1, 1 => 10, 2 => 100, 3 => 1_000, _ => 10_000 };
}
