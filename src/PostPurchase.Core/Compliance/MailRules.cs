using PostPurchase.Core.Offers;
using PostPurchase.Core.Sending;

namespace PostPurchase.Core.Compliance;

/// <summary>The rules about one mail as people get it.</summary>
internal sealed class MailRules(Shelf shelf, TemplateFiles files, StepPlace place, SampleMail mail)
{
    private readonly string _text = Markup.TextOf(mail.Html);

    private string Whole => $"{mail.Subject}\n{mail.Preheader}\n{_text}";

    public IEnumerable<Finding> Check()
    {
        var seen = string.Join('\n', [Whole, .. Markup.Addresses(mail.Html), .. HiddenLinks()]);
        return [.. WrittenLinks().Concat(Disclosure()).Concat(Footer()).Concat(Transactional()).Concat(Claims()).Concat(Pictures()).Select(finding => finding with { Seen = seen })];
    }

    // Links that the template or a slot writes out: no picker has left out what may not be mailed.
    private IEnumerable<Finding> WrittenLinks()
    {
        foreach (var (url, at) in Markup.Links(mail.Html).DistinctBy(link => link.Url))
        {
            if (shelf.Links.Find(url) is not { } link) continue;
            foreach (var finding in Terms(url, link)) yield return finding;
            if (!Words.Discloses(Markup.TextOf(mail.Html[..at]))) yield return At(url, Host(url))(ComplianceRule.NoDisclosure, $"nothing before the link of {link.Name} says that you earn by it; put the disclosure above it");
        }

        foreach (var url in HiddenLinks())
        {
            foreach (var finding in Terms(url, shelf.Links.Find(url)!)) yield return finding with { IsOfSome = true };
        }
    }

    private IEnumerable<Finding> Terms(string url, WrittenLink link)
    {
        var (name, where) = (link.Name, At(url, Host(url)));
        if (link.Refusal is { } refusal) yield return where(ComplianceRule.LinkForbidden, refusal) with { Program = link.Program?.Key };
        if (!link.MayBeWrapped) yield return where(ComplianceRule.Cloaked, $"a link of {name} is written out, and its terms forbid the redirect that counts clicks: it leaves as it is, and no sale on it finds its mail; make it an offer of the program");
        if (mail.Content.Kind != ContentKind.ThirdParty) yield return where(ComplianceRule.NoConsent, $"a link of {name} is in a mail of content `{Word(mail.Content.Kind)}`, which also goes to people who have not agreed to offers of others; say `content: third_party`, or show it with `offers`");
    }

    // Links of partners that only some people get: they stand in a condition, and the sample does not have them.
    private IEnumerable<string> HiddenLinks() => files.SourcesOf(mail.File, mail.Locale).SelectMany(Markup.Links).Select(link => link.Url)
        .Where(url => !url.Contains("{{", StringComparison.Ordinal) && shelf.Links.Find(url) is not null).Except(Markup.Links(mail.Html).Select(link => link.Url), StringComparer.Ordinal);

    private IEnumerable<Finding> Disclosure()
    {
        var at = mail.Html.IndexOf(SampleMail.PartnerUrl, StringComparison.Ordinal);
        if (at < 0) yield break;
        var before = Markup.TextOf(mail.Html[..at]);
        bool IsOne(string text) => text.Contains(SampleMail.Disclosure, StringComparison.Ordinal) || Words.Discloses(text);
        if (DisclosureLook.Problem(mail.Html[..at], IsOne) is { } faint) yield return At("offer.disclosure", "disclosure", "_offers")(ComplianceRule.FaintDisclosure, $"the disclosure above the first partner product {faint}; make it as readable as the rest");
        if (before.Contains(SampleMail.Disclosure, StringComparison.Ordinal)) yield break;
        var where = At("_offers", "offer.url", "for offer", "offers");
        if (!Words.Discloses(before)) yield return where(ComplianceRule.NoDisclosure, "the first partner product stands above the disclosure, or there is none; show `offer.disclosure` or your own words above it");
        else if (shelf.Programs.FirstOrDefault(program => program.Disclosure is not null) is { } program) yield return where(ComplianceRule.NoDisclosure, $"the program {program.Key} wants its own words, and the mail does not show `offer.disclosure` above the first partner product");
    }

