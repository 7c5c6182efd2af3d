using NodaTime;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Offers;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Templates;
using Xunit;

namespace PostPurchase.Engine.Tests.Delivery;

/// <summary>What a mail is made of: pure, without a database.</summary>
public sealed class MailComposerTests
{
    private static readonly OfferCard Own = new() { Id = "lamp", Name = "Lamp", Url = "https://shop.example/lamp?a=1&b=2", Own = true };
    private static readonly OfferCard Partner = new() { Id = "mug", Name = "Mug", Url = "https://partner.example/mug?sub={token}", Disclosure = "Ad" };
    private static readonly OfferRequest Offers = new("cross_sell", 3, 1, EmptyOffers.Fallback);
    private static readonly string Picture = new('7', 64);
    private const string Cards = "{{ for offer in offers }}<a href=\"{{ offer.url }}\">{{ offer.name }}</a>{{ end }}{{ if slots.show_fallback }}fallback{{ end }}";

    [Fact]
    public void Names_are_escaped_in_html_and_plain_in_the_subject()
    {
        var mail = Ready(Order("<p>{{ customer.first_name }}</p>", firstName: "A & <b>"));

        Assert.Equal("Hi A & <b>", mail.Subject);
        Assert.Contains("<p>A &amp; &lt;b&gt;</p>", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_end_in_a_name_cannot_break_out_of_the_subject() =>
        Assert.Equal("Hi A Bcc: x@example.com", Ready(Order("x", firstName: "A\r\nBcc: x@example.com")).Subject);

    [Fact]
    public void Web_links_are_tracked_and_the_rest_stays()
    {
        var mail = Ready(Order("<a href='https://shop.example/?a=1&amp;b=2'>x</a><a class=\"q\" href=\"mailto:a@b.example\">m</a><a href=\"tel:+1\">t</a><a href=\"{{ links.unsubscribe }}\">u</a>"));

        Assert.Equal([new LinkTarget(LinkKind.Content, "https://shop.example/?a=1&b=2")], mail.Targets.Links);
        Assert.Contains("<a href='https://go.example/c/", mail.Html, StringComparison.Ordinal);
        Assert.Contains("mailto:a@b.example", mail.Html, StringComparison.Ordinal);
        Assert.Contains("tel:+1", mail.Html, StringComparison.Ordinal);
        Assert.Contains($"href=\"{mail.Links.Unsubscribe}\"", mail.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<img src=\"/a/{0}\">", "<img src=\"https://go.example/a/{0}\">")]
    [InlineData("<td style=\"background:url('/a/{0}')\" background='/a/{0}'>", "<td style=\"background:url('https://go.example/a/{0}')\" background='https://go.example/a/{0}'>")]
    [InlineData("<img src=\"http://127.0.0.1:21210/a/{0}\"><img src='https://old.example/mail/a/{0}'>", "<img src=\"https://go.example/a/{0}\"><img src='https://go.example/a/{0}'>")]
    [InlineData("<img src=\"https://go.example/a/{0}\">", "<img src=\"https://go.example/a/{0}\">")]
    [InlineData("<a href=\"/a/{0}\">Large</a>", "<a href=\"https://go.example/a/{0}\">Large</a>")]
    public void A_picture_that_was_uploaded_is_at_the_address_that_the_links_of_the_mail_have(string written, string sent)
    {
        var mail = Ready(Order(Named(written), text: Named("See http://127.0.0.1:21210/a/{0} here")) with { HasPicture = hash => hash == Picture });

        Assert.StartsWith(Named(sent), mail.Html, StringComparison.Ordinal);
        Assert.Equal(Named("See https://go.example/a/{0} here"), mail.Text);
    }

    [Theory]
    [InlineData("<img src=\"https://pictures.example/a/{0}\">")]
    [InlineData("<img src=\"cid:/a/{0}\">")]
    [InlineData("<img src=\"/a/{0}.png\"><img src=\"/a/{0}0\"><img src=\"/a/small\"><img src=\"/a/\">")]
    public void A_picture_of_another_server_is_left_alone(string written) =>
        Assert.StartsWith(Named(written), Ready(Order(Named(written))).Html, StringComparison.Ordinal);

    [Fact]
    public void An_address_that_names_a_picture_in_its_query_is_changed_in_one_place_only() =>
        Assert.Equal(
            Named("https://go.example/a/{0}?next=/a/{0}"),
            OwnPictures.At("https://go.example", Named("http://127.0.0.1/a/{0}?next=/a/{0}"), _ => true));

    [Fact]
    public void The_same_target_has_one_slot_in_html_and_text()
    {
        var mail = Ready(Order("<a href=\"https://shop.example/a\">a</a><!--[if mso]><v:roundrect href=\"https://shop.example/a\"/><![endif]-->", text: "See https://shop.example/a."));

        Assert.Single(mail.Targets.Links);
        Assert.EndsWith(".", mail.Text, StringComparison.Ordinal);
        Assert.Contains("https://go.example/c/", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("shop.example/a", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_customer_who_is_not_tracked_gets_no_open_picture()
    {
        var order = Order("<body>x</body>");
        var untracked = order with { Sources = order.Sources with { Customer = order.Sources.Customer with { Tracked = false } } };

        Assert.Contains("/o/", Ready(order).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/o/", Ready(untracked).Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Marketing_ends_with_a_link_to_the_shop_that_people_cannot_see()
    {
        var mail = Ready(WithShop(Order("<body><a href=\"https://shop.example/\">Shop</a></body>")));

        Assert.Equal([new(LinkKind.Content, "https://shop.example/"), new LinkTarget(LinkKind.Honeypot, "https://shop.example/")], mail.Targets.Links);
        Assert.Contains($"<a href=\"https://go.example/c/{LinkToken.Make(ADelivery.Key, new(77), 2)}\" tabindex=\"-1\" rel=\"nofollow\"></a></div></body>", mail.Html, StringComparison.Ordinal);
        Assert.Equal(2, Mail.Messages.PlainText.FromHtml(mail.Html!).Split("/c/").Length);
    }

    [Fact]
    public void Receipts_and_mail_to_people_who_are_not_tracked_have_no_such_link()
    {
        var order = WithShop(Order("<body>x</body>"));
        var untracked = order with { Sources = order.Sources with { Customer = order.Sources.Customer with { Tracked = false } } };

        Assert.Empty(Ready(untracked).Targets.Links);
        Assert.Empty(Ready(WithShop(Order("<body>x</body>", ContentKind.Transactional))).Targets.Links);
        Assert.Empty(Ready(Order("<body>x</body>")).Targets.Links);
    }

    [Fact]
    public void An_offer_s_link_names_its_offer_and_makes_own_mail_third_party()
    {
        var mail = Ready(Order(Cards, ContentKind.Own) with { Offers = new([Own, Partner]) });

        Assert.Equal([new(LinkKind.Offer, Own.Url, "lamp"), new LinkTarget(LinkKind.Offer, Partner.Url, "mug")], mail.Targets.Links);
        Assert.Equal(ContentKind.ThirdParty, mail.Kind);
    }

    [Fact]
    public void Without_consent_to_offers_of_others_only_own_ones_are_shown()
    {
        var mail = Ready(Order(Cards, ContentKind.Own) with { Offers = new([Partner, Own]), Promotion = new(true, false) });

        Assert.Equal(["lamp"], mail.Offers.Select(offer => offer.Id));
        Assert.Equal(ContentKind.Own, mail.Kind);
    }

    [Fact]
    public void A_receipt_keeps_its_core_and_says_why_it_carries_no_offers()
    {
        var mail = Ready(Order($"core {Cards}", ContentKind.Transactional) with { Offers = new([Own]), Promotion = new(false, false, "unsubscribed") });

        Assert.Contains("core", mail.Html, StringComparison.Ordinal);
        Assert.Equal((ContentKind.Transactional, "without offers: unsubscribed"), (mail.Kind, mail.Note));
    }

    [Fact]
    public void Where_a_program_forbids_a_redirect_its_own_address_carries_the_token()
    {
        var mail = Ready(Order(Cards, ContentKind.ThirdParty) with { Offers = new([Partner with { AllowsRedirect = false }]) });

        Assert.Contains($"href=\"https://partner.example/mug?sub={LinkToken.Make(ADelivery.Key, new(77), 1)}\"", mail.Html, StringComparison.Ordinal);
        Assert.Equal(Partner.Url, Assert.Single(mail.Targets.Links).Target);
    }

    [Theory]
    [InlineData("<a href=\"https://peak.example/?ref=me\">Peak</a>")]
    [InlineData("<a href=https://peak.example/?ref=me>Peak</a>")]
    public void A_written_out_link_of_a_program_that_forbids_a_redirect_stays_as_it_is_and_keeps_its_slot(string link)
    {
        var peak = new OfferProgram { Key = "peak", Name = "Peak", Link = "https://peak.example/?ref=me", RedirectAllowed = false };

        var mail = Ready(Order($"{link}<a href=\"https://shop.example/a\">a</a>") with { Links = new([new(peak, [])]) });

        Assert.Contains(link, mail.Html, StringComparison.Ordinal);
        Assert.Equal(["https://peak.example/?ref=me", "https://shop.example/a"], mail.Targets.Links.Select(target => target.Target));
        Assert.Contains($"https://go.example/c/{LinkToken.Make(ADelivery.Key, new(77), 2)}", mail.Html, StringComparison.Ordinal);
        Assert.Equal("peak", Assert.Single(mail.Written).Program!.Key);
    }

    [Theory]
    [InlineData(EmptyOffers.Fallback, true)]
    [InlineData(EmptyOffers.Send, false)]
    public void Too_few_offers_show_the_fallback_or_nothing(EmptyOffers rule, bool isFallback)
    {
        var order = Order(Cards, ContentKind.Own, Offers with { Minimum = 2, IfEmpty = rule }) with { Offers = new([Own]) };

        Assert.Equal(isFallback, Ready(order).Html!.Contains("fallback", StringComparison.Ordinal));
    }

    [Fact]
    public void Too_few_offers_skip_the_mail_where_the_step_says_so()
    {
        var order = Order(Cards, ContentKind.Own, Offers with { IfEmpty = EmptyOffers.Skip });

        Assert.IsType<Composition.Skipped>(MailComposer.Compose(order));
    }

    [Fact]
    public void A_choice_has_a_link_of_its_own_that_leads_to_no_address()
    {
        var mail = Ready(Order("<a href=\"{{ choice_link 'enough' }}\">I have enough</a>"));

        Assert.Contains("https://go.example/r/", mail.Html, StringComparison.Ordinal);
        Assert.Equal([new LinkTarget(LinkKind.Choice, "enough", null, "I have enough")], mail.Targets.Links);
    }

    [Theory]
    [InlineData("<td><a class='x' href=\"https://go.example/1\" style=\"color:red\"><b>Yes,</b>\n I&#39;m fine</a></td>", "Yes, I'm fine")]
    [InlineData("<a href=\"https://go.example/1\"><img src=\"a.png\"></a>", null)]
    [InlineData("<!--[if mso]><v:rect href=\"https://go.example/1\"></v:rect><![endif]--><a href=\"https://go.example/1\">Yes</a>", "Yes")]
    public void The_words_of_a_link_are_those_that_people_read(string html, string? words) =>
        Assert.Equal(words, BodyLinks.WordsOf(html).GetValueOrDefault("https://go.example/1"));

    [Fact]
    public void Texts_by_language_slots_and_preheader_are_rendered()
    {
        var order = Order("<body>{{ slots.cta }}</body>", locale: "de-AT");
        order = order with
        {
            Content = order.Content with
            {
                Subject = new(new Dictionary<string, string> { ["en"] = "Hello", ["de"] = "Hallo {{ customer.first_name }}" }),
                Preheader = new("Was {{ store.name }} <meint>"),
                Slots = new Dictionary<string, LocalizedText> { ["cta"] = new("Zum {{ store.name }}") },
            },
        };

        var mail = Ready(order);

        Assert.Equal("Hallo Jane", mail.Subject);
        Assert.Contains("Zum Shop", mail.Html, StringComparison.Ordinal);
        Assert.Contains("Was Shop &lt;meint&gt;", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_renders_empty_and_is_reported()
    {
        var mail = Ready(Order("<p>Order {{ purchase.number }}</p>"));

        Assert.Contains("<p>Order </p>", mail.Html, StringComparison.Ordinal);
        Assert.Contains("x.html(1,", Assert.Single(mail.Misses), StringComparison.Ordinal);
    }

    [Fact]
    public void A_render_that_fails_names_file_and_place() =>
        Assert.Contains("x.html(1,", Assert.IsType<Composition.Failed>(MailComposer.Compose(Order("{{ include '_missing' }}"))).Reason, StringComparison.Ordinal);

    [Fact]
    public void More_links_than_slots_stay_as_they_are()
    {
        var html = string.Concat(Enumerable.Range(0, 200).Select(i => $"<a href=\"https://shop.example/{i}\">x</a>"));

        var mail = Ready(Order(html));

        Assert.Equal(LinkToken.MaximumSlot, mail.Targets.Links.Count);
        Assert.Contains("https://shop.example/199", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mail_about_a_test_order_says_so_in_its_subject()
    {
        var order = Order("x");
        var facts = A.Purchase() with { Kind = PurchaseKind.Test };
        var purchase = new Purchase { Id = new(1), Owner = new(1), Store = "default", OrderedAt = A.Noon, Reported = facts, Facts = facts };

        Assert.Equal("[Test] Hi Jane", Ready(order with { Sources = order.Sources with { Purchase = purchase } }).Subject);
        Assert.Equal("Hi Jane", Ready(order).Subject);
    }

    private static string Named(string text) => text.Replace("{0}", Picture, StringComparison.Ordinal);

    private static ComposedMail Ready(MailOrder order) => Assert.IsType<Composition.Ready>(MailComposer.Compose(order)).Mail;

    private static MailOrder WithShop(MailOrder order) => order with { Sources = order.Sources with { Store = order.Sources.Store with { Url = "https://shop.example/" } } };

    private static MailOrder Order(string html, ContentKind kind = ContentKind.Own, OfferRequest? offers = null, string? firstName = "Jane", string? text = null, string? locale = null)
    {
        var customer = new Customer { Owner = new(1), Store = "default", Address = "jane@example.com", FirstName = firstName, Locale = locale };
        var textPart = text is null ? null : Language.Engine.Parse(text, "x.txt", ParseOptions.Text);
        return new()
        {
            Send = new(77),
            Content = ADelivery.Mail(kind, offers: offers ?? (html.Contains("offers", StringComparison.Ordinal) ? Offers : null)),
            Kind = kind,
            Template = new("x", Language.Engine.Parse(html, "x.html", ParseOptions.Html), textPart, "0f", _ => null, []),
            Sources = new() { Now = A.Noon, Zone = DateTimeZone.Utc, Store = new() { Name = "Shop" }, Customer = new(customer) },
            Key = ADelivery.Key,
            BaseUrl = "https://go.example",
        };
    }
}
