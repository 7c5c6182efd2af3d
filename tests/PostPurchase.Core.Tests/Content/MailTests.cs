using System.Text.RegularExpressions;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;
using PostPurchase.Templates;
using Xunit;

namespace PostPurchase.Core.Tests.Content;

public sealed partial class MailTests
{
    private const int MostBytes = 90_000; // Gmail cuts a mail off at 102 KB
    private static readonly string[] HighValue = ["personal-note", "how-was-it", "care-guide"];

    public static TheoryData<string> Mails => [.. ShopFiles.Mails];

    public static TheoryData<string> Sources => [.. ShopFiles.Templates.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_template_reads_only_what_there_is_and_falls_back_where_it_may_be_missing(string file)
    {
        var check = new TemplateCheck(Language.Engine, Shape(Model.Fields), ShopFiles.Set.Find, [.. ShopFiles.Templates.Keys.Select(ShopFiles.NameOf)]);

        Assert.Empty(check.Check(ShopFiles.Templates[file], file));
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public void A_mail_is_a_list_of_blocks(string file) =>
        Assert.True(ShopFiles.Set.Find(file[..^".html".Length])!.TopLevelIncludes.Count >= 3);

    [Theory]
    [MemberData(nameof(Mails))]
    public void A_full_mail_has_one_button_the_help_line_and_the_footer(string file)
    {
        var html = Full(file);

        Assert.Single(ButtonRegex().Matches(html));
        Assert.Contains("mailto:hello@lantern.example", html, StringComparison.Ordinal);
        Assert.Contains("Am Speicher 4, 20457 Hamburg", html, StringComparison.Ordinal);
        Assert.Contains("https://mail.lantern.example/u/t", html, StringComparison.Ordinal);
        Assert.Contains("What the inbox shows beside it", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("order-confirmation.html")]
    [InlineData("review-request.html")]
    [InlineData("review-reminder.de.html")]
    [InlineData("getting-the-most.html")]
    [InlineData("running-low.html")]
    [InlineData("care-guide.html")]
    [InlineData("you-might-also-like.html")]
    [InlineData("fresh-for-you.de.html")]
    public void Without_an_address_of_the_shop_the_button_leads_to_the_page_of_the_order(string file)
    {
        var html = SampleMail.Render(file, WithoutAddresses(SampleMail.Full(ShopFiles.IsGerman(file))));

        Assert.Single(ButtonRegex().Matches(html));
        Assert.Contains("href=\"https://lantern.example/orders/1001\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public void Without_an_address_of_the_shop_no_link_of_a_mail_leads_nowhere(string file) =>
        Assert.DoesNotContain("href=\"\"", SampleMail.Render(file, WithoutAddresses(SampleMail.Full(ShopFiles.IsGerman(file)))), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Mails))]
    public void A_mail_reports_no_missing_value(string file)
    {
        var misses = new List<TemplateError>();

        SampleMail.Render(file, SampleMail.Full(), misses.Add);
        SampleMail.Render(file, SampleMail.Sparse(), misses.Add);
        SampleMail.Render(file, SampleMail.Empty(), misses.Add);

        Assert.Empty(misses);
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public void What_a_customer_typed_stays_text(string file)
    {
        var html = SampleMail.Render(file, SampleMail.Hostiles());

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(UnsafeAddressRegex(), html);
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public void A_mail_is_small_and_every_picture_has_an_alternative(string file)
    {
        var html = Full(file);

        Assert.True(html.Length < MostBytes);
        Assert.All(ImageRegex().Matches(html), image => Assert.Contains(" alt=\"", image.Value, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public void The_disclosure_stands_above_the_first_partner_product(string file)
    {
        var html = Full(file);
        var partner = html.IndexOf("Temperature-stable mug", StringComparison.Ordinal);
        var disclosure = html.IndexOf(ShopFiles.IsGerman(file) ? "Werbung." : "Ad.", StringComparison.Ordinal);

        Assert.Equal(partner < 0, disclosure < 0);
        Assert.True(disclosure <= partner);
    }

    [Fact]
    public void Mails_for_the_best_customers_show_neither_offers_nor_percentages() =>
        Assert.All(ShopFiles.Mails.Where(file => HighValue.Contains(ShopFiles.NameOf(file))), file =>
            Assert.DoesNotMatch(OfferRegex(), ShopFiles.Templates[file]));

    [Fact]
    public void A_confirmation_without_consent_carries_no_products()
    {
        var full = SampleMail.Full();

        var html = SampleMail.Render("order-confirmation.html", full with { Run = full.Run! with { HasMarketing = false } });

        Assert.DoesNotContain("Hand grinder", html, StringComparison.Ordinal);
        Assert.Contains("#1001", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("order-confirmation.html", "Including tax", "Total")]
    [InlineData("order-confirmation.de.html", "darin Mehrwertsteuer", "Summe")]
    public void Tax_that_is_in_the_prices_stands_below_the_total(string file, string inside, string total)
    {
        var html = SampleMail.Render(file, SampleMail.Full(ShopFiles.IsGerman(file)));

        Assert.True(html.IndexOf(inside, StringComparison.Ordinal) > html.LastIndexOf($">{total}<", StringComparison.Ordinal));
    }

    [Fact]
    public void Tax_that_comes_on_top_is_one_of_the_sums()
    {
        var full = SampleMail.Full();
        var facts = full.Purchase!.Facts with { Total = new(16804, full.Purchase.Facts.Currency) };

        var html = SampleMail.Render("order-confirmation.html", full with { Purchase = full.Purchase with { Facts = facts } });

        Assert.DoesNotContain("Including tax", html, StringComparison.Ordinal);
        Assert.True(html.IndexOf(">Tax<", StringComparison.Ordinal) < html.IndexOf(">Total<", StringComparison.Ordinal));
    }

    [Fact]
    public void A_parcel_whose_store_names_only_its_lines_says_what_is_in_it()
    {
        var full = SampleMail.Full();
        var parcel = full.Shipment! with { Lines = [new() { Id = "l1", Quantity = 1 }] };

        Assert.Contains("Morning Light espresso, 1 kg", SampleMail.Render("shipped.html", full with { Shipment = parcel }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("how-was-it.html", "Has everything arrived?", "should have been with you")]
    [InlineData("how-was-it.de.html", "Ist alles angekommen?", "bei Ihnen sein")]
    [InlineData("care-guide.html", "from the first day on", "Two weeks in")]
    [InlineData("care-guide.de.html", "vom ersten Tag an", "Nach zwei Wochen")]
    public void Nobody_is_told_that_they_have_what_is_not_known_to_have_arrived(string file, string expected, string claim)
    {
        var full = SampleMail.Full(ShopFiles.IsGerman(file));

        var html = SampleMail.Render(file, full with { Purchase = full.Purchase! with { DeliveredAt = null } });

        Assert.Contains(claim, SampleMail.Render(file, full), StringComparison.Ordinal);
        Assert.Contains(expected, html, StringComparison.Ordinal);
        Assert.DoesNotContain(claim, html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("what-is-new.html", "(?i)\\bnew\\b|missed|here is what")]
    [InlineData("what-is-new.de.html", "(?i)\\bneue?s?\\b")]
    [InlineData("fresh-for-you.html", "(?i)\\bnew\\b")]
    [InlineData("fresh-for-you.de.html", "(?i)\\bneue?s?\\b")]
    [InlineData("you-might-also-like.html", "Goes well|Picked for")]
    [InlineData("you-might-also-like.de.html", "Passt gut|Ausgesucht")]
    public void A_mail_without_offers_promises_none_and_has_something_to_say(string file, string promise)
    {
        var full = SampleMail.Full(ShopFiles.IsGerman(file));

        var html = SampleMail.Render(file, full with { Offers = [], Coupon = null });

        Assert.Matches(promise, SampleMail.Render(file, full));
        Assert.DoesNotMatch(promise, html);
        Assert.Single(ButtonRegex().Matches(html));
        Assert.True(ParagraphRegex().Count(html) >= 5);
    }

    [Theory]
    [InlineData("getting-the-most", "kettle")]
    [InlineData("care-guide", "kettle")]
    [InlineData("delivered", "Your Brass|Zugestellt: Brass|Start using|Loslegen")]
    [InlineData("you-might-also-like", "kettle")]
    public void Who_gave_it_away_is_not_told_to_enjoy_it(string name, string forbidden) => Assert.All(ShopFiles.Mails.Where(file => ShopFiles.NameOf(file) == name), file =>
    {
        var full = SampleMail.FirstReturned(ShopFiles.IsGerman(file));

        Assert.DoesNotMatch(forbidden, SampleMail.Render(file, full with { Purchase = full.Purchase! with { Facts = full.Purchase.Facts with { Gift = true, Lines = [.. full.Purchase.Facts.Lines.Skip(1)] } } }));
    });

    [Theory]
    [InlineData("order-confirmation.html", "We pack it|Where it goes", "We make it ready")]
    [InlineData("order-confirmation.de.html", "Wir packen|Dorthin geht es", "Wir bereiten es vor")]
    [InlineData("getting-the-most.html", "when it is here", "Open it once")]
    [InlineData("getting-the-most.de.html", "sobald es da ist", "Einmal öffnen")]
    public void What_is_not_sent_is_not_packed(string file, string sent, string digital)
    {
        var full = SampleMail.WithLines(SampleMail.Full(ShopFiles.IsGerman(file)), line => line with { Category = null });

        var html = SampleMail.Render(file, SampleMail.WithLines(full, line => line with { RequiresShipping = false }));

        Assert.Matches(sent, SampleMail.Render(file, full));
        Assert.DoesNotMatch(sent, html);
        Assert.Contains(digital, html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delivered.html", "Your Brass pour-over kettle has been delivered")]
    [InlineData("delivered.de.html", "Zugestellt: Brass pour-over kettle.")]
    public void What_has_arrived_is_what_was_in_the_parcel(string file, string expected)
    {
        var html = Full(file);

        Assert.Contains(expected, html, StringComparison.Ordinal);
        Assert.DoesNotContain("espresso", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("getting-the-most")]
    [InlineData("care-guide")]
    [InlineData("review-request")]
    [InlineData("review-reminder")]
    [InlineData("you-might-also-like")]
    public void What_went_back_is_not_asked_about(string name) => Assert.All(ShopFiles.Mails.Where(file => ShopFiles.NameOf(file) == name), file =>
    {
        var html = SampleMail.Render(file, SampleMail.FirstReturned(ShopFiles.IsGerman(file)));

        Assert.DoesNotContain("espresso", html, StringComparison.Ordinal);
        Assert.Contains("Brass pour-over kettle", html, StringComparison.Ordinal);
    });

    [Fact]
    public void Who_bought_at_a_partner_is_not_told_that_they_bought_from_us()
    {
        var full = SampleMail.Full();
        var facts = full.Purchase!.Facts with { Channel = "affiliate" };

        var html = SampleMail.Render("bought-on-our-word.html", full with { Purchase = full.Purchase with { Facts = facts } });

        Assert.Contains("because you bought something that we recommended", html, StringComparison.Ordinal);
        Assert.DoesNotContain("from us", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Review_links_depend_on_no_score() => Assert.All(
        ShopFiles.Mails.Where(file => file.StartsWith("review-", StringComparison.Ordinal)),
        file => Assert.DoesNotContain("score", ShopFiles.Templates[file], StringComparison.Ordinal));

    [Theory]
    [InlineData("come-back-code.html", "On orders from £40.00")]
    [InlineData("come-back-code.de.html", "Ab 40,00 £ Bestellwert")]
    [InlineData("fresh-for-you.html", "On orders from £40.00")]
    public void The_least_order_of_a_code_is_said_in_its_own_currency_whatever_the_shops_is(string file, string expected)
    {
        var full = SampleMail.Full(ShopFiles.IsGerman(file));
        var html = SampleMail.Render(file, full with { Coupon = full.Coupon! with { Minimum = new(4000, Currency.Parse("GBP")) } });

        Assert.Contains(expected, html.Replace('\u00A0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mail_speaks_English_and_German() =>
        Assert.All(ShopFiles.MailNames, name => Assert.Contains($"{name}.de.html", ShopFiles.Mails));

    private static ModelSources WithoutAddresses(ModelSources full)
    {
        var lines = full.Purchase!.Facts.Lines.Select(line => line with { Url = null }).ToList();
        return full with
        {
            Store = full.Store with { Url = null },
            Purchase = full.Purchase with { Facts = full.Purchase.Facts with { Lines = lines } },
            Line = new(lines[0]),
            Offers = [],
        };
    }

    private static string Full(string file) => SampleMail.Render(file, SampleMail.Full(ShopFiles.IsGerman(file)));

    private static ModelShape Shape(IEnumerable<ModelField> fields) =>
        ModelShape.Group(fields.Select(field => KeyValuePair.Create(field.Name, field.Optional ? Shape(field).OrNull() : Shape(field))));

    private static ModelShape Shape(ModelField field) => field.Type switch
    {
        FieldType.Text => ModelShape.Text,
        FieldType.Number or FieldType.Money => ModelShape.Number,
        FieldType.Bool => ModelShape.Bool,
        FieldType.Date => ModelShape.Date,
        FieldType.List => ModelShape.ListOf(field.Fields.Count == 0 ? ModelShape.Text : Shape(field.Fields)),
        FieldType.Group => Shape(field.Fields),
        _ => ModelShape.Group(true, []),
    };

    [GeneratedRegex("class=\"press\"")]
    private static partial Regex ButtonRegex();

    [GeneratedRegex("<p class=")]
    private static partial Regex ParagraphRegex();

    [GeneratedRegex("(href|src)=\"\\s*(javascript|vbscript|data):", RegexOptions.IgnoreCase)]
    private static partial Regex UnsafeAddressRegex();

    [GeneratedRegex("<img[^>]*>")]
    private static partial Regex ImageRegex();

    [GeneratedRegex("_offers|_coupon|[0-9] ?%|percent|Prozent")]
    private static partial Regex OfferRegex();
}
