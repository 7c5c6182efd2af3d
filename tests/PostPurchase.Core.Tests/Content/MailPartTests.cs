using System.Text.RegularExpressions;
using Xunit;

namespace PostPurchase.Core.Tests.Content;

/// <summary>What the parts that mails are made of say and how they look.</summary>
public sealed partial class MailPartTests
{
    public static TheoryData<string> Mails => [.. ShopFiles.Mails];

    [Theory]
    [InlineData("en-US", "US", "New York, NY 10001<br>United States")]
    [InlineData("de-DE", "US", "New York, NY 10001<br>Vereinigte Staaten")]
    [InlineData("en-US", "DE", "10001 New York<br>Germany")]
    [InlineData("de-DE", "DE", "10001 New York<br>Deutschland")]
    [InlineData("en-US", "AQ", "10001 New York<br>AQ")]
    public void An_address_is_written_as_in_its_country_and_names_it(string locale, string country, string expected)
    {
        var isGerman = locale == "de-DE";
        var full = SampleMail.Full(isGerman);
        var facts = full.Purchase!.Facts with { ShippingAddress = new("Jane Doe", "1 Road", "10001", "New York", "NY", country) };

        var html = SampleMail.Render(isGerman ? "shipped.de.html" : "shipped.html", full with { Purchase = full.Purchase with { Facts = facts } });

        Assert.Contains(expected, SpaceRegex().Replace(html, " ").Replace(" <br>", "<br>", StringComparison.Ordinal).Replace("<br> ", "<br>", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public void Long_words_break_and_pictures_fill_the_width_of_a_phone(string file)
    {
        var html = SampleMail.Render(file, SampleMail.Full(ShopFiles.IsGerman(file)));

        Assert.Contains("overflow-wrap:anywhere;word-break:break-word;", html, StringComparison.Ordinal);
        Assert.Contains(".fill { max-width: none !important; }", html, StringComparison.Ordinal);
        Assert.All(WidePictureRegex().Matches(html), picture => Assert.Contains("class=\"fill\"", picture.Value, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("order-confirmation.html", "Morning Light espresso, 1 kg")]
    [InlineData("order-confirmation.html", "Hand grinder")]
    [InlineData("shipped.html", "Brass pour-over kettle")]
    public void A_name_turns_no_text_beside_it(string file, string name) =>
        Assert.Contains($"<bdi>{name}</bdi>", SampleMail.Render(file, SampleMail.Full()), StringComparison.Ordinal);

    [Theory]
    [InlineData("shall-we-stop.html", "Just reply to this mail; a person reads it. You can also write to <a")]
    [InlineData("shall-we-stop.de.html", "ein Mensch liest sie. Sie können auch an <a")]
    [InlineData("how-was-it.html", "Just reply to this mail; a person reads it. You can also write to <a")]
    [InlineData("how-was-it.de.html", "ein Mensch liest sie. Sie können auch an <a")]
    [InlineData("personal-note.html", "A reply to this mail reaches me. You can also write to <a")]
    public void The_help_line_is_of_whole_sentences(string file, string expected) =>
        Assert.Contains(expected, SpaceRegex().Replace(SampleMail.Render(file, SampleMail.Full(ShopFiles.IsGerman(file))), " "), StringComparison.Ordinal);

    [Theory]
    [InlineData("shipped.de.html", "am Freitag, dem 6. März, bei Ihnen")]
    [InlineData("personal-note.de.html", "Guten Tag Jane,")]
    public void German_is_written_as_Germans_do(string file, string expected) =>
        Assert.Contains(expected, SampleMail.Render(file, SampleMail.Full(german: true)), StringComparison.Ordinal);

    [GeneratedRegex(@"\s+")]
    private static partial Regex SpaceRegex();

    [GeneratedRegex("<img[^>]*width=\"512\"[^>]*>")]
    private static partial Regex WidePictureRegex();
}