    private IEnumerable<Finding> Footer()
    {
        if (mail.Content.Kind == ContentKind.Transactional) yield break;
        if (!_text.Contains(SampleMail.Address, StringComparison.Ordinal)) yield return At("</body")(ComplianceRule.NoPostalAddress, "the mail does not show `store.postal_address`; put it into the footer");
        if (!Markup.Links(mail.Html).Any(link => link.Url is SampleMail.Unsubscribe or SampleMail.Preferences))
            yield return At("</body")(ComplianceRule.NoUnsubscribe, "the mail has no link to `links.unsubscribe` or `links.preferences`; put one into the footer");
    }

    private IEnumerable<Finding> Transactional()
    {
        if (mail.Content.Kind != ContentKind.Transactional) yield break;
        if (Words.Promotion(mail.Subject) is { } word) yield return place.Find(word, place.Of("subject"))(ComplianceRule.PromotionalSubject, $"`{word}` in the subject makes the whole mail marketing; say what the mail is about, or set `content: own`");
        var promotions = new[] { SampleMail.PartnerUrl, SampleMail.OwnUrl, CouponPool.SampleCode }.Select(mark => mail.Html.IndexOf(mark, StringComparison.Ordinal)).Where(at => at >= 0).ToList();
        if (promotions.Count == 0) yield break;
        var before = Markup.TextOf(mail.Html[..promotions.Min()]);
        if (!new[] { SampleMail.Number, SampleMail.Product, SampleMail.Parcel }.Any(mark => before.Contains(mark, StringComparison.Ordinal)))
            yield return At("_offers", "_coupon", "offer.url", "coupon")(ComplianceRule.PromotionFirst, "the mail promotes before it says anything about the order; put order, parcel or products first");
    }

    private IEnumerable<Finding> Claims()
    {
        var shown = mail.Content.Offers is null ? [] : shelf.Mailable.ToList();
        foreach (var program in shown.Select(offer => offer.Program).Distinct())
        {
            foreach (var claim in program.DeniedClaims.Where(claim => Whole.Contains(claim, StringComparison.OrdinalIgnoreCase)))
                yield return Said(claim)(ComplianceRule.DeniedClaim, $"the mail says `{claim}`, which {program.Name} forbids, and may show its products");
        }

        if (Words.Exclusive(Whole) is { } exclusive && !shown.Exists(offer => offer.IsExclusive))
            yield return Said(exclusive)(ComplianceRule.NotExclusive, $"the mail says `{exclusive}`, and no offer that it may show has `exclusive: true`");
        if (Words.Deadline(Whole) is { } deadline && !shown.Exists(offer => offer.Until is not null) && shelf.Pool(mail.Content.Coupon)?.ValidFor is null)
            yield return Said(deadline)(ComplianceRule.FalseDeadline, $"the mail says `{deadline}`, and neither an offer with `until` nor a coupon pool with `valid_for` ends");
    }

    private IEnumerable<Finding> Pictures() => Markup.PicturesWithoutWords(mail.Html).Distinct().Take(1)
        .Select(tag => At(tag[..Math.Min(tag.Length, 24)], "<img")(ComplianceRule.NoAlternative, "a picture has no `alt`; say what it shows, or `alt=\"\"` where it only decorates"));

    private Report Said(string words) => place.Find(words, At(words));

    private Report At(params string[] words) => place.At(files.Place(mail.File, words), mail.Content.Template);

    private static string Word(ContentKind kind) => kind == ContentKind.Transactional ? "transactional" : "own";

    private static string Host(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.Host : url;
}
