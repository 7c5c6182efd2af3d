using NodaTime;
using PostPurchase.Core.Attribution.Networks;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Attribution;

/// <summary>A report and when it first came.</summary>
/// <param name="Report">What was said.</param>
/// <param name="ReceivedAt">When it came for the first time; a replay changes nothing.</param>
public sealed record HeardReport(ConversionReport Report, Instant ReceivedAt);

/// <summary>Where a conversion stands.</summary>
/// <param name="Status">How far it is; null while nothing was said that counts.</param>
/// <param name="Amounts">What each status holds: one amount a kind, status and currency, without zeros, in that order.</param>
public sealed record ConversionStanding(CommissionStatus? Status, IReadOnlyList<CommissionEntry> Amounts)
{
    /// <summary>What counts of a kind (pending, approved and paid), one amount a currency.</summary>
    public IReadOnlyList<Money> Counted(EntryKind kind) =>
    [
        .. Amounts.Where(entry => entry.Kind == kind && entry.Status.Counts()).GroupBy(entry => entry.Amount.Currency)
            .Select(group => group.Aggregate(Money.Zero(group.Key), (sum, entry) => sum + entry.Amount)),
    ];
}

/// <summary>
/// Where a conversion stands by all that was said of it, whatever the order in which it came, and the entries that bring the ledger there.
/// Pure: the ledger's sum is always <see cref="Stand"/> of the reports.
/// </summary>
public static class CommissionLedger
{
    private static readonly CommissionStatus[] s_leastFarFirst =
        [CommissionStatus.Pending, CommissionStatus.Approved, CommissionStatus.Paid, CommissionStatus.Reversed, CommissionStatus.Other];

    /// <summary>
    /// The standing. Of one part the newest dated word holds; an undated word that came after it holds where it is further on (pending, approved,
    /// paid, reversed). Parts add up; of an order and its products, <see cref="OrderWords"/> says which words hold. What is negative corrects: it leaves the status of the sale and is counted as reversed. A status is below zero only where
    /// all that counts is: where more was taken back than was ever reported.
    /// </summary>
    public static ConversionStanding Stand(IReadOnlyCollection<HeardReport> reports)
    {
        var parts = reports.GroupBy(heard => NaturalKeys.PartOf(heard.Report), StringComparer.OrdinalIgnoreCase).OrderBy(part => part.Key, StringComparer.OrdinalIgnoreCase).Select(part => PartOf(part.Key, [.. part])).ToList();
        var words = OrderWords.Holding(parts);
        if (words.Count == 0) return new(null, []);
        var originals = words.FindAll(word => !word.IsCorrection);
        var main = originals.MaxBy(word => word.Commission?.Minor ?? 0) ?? words[0];
        var corrected = originals.Where(word => word.Status.Counts()).MaxBy(word => word.Commission?.Minor ?? 0)?.Status ?? main.Status;
        var sums = new SortedDictionary<(EntryKind Kind, CommissionStatus Status, string Currency), Money>();
        foreach (var word in words)
        {
            // Of what is taken back as a whole nothing is left to correct.
            if (word.IsCorrection && corrected == CommissionStatus.Reversed && originals.Count > 0) continue;
            var status = word.IsDelta || word.IsCorrection ? corrected : word.Status;
            Add(sums, EntryKind.Commission, status, word.Commission);
            Add(sums, EntryKind.Sale, status, word.Sale);
        }

        Level(sums);
        var amounts = sums.Where(sum => sum.Value.Minor != 0).Select(sum => new CommissionEntry(sum.Key.Kind, sum.Key.Status, sum.Value)).ToList();
        return new(StatusOf(amounts) ?? main.Status, amounts);
    }

    /// <summary>
    /// How far a conversion is by what its statuses hold: as far as the least far part of its commission that counts, reversed where nothing counts any more, other
    /// where nobody knows. Its sale says it where no commission is known. Null where nothing is held: then the network's word is all that there is.
    /// </summary>
    /// <param name="amounts">One a kind, status and currency, without zeros.</param>
    public static CommissionStatus? StatusOf(IReadOnlyCollection<CommissionEntry> amounts)
    {
        var kind = amounts.Any(entry => entry.Kind == EntryKind.Commission) ? EntryKind.Commission : EntryKind.Sale;
        var held = amounts.Where(entry => entry.Kind == kind && (entry.Amount.Minor > 0 || !entry.Status.Counts())).Select(entry => entry.Status).ToHashSet();
        return s_leastFarFirst.Cast<CommissionStatus?>().FirstOrDefault(status => held.Contains(status!.Value));
    }

    /// <summary>
    /// The words that count while others are set aside: a correction that would bring the commission below zero waits with what it corrects.
    /// </summary>
    /// <param name="reports">All that are not set aside.</param>
    /// <param name="isSomeSetAside">Whether any is.</param>
    public static IReadOnlyList<HeardReport> Counting(IReadOnlyList<HeardReport> reports, bool isSomeSetAside) =>
        isSomeSetAside && Stand(reports).Counted(EntryKind.Commission).Any(sum => sum.Minor < 0)
            ? [.. reports.Where(heard => heard.Report is not ({ Commission.Minor: < 0 } or { Sale.Minor: < 0 }))]
            : reports;

    /// <summary>Whether a whole report gives another amount than the one that holds of its part in the same status: nobody can tell which is newer where neither has a date.</summary>
    /// <param name="report">One that was heard before.</param>
    /// <param name="reports">All of its conversion.</param>
    public static bool IsOutdone(ConversionReport report, IEnumerable<HeardReport> reports) =>
        !report.IsDelta
        && Holding([.. reports.Where(heard => !heard.Report.IsDelta && NaturalKeys.PartOf(heard.Report).Equals(NaturalKeys.PartOf(report), StringComparison.OrdinalIgnoreCase))]) is { Report: var holding }
        && holding.Status == report.Status && (holding.Commission != report.Commission || holding.Sale != report.Sale);

