using NodaTime;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Attribution;

/// <summary>What a report on earnings has one row for.</summary>
public enum EarningsBy
{
    /// <summary>A journey.</summary>
    Journey,

    /// <summary>A step of a journey.</summary>
    Step,

    /// <summary>A variant of an experiment in a step. A mail in two experiments is in two rows.</summary>
    Variant,

    /// <summary>A link of a step's mails, by its place.</summary>
    Slot,

    /// <summary>What a link leads to: an offer, or an address.</summary>
    Link,

    /// <summary>An offer, in whatever mail; what is of none in one row.</summary>
    Offer,

    /// <summary>A program; what is of none in one row.</summary>
    Program,
}

/// <summary>What mails have in common for a report.</summary>
/// <param name="Journey">Key of the journey.</param>
/// <param name="Step">Id of the step.</param>
/// <param name="Variants">Variant by experiment.</param>
/// <param name="Links">Its links, in the order of their slots from 1.</param>
public sealed record MailFacts(string Journey, string Step, IReadOnlyDictionary<string, string> Variants, IReadOnlyList<LinkFacts> Links);

/// <summary>A link of a mail for a report.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Target">Where it leads.</param>
/// <param name="Offer">Id of the offer, or null.</param>
/// <param name="Program">Key of the offer's program, or null.</param>
public sealed record LinkFacts(LinkKind Kind, string Target, string? Offer, string? Program);

/// <summary>Figures that add up. Money is in minor units of one currency.</summary>
public readonly record struct EarningsFigures
{
    /// <summary>Mails that left.</summary>
    public long Sends { get; init; }

    /// <summary>Human clicks on offer and content links.</summary>
    public long Clicks { get; init; }

    /// <summary>Conversions that count (pending, approved, paid).</summary>
    public long Conversions { get; init; }

    /// <summary>What customers paid merchants in them.</summary>
    public long Sale { get; init; }

    /// <summary>Commission that is pending.</summary>
    public long Pending { get; init; }

    /// <summary>Commission that is approved and not paid.</summary>
    public long Approved { get; init; }

    /// <summary>Commission that was taken back; it is in none of the others.</summary>
    public long Reversed { get; init; }

    /// <summary>Commission that was paid out.</summary>
    public long Paid { get; init; }

    /// <summary>Orders in the store itself, by the model; a part of an order where it is shared.</summary>
    public double Orders { get; init; }

    /// <summary>What they were worth, less what went back.</summary>
    public long Revenue { get; init; }

    /// <summary>Pending, approved and paid.</summary>
    public long Commission => Pending + Approved + Paid;

    /// <summary>The sum.</summary>
    public static EarningsFigures operator +(EarningsFigures one, EarningsFigures other) => Add(one, other);

    /// <summary>The sum, as the operator.</summary>
    public static EarningsFigures Add(EarningsFigures left, EarningsFigures right) => new()
    {
        Sends = left.Sends + right.Sends,
        Clicks = left.Clicks + right.Clicks,
        Conversions = left.Conversions + right.Conversions,
        Sale = checked(left.Sale + right.Sale),
        Pending = checked(left.Pending + right.Pending),
        Approved = checked(left.Approved + right.Approved),
        Reversed = checked(left.Reversed + right.Reversed),
        Paid = checked(left.Paid + right.Paid),
        Orders = left.Orders + right.Orders,
        Revenue = checked(left.Revenue + right.Revenue),
    };
}

/// <summary>Figures of mails, or of one link of theirs.</summary>
/// <param name="Mail">Which mails.</param>
/// <param name="Slot">The link, from 1; null for the mails themselves and for what names no link.</param>
/// <param name="Figures">The figures.</param>
public sealed record EarningsFact(MailFacts Mail, int? Slot, EarningsFigures Figures)
{
    /// <summary>The program that a sale was booked with, which its offer may have left since; null for what is no sale.</summary>
    public string? Program { get; init; }

    /// <summary>What it came of; null where it is of several mails together.</summary>
    public EarningsSource? Source { get; init; }
}

/// <summary>What a figure came of: one mail, click, order or conversion.</summary>
/// <param name="Owner">Whose it was.</param>
/// <param name="Send">The mail that it is given to.</param>
/// <param name="At">When it happened.</param>
public sealed record EarningsSource(CustomerId Owner, SendId Send, Instant At)
{
    /// <summary>Id of the order, where it is one.</summary>
    public long? Purchase { get; init; }

