using System.Runtime.InteropServices;
using System.Text.Json;
using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>Which mails a report on earnings is about, and by which model the store's own orders are given to them.</summary>
/// <param name="Store">Key of the store.</param>
/// <param name="Since">Mails that left from here on.</param>
/// <param name="Until">And before here. What came of them counts whenever it came.</param>
/// <param name="Model">The model.</param>
/// <param name="Window">How long before an order a click may lie.</param>
internal sealed record EarningsQuestion(string Store, Instant Since, Instant Until, AttributionModel Model, Duration Window);

/// <summary>The facts of a report, and what is not in them.</summary>
/// <param name="Facts">They add up to the rows.</param>
/// <param name="Unconverted">Amounts without a rate into the store's currency: in no figure.</param>
/// <param name="Unmatched">Conversions of the same time that match no link.</param>
internal sealed record EarningsFound(IReadOnlyList<EarningsFact> Facts, IReadOnlyList<Money> Unconverted, UnmatchedEarnings Unmatched);

/// <param name="Count">How many.</param>
/// <param name="Commission">What they earned, a currency each.</param>
internal sealed record UnmatchedEarnings(int Count, IReadOnlyList<Money> Commission);

/// <summary>Reads what mails earned.</summary>
/// <param name="database">The database.</param>
/// <param name="inStore">An amount in the currency of a store by the rate of an instant's day; null where there is no rate.</param>
/// <param name="programOf">The program of an offer, or null.</param>
internal sealed class EarningsStore(Database database, Func<string, Money, Instant, Money?> inStore, Func<string, string?> programOf)
{
    // A send is planned at most so long before it leaves.
    private static readonly Duration LongestPlan = Duration.FromDays(120);

    /// <summary>Reads the facts.</summary>
    /// <param name="question">The report.</param>
    /// <param name="by">What it has rows for. By journey or by step mails are summed from the counts by day, so that its period is of whole days; null: it may be anything.</param>
    public EarningsFound Read(EarningsQuestion question, EarningsBy? by = null) => database.Read(session => new Reading(session, question, inStore, programOf).Run(by is EarningsBy.Journey or EarningsBy.Step));

    /// <summary>Reads orders and commission alone: how many mails and clicks there are is most of the work where there are many.</summary>
    public EarningsFound ReadEarned(EarningsQuestion question) => database.Read(session => new Reading(session, question, inStore, programOf).RunEarned());

    /// <summary>What one figure of one row is made of: what brings something to it, the newest first.</summary>
    /// <param name="question">The report.</param>
    /// <param name="row">Its rows, and the key of one.</param>
    /// <param name="figure">The figure.</param>
    public IReadOnlyList<EarningsFact> Behind(EarningsQuestion question, (EarningsBy By, string Key) row, EarningsFigure figure) => database.Read(session =>
    {
        var facts = new Reading(session, question, inStore, programOf).Each(figure).Where(fact => fact.Source is not null && figure.Of(fact.Figures) != 0 && Earnings.IsIn(row.By, row.Key, fact));
        return (IReadOnlyList<EarningsFact>)[.. facts.OrderByDescending(fact => fact.Source!.At).ThenByDescending(fact => fact.Source!.Send.Value).ThenByDescending(fact => fact.Slot)];
    });

    private sealed class Reading(Session session, EarningsQuestion question, Func<string, Money, Instant, Money?> inStore, Func<string, string?> programOf)
    {
        private readonly long _storeId = session.Names.Find(NameKind.Store, question.Store) ?? 0;
        private readonly Dictionary<long, IReadOnlyList<LinkFacts>> _links = [];
        private readonly Dictionary<(long, long), MailFacts?> _mails = [];
        private readonly List<EarningsFact> _facts = [];
        private readonly List<Money> _unconverted = [];

        public EarningsFound Run(bool isBySteps)
        {
            foreach (var (mail, count) in isBySteps ? SentBySteps() : SentAlike()) _facts.Add(new(Mail(mail), null, new() { Sends = count }));
            foreach (var (owner, click) in Clicks(ClicksFrom(EarningsSql.Clicks)))
            {
                if (MailOf(owner, click.Send) is { } mail) _facts.Add(new(mail, click.Slot, new() { Clicks = 1 }) { Source = new(new(owner), click.Send, click.At) });
            }

            return RunEarned();
        }

