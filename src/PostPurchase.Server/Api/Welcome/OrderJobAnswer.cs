using NodaTime;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Server.Api.Welcome;

/// <param name="Kind">events-jsonl, shopify-csv, purchases-csv, customers-csv or shop.</param>
/// <param name="Name">Of the file or the source.</param>
/// <param name="State">checked (waits for somebody's word), running, done or failed.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Orders">Of a file: sound orders; of a store: those read so far.</param>
/// <param name="Customers">Of a file: different addresses; 0 of a store.</param>
/// <param name="FirstAt">The oldest of a file.</param>
/// <param name="LastAt">The newest of a file.</param>
/// <param name="Currencies">Of a file: by number of orders, the most frequent first.</param>
/// <param name="CurrencyTaken">The file's currency, where loading it makes it the shop's.</param>
/// <param name="Total">How many are to be stored; 0 where nobody can tell.</param>
/// <param name="Done">How many of them were looked at.</param>
/// <param name="Stored">How many were not known before.</param>
/// <param name="Products">Products of a store.</param>
/// <param name="Bad">How many rows or orders cannot be used.</param>
/// <param name="Problems">The first hundred of them.</param>
/// <param name="Unread">Columns of a file that mean nothing here.</param>
/// <param name="Nobody">How many rows of a file are about nobody with an address: left out.</param>
internal sealed record OrderJobAnswer(
    string Kind, string Name, string State, string? Error, int Orders, int Customers, string? FirstAt, string? LastAt, IReadOnlyList<CurrencyCount> Currencies, string? CurrencyTaken, int Total, int Done, int Stored,
    int Products, int Bad, IReadOnlyList<RowAnswer> Problems, IReadOnlyList<string> Unread, int Nobody)
{
    private const int MostProblems = 100;

    public static OrderJobAnswer Of(OrderJob job)
    {
        var (found, facts) = (job.Found, job.Reading?.Events ?? []);
        if (job.Reading is not { } reading)
            return new(job.Kind, job.Name, job.State, job.Error, found.Orders, 0, null, null, [], null, 0, found.Orders, found.Stored, found.Products, found.Refused, [.. found.Reasons.ToArray().Select(reason => new RowAnswer(null, reason))], [], 0);
        var instants = facts.Select(fact => fact.OccurredAt).Order().ToList();
        return new(
            job.Kind, job.Name, job.State, job.Error, facts.Count(fact => fact.Body is EventBody.PurchaseChanged), facts.Select(fact => fact.Customer.Email).Distinct().Count(), At(instants.FirstOrDefault(), instants.Count),
            At(instants.LastOrDefault(), instants.Count), CurrenciesOf(facts), job.CurrencyTaken, job.Total, job.Done, job.Stored, 0, reading.Problems.Count,
            [.. reading.Problems.Take(MostProblems).Select(problem => new RowAnswer(problem.Line, problem.Text))], reading.Unread, reading.Nobody.Count);
    }

    /// <summary>By number of orders, the most frequent first.</summary>
    public static IReadOnlyList<CurrencyCount> CurrenciesOf(IEnumerable<StoreEvent> facts) =>
    [
        .. facts.Select(fact => fact.Body).OfType<EventBody.PurchaseChanged>().GroupBy(body => body.Purchase.Total.Currency.Code)
            .Select(group => new CurrencyCount(group.Key, group.Count())).OrderByDescending(currency => currency.Orders).ThenBy(currency => currency.Currency, StringComparer.Ordinal),
    ];

    private static string? At(Instant at, int count) => count == 0 ? null : Form.At(at);
}

internal sealed record CurrencyCount(string Currency, int Orders);

/// <param name="Line">In the file, from 1; null of a store.</param>
/// <param name="Text">What is wrong with it.</param>
internal sealed record RowAnswer(int? Line, string Text);
