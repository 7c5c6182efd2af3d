using System.Collections.Concurrent;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;
using PostPurchase.Templates;
using PostPurchase.Mail.Messages;

namespace PostPurchase.Engine.Delivery;

/// <summary>Makes a mail from its template, its texts and its model. Pure: the same order gives the same mail. Production, simulation and preview call it.</summary>
internal static class MailComposer
{
    /// <summary>The slot that is set where there are too few offers and the step wants the template's fallback block, and where there is no code left for it.</summary>
    public const string FallbackSlot = "show_fallback";

    private const int MostMisses = 50;

    private static readonly ConcurrentDictionary<string, TimeZoneInfo> Zones = new(StringComparer.Ordinal);

    /// <summary>Makes the mail.</summary>
    public static Composition Compose(MailOrder order)
    {
        var links = new LinkBook(order.Key, order.Send, order.BaseUrl, order.Links);
        links.AddService([order.Sources.Purchase?.Facts.StatusUrl, order.Sources.Shipment?.TrackingUrl]);
        if (PickedOffers(order) is not { } offers) return new Composition.Skipped($"skipped: there were fewer than {Math.Max(1, order.Content.Offers!.Minimum)} offers for this customer{Reasons(order.Offers.Picks)}");
        try
        {
            return new Composition.Ready(Render(order, offers, links));
        }
        catch (TemplateException exception)
        {
            return new Composition.Failed($"the mail could not be made: {exception.Errors[0]}");
        }
        catch (EmptySubjectException)
        {
            return new Composition.Failed("the mail could not be made: its subject is empty");
        }
    }

    /// <summary>The offers that may be shown; null where the step skips the mail without them.</summary>
    private static List<OfferCard>? PickedOffers(MailOrder order)
    {
        if (order.Content.Offers is not { } wanted) return [];
        var allowed = order.Offers.Cards.Where(offer => order.Promotion is { Own: true } && (offer.Own || order.Promotion.ThirdParty)).Take(wanted.Count).ToList();
        if (allowed.Count >= Math.Max(1, wanted.Minimum)) return allowed;
        return wanted.IfEmpty == EmptyOffers.Skip ? null : [];
    }

    // The commonest reasons, so that somebody who reads the ledger knows what to mend.
    private static string Reasons(SendPicks? picks)
    {
        if (picks is null || picks.LeftCount == 0) return "";
        var groups = picks.Left.GroupBy(note => note.Reason, StringComparer.Ordinal).OrderByDescending(group => group.Count()).Take(3).Select(group => $"{group.Count()}: {group.Key}");
        return $" ({string.Join("; ", groups)})";
    }

    private static ComposedMail Render(MailOrder order, List<OfferCard> offers, LinkBook links)
    {
        var misses = new List<string>();
        var options = Options(order, links, misses);
        var shown = offers.Select(offer => offer with { Url = links.OfOffer(offer) }).ToList();
        var sources = order.Sources with { Offers = shown, Links = links.Standing };
        var locale = LocaleOf(order.Sources);
        var bare = Model.Build(sources);
        string Text(LocalizedText text) => Language.ParseText(text.For(locale)).Render(bare, options);

        var subject = OneLine.Of(Text(order.Content.Subject));
        if (subject.Length == 0) throw new EmptySubjectException();
        var preheader = order.Content.Preheader is { } line ? OneLine.Of(Text(line)) : null;
        var slots = order.Content.Slots.ToDictionary(slot => slot.Key, slot => Text(slot.Value));
        if ((offers.Count == 0 && order.Content.Offers is { IfEmpty: EmptyOffers.Fallback }) || (order.Content.Coupon is not null && order.Sources.Coupon is null)) slots[FallbackSlot] = "true";
        var model = slots.Count == 0 ? bare : Model.Build(sources with { Slots = slots });
        string? Rendered(Template? body) => body is null ? null : OwnPictures.At(order.BaseUrl, body.Render(model, options), order.HasPicture);

        var html = Rendered(order.Template.Html);
        var text = Rendered(order.Template.Text);
        if (html is not null) html = BodyLinks.Dress(BodyLinks.InHtml(html, links), preheader, order.Sources.Customer.Tracked ? links.Pixel : null);
        if (text is not null) text = BodyLinks.InText(text, links);
        // Last, so that the links that people see have the slots that they would have without it.
        if (html is not null && order.Kind != ContentKind.Transactional && order.Sources.Customer.Tracked) html = BodyLinks.WithHoneypot(html, links.Honeypot(order.Sources.Store.Url));
        return new()
        {
            Subject = order.Sources.Purchase?.Facts.Kind == PurchaseKind.Test ? TestLabel + subject : subject,
            Preheader = preheader,
            Html = html,
            Text = text,
            Kind = KindOf(order.Kind, offers),
            Targets = new(order.Template.Name, order.Template.Hash, [.. links.LabelledIn(html)]),
            Version = order.Template.Version,
            Links = links.Standing,
            Offers = shown,
            Written = links.Written,
            Picks = order.Offers.Picks is { } picks ? picks with { Shown = [.. picks.Shown.Where(note => offers.Exists(offer => offer.Id == note.Id))] } : null,
            Note = NoteOf(order, offers),
            Misses = misses,
        };
    }

    /// <summary>Somebody else's offer makes marketing third party, whatever the step says; a transactional mail stays what it is.</summary>
    private static ContentKind KindOf(ContentKind declared, List<OfferCard> offers) =>
        declared == ContentKind.Own && offers.Any(offer => !offer.Own) ? ContentKind.ThirdParty : declared;

    private static string? NoteOf(MailOrder order, List<OfferCard> offers)
    {
        if (order.Kind != ContentKind.Transactional || order.Content.Offers is null) return null;
        if (offers.Count > 0) return offers.Count == 1 ? "with 1 offer" : $"with {offers.Count} offers";
        return order.Promotion.Refusal is { } refusal ? $"without offers: {refusal}" : "without offers: none fits";
    }

    private static RenderOptions Options(MailOrder order, LinkBook links, List<string> misses) => new()
    {
        Culture = ModelScope.CultureOf(order.Template.LocaleFor(order.Sources.Customer.Customer.Locale, order.Sources.Store.Locale)),
        TimeZone = Zones.GetOrAdd(order.Sources.Zone.Id, id => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc),
        Now = order.Sources.Now.ToDateTimeOffset(),
        Misses = order.IsStrict ? MissingValues.Fail : MissingValues.Empty,
        Includes = order.Template.Includes,
        Report = miss =>
        {
            if (misses.Count < MostMisses) misses.Add(miss.ToString());
        },
        Host = order.Facts with { ChoiceLink = links.OfChoice },
    };

    private static string? LocaleOf(ModelSources sources) => sources.Customer.Customer.Locale ?? sources.Store.Locale;

    /// <summary>Ends the render of a mail whose subject came out empty.</summary>
    /// <summary>Begins the subject of every mail about an order that a shop made to try something.</summary>
    public const string TestLabel = "[Test] ";

    private sealed class EmptySubjectException : Exception;
}
