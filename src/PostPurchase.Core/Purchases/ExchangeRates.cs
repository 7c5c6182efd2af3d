using System.Globalization;
using NodaTime;
using NodaTime.Text;
using PostPurchase.Core.Tables;

namespace PostPurchase.Core.Purchases;

/// <summary>
/// The owner's dated rates: a rate holds from its day until the next one of the same pair. Read from a CSV text with the columns
/// <c>date,from,to,rate</c>: <c>2026-01-01,EUR,USD,1.0832</c> says that 1 EUR is 1.0832 USD. The other way round is its inverse; nothing is chained.
/// </summary>
public sealed class ExchangeRates
{
    /// <summary>No rates: only amounts of the same currency convert.</summary>
    public static ExchangeRates None { get; } = new([]);

    private static readonly string[] Columns = ["date", "from", "to", "rate"];

    private readonly Dictionary<(string From, string To), List<(LocalDate Day, decimal Rate)>> _rates = [];

    private ExchangeRates(IEnumerable<(LocalDate Day, string From, string To, decimal Rate)> rates)
    {
        foreach (var rate in rates.OrderBy(rate => rate.Day))
        {
            if (!_rates.TryGetValue((rate.From, rate.To), out var pair)) _rates[(rate.From, rate.To)] = pair = [];
            pair.Add((rate.Day, rate.Rate));
        }
    }

    /// <summary>Reads the file's text; every problem as <c>LINE: what is wrong</c>, and the rates of the good rows.</summary>
    public static (ExchangeRates Rates, IReadOnlyList<string> Problems) Read(string text)
    {
        var (rates, problems) = (new List<(LocalDate, string, string, decimal)>(), new List<string>());
        try
        {
            var isFirst = true;
            foreach (var (line, values) in CsvText.Read(text))
            {
                if (isFirst)
                {
                    isFirst = false;
                    if (!values.Select(value => value.Trim().ToLowerInvariant()).SequenceEqual(Columns)) return (None, [$"{line}: expected the columns date,from,to,rate"]);
                }
                else if (TryRow(values, out var rate)) rates.Add(rate);
                else problems.Add($"{line}: expected a row such as 2026-01-01,EUR,USD,1.0832");
            }
        }
        catch (FormatException problem)
        {
            problems.Add(problem.Message);
        }

        return (new(rates), problems);
    }

    /// <summary>An amount in another currency by the rate of a day (the latest one up to it), rounded half to even; null where there is none.</summary>
    public Money? Convert(Money money, Currency to, LocalDate day)
    {
        if (money.Currency == to) return money;
        var amount = RateOf((money.Currency.Code, to.Code), day) is { } rate ? money.Amount * rate
            : RateOf((to.Code, money.Currency.Code), day) is { } inverse ? money.Amount / inverse
            : (decimal?)null;
        return amount is { } converted && Money.TryFromAmount(converted, to, out var result) ? result : null;
    }

    private decimal? RateOf((string From, string To) pair, LocalDate day)
    {
        if (!_rates.TryGetValue(pair, out var rates)) return null;
        var last = rates.FindLastIndex(rate => rate.Day <= day);
        return last < 0 ? null : rates[last].Rate;
    }

    private static bool TryRow(List<string> values, out (LocalDate Day, string From, string To, decimal Rate) rate)
    {
        rate = default;
        if (values.Count != 4 || LocalDatePattern.Iso.Parse(values[0].Trim()) is not { Success: true, Value: var day }) return false;
        if (!Currency.TryParse(values[1].Trim(), out var from) || !Currency.TryParse(values[2].Trim(), out var to) || from == to) return false;
        if (!decimal.TryParse(values[3].Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number is <= 0 or > 1_000_000_000) return false;
        rate = (day, from.Code, to.Code, number);
        return true;
    }
}