        // Few who clicked ordered soon after it: nobody else's orders are looked up.
        public EarningsFound RunEarned() => Earned(Clicks(ClicksFrom(EarningsSql.ClicksOfBuyers).With(question.Since).With((long)question.Window.TotalMilliseconds)));

        private List<((long, long, string?, long?) Mail, long Count)> SentBySteps() =>
            session[EarningsSql.SentBySteps].With(_storeId).With(question.Since).With(question.Until).All(row => ((row.Long(0), row.Long(1), (string?)null, (long?)null), row.Long(2)));

        // One by one they are many: those that are alike are one fact.
        private IEnumerable<((long, long, string?, long?) Mail, long Count)> SentAlike()
        {
            var counts = new Dictionary<(long, long, string?, long?), long>();
            Sent().Each(row => CollectionsMarshal.GetValueRefOrAddDefault(counts, (row.Long(0), row.Long(1), row.TextOrNull(2), row.LongOrNull(3)), out _)++);
            return counts.Select(pair => (pair.Key, pair.Value));
        }

        private Statement Sent() => session[EarningsSql.Sent].With(IdSource.FirstOf(question.Since - LongestPlan)).With(question.Since).With(question.Until).With(_storeId);

        public IReadOnlyList<EarningsFact> Each(EarningsFigure figure)
        {
            if (figure != EarningsFigure.Sends) return Run(isBySteps: false).Facts;
            var sent = Sent().All(row => (Mail: (row.Long(0), row.Long(1), row.TextOrNull(2), row.LongOrNull(3)), Source: new EarningsSource(new(row.Long(5)), new(row.Long(4)), row.At(6))));
            return sent.ConvertAll(one => new EarningsFact(Mail(one.Mail), null, new() { Sends = 1 }) { Source = one.Source });
        }

        // A little earlier, so that the last click before an order is the last one, whatever mail it was in.
        private Statement ClicksFrom(Sql sql) => session[sql].With(question.Since - question.Window);

        private static List<(long Owner, LinkClick Click)> Clicks(Statement statement) => statement.All(row => (row.Long(0), new LinkClick(row.At(3), new SendId(row.Long(1)), row.Int(2))));

        private EarningsFound Earned(List<(long Owner, LinkClick Click)> clicks)
        {
            // Nearly everybody has one number: they need not be looked up.
            var merged = session[EarningsSql.Merged].All(row => row.Long(0)).ToHashSet();
            long RootOf(long owner) => merged.Contains(owner) ? CustomerStore.Find(session, owner)?.Owner.Value ?? owner : owner;
            foreach (var customer in clicks.GroupBy(click => RootOf(click.Owner)))
            {
                var owners = customer.DistinctBy(click => click.Click).ToDictionary(click => click.Click, click => click.Owner);
                foreach (var same in merged.Contains(customer.Key) ? CustomerStore.Same(session, customer.Key) : [customer.Key]) Attribute(same, owners);
            }

            var unmatched = ReadConversions();
            return new(_facts, Sums(_unconverted), unmatched);
        }

        private void Attribute(long owner, Dictionary<LinkClick, long> clicks)
        {
            foreach (var (at, paid, id) in session[EarningsSql.Purchases].With(owner).With(question.Since).All(row => (row.At(0), new Money(row.Long(1), Currency.Parse(row.Text(2))), row.Long(3))))
            {
                var value = inStore(question.Store, paid, at);
                var isCredited = false;
                foreach (var credit in ClickAttribution.Of(at, new Money(value?.Minor ?? 0, default), clicks.Keys, question.Model, question.Window))
                {
                    if (MailOf(clicks[credit.Click], credit.Click.Send) is not { } mail) continue;
                    isCredited = true;
                    _facts.Add(new(mail, credit.Click.Slot, new() { Orders = credit.Share, Revenue = credit.Amount.Minor }) { Source = new(new(owner), credit.Click.Send, at) { Purchase = id } });
                }

                if (isCredited && value is null) _unconverted.Add(paid);
            }
        }

