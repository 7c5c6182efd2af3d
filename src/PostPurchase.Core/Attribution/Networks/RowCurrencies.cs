using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Attribution.Networks;

/// <summary>The amounts of one row in their currencies.</summary>
internal sealed class RowCurrencies
{
    private const string Amounts = "amount";

    private readonly NetworkDialect _dialect;
    private readonly ReportRow _row;
    private readonly Currency _currency;

    public RowCurrencies(NetworkDialect dialect, ReportRow row, Currency usual)
    {
        (_dialect, _row, _currency) = (dialect, row, usual);
        Problem = Read(dialect.Currency, ref _currency);
    }

    /// <summary>What is wrong with the row's currency, or null.</summary>
    public ReportReading.Bad? Problem { get; }

    /// <summary>Reads the first of these names that has a value; gives the problem, or null. Nothing there is no problem.</summary>
    public ReportReading.Bad? Amount(IReadOnlyList<string> names, out Money? amount)
    {
        amount = null;
        if (_row.First(names) is not { } said) return null;
        var currency = CurrencyOf(said.Name);
        if (Read(BesideOf(_row.PathOf(said.Name) ?? said.Name), ref currency) is { } unknown) return unknown;
        if (!TryRead(said.Value, currency, out var money)) return new(said.Name, $"'{(said.Value.Length > 40 ? said.Value[..40] : said.Value)}' is no amount such as 12.34");
        amount = money;
        return null;
    }

    /// <summary>The amount of an item, or null.</summary>
    public Money? OfItem(string? text) => text is not null && TryRead(text, _currency, out var money) ? money : null;

    private ReportReading.Bad? Read(IReadOnlyList<string> names, ref Currency currency)
    {
        if (_row.First(names) is not { } said) return null;
        if (!Currency.TryParse(said.Value, out var read) || !read.IsListed) return new(said.Name, $"'{(said.Value.Length > 40 ? said.Value[..40] : said.Value)}' is no currency: three letters of ISO 4217 such as EUR are expected");
        currency = read;
        return null;
    }

    // An amount may have its own currency beside it, as sale_currency or, where it has parts (saleAmount.value), as one of them: what the customer paid need not be in the currency of what we earn.
    private static List<string> BesideOf(string path)
    {
        var own = path.LastIndexOf('.') + 1;
        List<string> names = [$"{path}currency"];
        if (path.EndsWith(Amounts, StringComparison.OrdinalIgnoreCase)) names.Add($"{path[..^Amounts.Length]}currency");
        if (own > 1) names.Add($"{path[..own]}currency");
        return names;
    }

    // CJ gives the same amount in dollars and in the publisher's currency.
    private Currency CurrencyOf(string name) => name.EndsWith("usd", StringComparison.Ordinal) ? Currency.Parse("USD") : _currency;

    private bool TryRead(string text, Currency currency, out Money money)
    {
        money = default;
        if (!AmountText.TryRead(text, _row.MayHaveDecimalComma, out var number)) return false;
        if (!_dialect.IsMinor) return Money.TryFromAmount(number, currency, out money);
        if (number != decimal.Truncate(number) || Math.Abs(number) > Money.MaxRead) return false;
        money = new((long)number, currency);
        return true;
    }
}
