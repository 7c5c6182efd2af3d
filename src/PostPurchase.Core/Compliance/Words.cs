using System.Text.RegularExpressions;

namespace PostPurchase.Core.Compliance;

/// <summary>Words, English and German, that rules look for.</summary>
internal static partial class Words
{
    // "We take no commission" says the opposite.
    private const string NotDenied =
        @"(?<!(\b(no|not|never|nor|without|free (of|from)|kein\w*|ohne|nicht|nie)|n['’]t)\s+((earn|get|receive|take|accept|charge|show|contain|include)\s+)?((an?|any|the|eine?|als)\s+)?)";

    // Whole words: `provisional` and `commissioned` say nothing of money. "Ad" is one where it stands as a label, not in "ad hoc".
    private const string EnglishDisclosure =
        @"(?<!\b(european|eu|federal trade)\s+)\bcommissions?\b(?![- ]free\b)|\badvertisements?\b|\b(?-i:A[Dd]s?|ads?(?=\s?:))\s?[.:|)\]]|(?<!\w)#ad\b"
        + @"|\bsponsored\b|\bpaid (links?|partnership|promotion|placement)\b"
        + @"|\baffiliate(\s?[.:|)\]]|[- ]?(links?|partners?|program(me)?s?|marketing|offers?|products?|content|disclosure)\b)|\bas an (amazon )?(affiliate|associate)\b"
        + @"|\b(we|i) (may |might |can |will |also )?(earn|get paid|are paid) (money|something|from|by|on|when|if|through)\b|\b(earn|receive|get) a (small )?(fee|share|cut|referral fee)\b"
        + @"|\b((we|i) (may |might |can |will |also )?(earn|receive|get|take|keep)|pays? us)"
        + @" (a (small |certain )?percentage|\d+ ?(%|percent)) of (each|every|any|the|your) (sale|purchase|order|price)\b";

    // "Provision" is an English word too: alone it says nothing.
    private const string GermanDisclosure =
        @"\banzeige\b|\bwerbung\b|\bwerbe-?(links?|anzeigen?)\b|\bgesponsert(e[mnrs]?)?\b|\bprovisions-?links?\b|\bprovision(en)? (für|an) (uns|mich)\b"
        + @"|\b(erhalten?|bekommen?|verdienen?|kriegen|zahlt|zahlen|gibt)\b[^.!?]{0,80}" + NotDenied + @"\bprovision(en)?\b(?! nicht\b)"
        + @"|\bprovision(en)?\b[^.!?]{0,80}\b(erhalten?|bekommen?|verdienen?|kriegen|zahlt|zahlen)\b(?!( wir| ich)? nicht\b)"
        + @"|\b(wir (erhalten|bekommen)|(erhalten|bekommen) wir) (dafür )?(einen (kleinen )?(prozentsatz|anteil)|\d+ ?(%|prozent)) (an|am|von|vom|des|der|jedes|jeder)\b"
        + @"|\b(wir verdienen|verdienen wir|ich verdiene|verdiene ich) (an|daran|etwas|geld)\b(?! nichts?\b)";

    /// <summary>What makes a subject an advertisement.</summary>
    public static string? Promotion(string text) => First(PromotionRegex(), text);

    /// <summary>What says that somebody earns by a link; that nobody does is none.</summary>
    public static bool Discloses(string text) => DisclosureRegex().IsMatch(text);

    /// <summary>What says that there is nothing like it elsewhere.</summary>
    public static string? Exclusive(string text) => First(ExclusiveRegex(), text);

    /// <summary>What says that it ends at once.</summary>
    public static string? Deadline(string text) => First(DeadlineRegex(), text);

    /// <summary>Whether a condition asks how content somebody is.</summary>
    public static bool AsksScore(string condition) => ScoreRegex().IsMatch(condition);

    /// <summary>Whether an address, a name or a source is about writing a review.</summary>
    public static bool AsksReview(string text) => ReviewRegex().IsMatch(text);

    private static string? First(Regex regex, string text) => regex.Match(text) is { Success: true } match ? match.Value : null;

    [GeneratedRegex(@"\b(sale|discount|\d+ ?% off|save \d|deals?|special offers?|offers? for you|coupon|promo code|bargain|clearance|buy now|shop now|you might also like|recommended for you|picked for you|rabatt|\d+ ?% (auf|rabatt)|sparen sie|angebote?|gutschein|schnäppchen|jetzt kaufen|für sie ausgesucht)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PromotionRegex();

    [GeneratedRegex(NotDenied + "(" + EnglishDisclosure + "|" + GermanDisclosure + ")", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DisclosureRegex();

    [GeneratedRegex(@"\b(exclusive(ly)?|only available here|exklusiv\w*|nur bei uns)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ExclusiveRegex();

    [GeneratedRegex(@"\b(only today|today only|ends (today|tonight)|last chance|final hours|expires (today|tonight)|while stocks? lasts?|nur (noch )?heute|letzte chance|endet heute|solange der vorrat reicht)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DeadlineRegex();

    [GeneratedRegex(@"\b(score|rating|nps|csat|answered\s*\()", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ScoreRegex();

    [GeneratedRegex(@"review|trustpilot|g\.page|google\.[a-z.]+/maps|yelp\.|tripadvisor|bewertung", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ReviewRegex();
}