    /// <summary>Id of the conversion, where it is one.</summary>
    public long? Conversion { get; init; }
}

/// <summary>A row of a report on earnings.</summary>
/// <param name="Key">What it is about: <c>new-buyer / suggest</c>.</param>
/// <param name="Figures">Its figures.</param>
/// <param name="Currency">Of its money.</param>
public sealed record EarningsRow(string Key, EarningsFigures Figures, Currency Currency)
{
    /// <summary>Commission a human click; null without clicks.</summary>
    public decimal? EarningsPerClick => Figures.Clicks == 0 ? null : new Money(Figures.Commission, Currency).Amount / Figures.Clicks;

    /// <summary>Commission a thousand mails; null without mails.</summary>
    public decimal? PerThousandSends => Figures.Sends == 0 ? null : new Money(Figures.Commission, Currency).Amount * 1000 / Figures.Sends;
}

/// <summary>Adds facts up to the rows of a report. Pure.</summary>
public static class Earnings
{
    /// <summary>The key of what is of no offer: a link that leads to none, or a sale of which only the mail is known.</summary>
    public const string NoOffer = "no offer";

    /// <summary>The key of what is of no program.</summary>
    public const string NoProgram = "no program";

    private const string NoLink = "no link";
    private const string NoVariant = "no variant";

    /// <summary>
    /// The rows, those with the most commission first, then by key. All but <see cref="EarningsFigures.Sends"/> adds up to the same by whatever it is grouped, but for mails in
    /// several experiments by variant: a mail counts for each of its links.
    /// </summary>
    public static IReadOnlyList<EarningsRow> By(EarningsBy by, IEnumerable<EarningsFact> facts, Currency currency)
    {
        var rows = new Dictionary<string, EarningsFigures>(StringComparer.Ordinal);
        foreach (var fact in facts)
        {
            foreach (var key in KeysOf(by, fact).Distinct()) rows[key] = rows.GetValueOrDefault(key) + fact.Figures;
        }

        return
        [
            .. rows.Select(row => new EarningsRow(row.Key, row.Value, currency))
                .OrderByDescending(row => row.Figures.Commission).ThenByDescending(row => row.Figures.Revenue).ThenBy(row => row.Key, StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether a fact is in the row of a key.</summary>
    public static bool IsIn(EarningsBy by, string key, EarningsFact fact) => KeysOf(by, fact).Contains(key, StringComparer.Ordinal);

    private static IEnumerable<string> KeysOf(EarningsBy by, EarningsFact fact)
    {
        var mail = fact.Mail;
        var step = $"{mail.Journey} / {mail.Step}";
        return by switch
        {
            EarningsBy.Journey => [mail.Journey],
            EarningsBy.Step => [step],
            EarningsBy.Variant => mail.Variants.Select(variant => $"{step} / {variant.Key}={variant.Value}").DefaultIfEmpty($"{step} / {NoVariant}"),
            EarningsBy.Slot => LinksOf(fact).Select(link => $"{step} / link {link.Slot}").DefaultIfEmpty($"{step} / {NoLink}"),
            EarningsBy.Link => LinksOf(fact).Select(link => link.Link.Offer ?? link.Link.Target).DefaultIfEmpty(NoLink),
            EarningsBy.Offer => LinksOf(fact).Select(link => link.Link.Offer).OfType<string>().DefaultIfEmpty(NoOffer),
            _ => fact.Program is { } booked ? [booked] : LinksOf(fact).Select(link => link.Link.Program).OfType<string>().DefaultIfEmpty(NoProgram),
        };
    }

    // A mail counts for each of its links; what happened on one link for that one alone.
    private static IEnumerable<(int Slot, LinkFacts Link)> LinksOf(EarningsFact fact)
    {
        var links = fact.Mail.Links;
        if (fact.Slot is { } slot) return slot <= links.Count ? [(slot, links[slot - 1])] : [];
        return fact.Figures.Sends == 0 ? [] : links.Select((link, index) => (index + 1, link)).Where(link => link.link.Kind is LinkKind.Offer or LinkKind.Content);
    }
}