    /// <summary>The entries that take a ledger from what it holds to a standing; none where it is there. Their sum is the difference.</summary>
    /// <param name="standing">Where it shall be.</param>
    /// <param name="ledger">All entries so far.</param>
    public static IReadOnlyList<CommissionEntry> Entries(ConversionStanding standing, IEnumerable<CommissionEntry> ledger)
    {
        var missing = new SortedDictionary<(EntryKind Kind, CommissionStatus Status, string Currency), Money>();
        foreach (var held in ledger) Sum(missing, held.Kind, held.Status, held.Amount * -1);
        foreach (var wanted in standing.Amounts) Sum(missing, wanted.Kind, wanted.Status, wanted.Amount);
        return [.. missing.Where(sum => sum.Value.Minor != 0).Select(sum => new CommissionEntry(sum.Key.Kind, sum.Key.Status, sum.Value))];
    }

    private static CommissionPart PartOf(string name, List<HeardReport> heard)
    {
        var whole = heard.FindAll(one => !one.Report.IsDelta);
        var holding = Holding(whole);
        return new(name, holding, whole.Count == 0 ? null : whole.Min(OrderWords.At), [.. WordsOf(heard, whole, holding)]);
    }

    private static IEnumerable<CommissionWord> WordsOf(List<HeardReport> part, List<HeardReport> whole, HeardReport? holding)
    {
        if (holding is not null)
        {
            var (commission, sale) = (holding.Report.Commission, holding.Report.Sale);
            var before = Holding([.. whole.Where(heard => heard.Report.Status != CommissionStatus.Reversed && heard.Report.Commission is not null)])?.Report;
            var saleBefore = Holding([.. whole.Where(heard => heard.Report.Status != CommissionStatus.Reversed && heard.Report.Sale is not null)])?.Report;
            // A network that reverses says 0, or nothing: what was reversed is what was said before.
            var isReversed = holding.Report.Status == CommissionStatus.Reversed;
            if (commission is null || (isReversed && commission.Value.Minor == 0)) commission = before?.Commission ?? commission;
            if (sale is null || (isReversed && sale.Value.Minor == 0)) sale = saleBefore?.Sale ?? sale;
            yield return new(holding.Report.Status, commission, sale, IsDelta: false);
        }

        foreach (var delta in part.Where(heard => heard.Report.IsDelta && IsNewer(heard, holding)).OrderBy(heard => heard.Report.Fingerprint, StringComparer.Ordinal))
        {
            yield return new(delta.Report.Status, delta.Report.Commission, delta.Report.Sale, IsDelta: true);
        }
    }

    /// <summary>The report that holds among whole ones of one part; null where there is none.</summary>
    internal static HeardReport? Holding(List<HeardReport> whole)
    {
        var dated = whole.Where(heard => heard.Report.AsOf is not null)
            .OrderByDescending(heard => heard.Report.AsOf).ThenByDescending(Progress).ThenBy(heard => heard.Report.Fingerprint, StringComparer.Ordinal).FirstOrDefault();
        var undated = whole.Where(heard => heard.Report.AsOf is null && IsNewer(heard, dated))
            .OrderByDescending(Progress).ThenByDescending(heard => heard.ReceivedAt).ThenBy(heard => heard.Report.Fingerprint, StringComparer.Ordinal).FirstOrDefault();
        if (dated is null || undated is null) return dated ?? undated;
        return Progress(undated) > Progress(dated) ? undated : dated;
    }

    // A dated word knows all that was before it.
    private static bool IsNewer(HeardReport heard, HeardReport? dated) => dated?.Report.AsOf is not { } at || (heard.Report.AsOf ?? heard.ReceivedAt) > at;

    internal static int Progress(HeardReport heard) => heard.Report.Status switch
    {
        CommissionStatus.Pending => 1,
        CommissionStatus.Approved => 2,
        CommissionStatus.Paid => 3,
        CommissionStatus.Reversed => 4,
        _ => 0,
    };

    private static void Add(SortedDictionary<(EntryKind Kind, CommissionStatus Status, string Currency), Money> sums, EntryKind kind, CommissionStatus status, Money? amount)
    {
        if (amount is not { } money) return;
        Sum(sums, kind, status, money.Minor < 0 && status == CommissionStatus.Reversed ? money * -1 : money);
        if (money.Minor < 0 && status.Counts()) Sum(sums, kind, CommissionStatus.Reversed, money * -1);
    }

    // What a status cannot bear is taken where something is left.
    private static void Level(SortedDictionary<(EntryKind Kind, CommissionStatus Status, string Currency), Money> sums)
    {
        var keys = sums.Keys.Where(key => key.Status.Counts()).ToList();
        foreach (var below in keys.Where(key => sums[key].Minor < 0))
        {
            foreach (var above in keys.Where(key => key.Kind == below.Kind && key.Currency == below.Currency && sums[key].Minor > 0))
            {
                var moved = sums[above] with { Minor = Math.Min(sums[above].Minor, Math.Max(0, -sums[below].Minor)) };
                sums[below] += moved;
                sums[above] -= moved;
            }
        }
    }

    private static void Sum(SortedDictionary<(EntryKind Kind, CommissionStatus Status, string Currency), Money> sums, EntryKind kind, CommissionStatus status, Money amount)
    {
        var key = (kind, status, amount.Currency.Code);
        sums[key] = sums.TryGetValue(key, out var sum) ? sum + amount : amount;
    }
}