        private UnmatchedEarnings ReadConversions()
        {
            var (unmatched, commission) = (0, new List<Money>());
            foreach (var conversion in ConversionStore.Occurred(session, question.Since - LongestPlan, Instant.MaxValue))
            {
                if (conversion.Match == ConversionMatch.None && conversion.OccurredAt >= question.Since && conversion.OccurredAt < question.Until && conversion.Store == question.Store)
                {
                    unmatched++;
                    commission.AddRange(ConversionStore.Entries(session, conversion.Id).Where(entry => entry.Entry is { Kind: EntryKind.Commission } held && held.Status.Counts()).Select(entry => entry.Entry.Amount));
                }
                else if (conversion is { Owner: { } owner, Send: { } send } && MailOf(owner.Value, send) is { } mail) _facts.Add(Sold(conversion, mail, new(owner, send, conversion.OccurredAt) { Conversion = conversion.Id }));
            }

            return new(unmatched, Sums(commission));
        }

        private EarningsFact Sold(StoredConversion conversion, MailFacts mail, EarningsSource source) => new(mail, conversion.Slot, Earned(conversion)) { Program = conversion.Program, Source = source };

        private EarningsFigures Earned(StoredConversion conversion)
        {
            var sums = new Dictionary<(EntryKind, CommissionStatus), long>();
            // What stands is converted, as everywhere: entries converted one by one would be a cent off here and there.
            foreach (var (kind, status, amount) in CommissionLedger.Entries(new(null, [.. ConversionStore.Entries(session, conversion.Id).Select(stored => stored.Entry)]), []))
            {
                if (inStore(conversion.Store, amount, conversion.OccurredAt) is { } value) sums[(kind, status)] = sums.GetValueOrDefault((kind, status)) + value.Minor;
                else if (kind == EntryKind.Commission && status.Counts()) _unconverted.Add(amount);
            }

            long Of(EntryKind kind, CommissionStatus status) => sums.GetValueOrDefault((kind, status));
            return new()
            {
                Conversions = conversion.Status is { } now && now.Counts() ? 1 : 0,
                Sale = Of(EntryKind.Sale, CommissionStatus.Pending) + Of(EntryKind.Sale, CommissionStatus.Approved) + Of(EntryKind.Sale, CommissionStatus.Paid),
                Pending = Of(EntryKind.Commission, CommissionStatus.Pending),
                Approved = Of(EntryKind.Commission, CommissionStatus.Approved),
                Reversed = Of(EntryKind.Commission, CommissionStatus.Reversed),
                Paid = Of(EntryKind.Commission, CommissionStatus.Paid),
            };
        }

        /// <summary>The facts of a mail of this report; null for any other.</summary>
        private MailFacts? MailOf(long owner, SendId send)
        {
            if (_mails.TryGetValue((owner, send.Value), out var known)) return known;
            var found = session[EarningsSql.MailOf].With(send.Value).With(owner).First(row =>
                row.AtOrNull(4) is { } at && at >= question.Since && at < question.Until && row.Long(5) == _storeId
                    ? Mail((row.Long(0), row.Long(1), row.TextOrNull(2), row.LongOrNull(3)))
                    : null);
            return _mails[(owner, send.Value)] = found;
        }

        private MailFacts Mail((long Journey, long Step, string? Variants, long? Targets) row) => new(
            session.Names.Text(row.Journey), session.Names.Text(row.Step), Variants(row.Variants), row.Targets is { } targets ? Links(targets) : []);

        private IReadOnlyList<LinkFacts> Links(long targets)
        {
            if (_links.TryGetValue(targets, out var known)) return known;
            var packed = session[EarningsSql.Targets].With(targets).First(row => row.Blob(0));
            return _links[targets] = packed is null ? [] : [.. SendTargets.Unpack(packed).Links.Select(link => new LinkFacts(link.Kind, link.Target, link.Offer, link.Offer is { } offer ? programOf(offer) : null))];
        }

        private static Dictionary<string, string> Variants(string? json)
        {
            if (json is null) return [];
            using var document = JsonDocument.Parse(json);
            return document.RootElement.EnumerateObject().ToDictionary(variant => variant.Name, variant => variant.Value.GetString() ?? "");
        }

        private static List<Money> Sums(List<Money> amounts) =>
            [.. amounts.GroupBy(amount => amount.Currency).Select(group => group.Aggregate(Money.Zero(group.Key), (sum, amount) => sum + amount))];
    }
}
