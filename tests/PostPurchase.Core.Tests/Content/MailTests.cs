using System.Text.RegularExpressions;
using PostPurchase.Core.Personalisation;
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

    [Fact]
    public void Review_links_depend_on_no_score() => Assert.All(
        ShopFiles.Mails.Where(file => file.StartsWith("review-", StringComparison.Ordinal)),
        file => Assert.DoesNotContain("score", ShopFiles.Templates[file], StringComparison.Ordinal));

    [Fact]
    public void Every_mail_speaks_English_and_German() =>
        Assert.All(ShopFiles.MailNames, name => Assert.Contains($"{name}.de.html", ShopFiles.Mails));

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

    [GeneratedRegex("(href|src)=\"\\s*(javascript|vbscript|data):", RegexOptions.IgnoreCase)]
    private static partial Regex UnsafeAddressRegex();

    [GeneratedRegex("<img[^>]*>")]
    private static partial Regex ImageRegex();

    [GeneratedRegex("_offers|_coupon|[0-9] ?%|percent|Prozent")]
    private static partial Regex OfferRegex();
}
