using PostPurchase.Core.Personalisation;
using Xunit;

namespace PostPurchase.Core.Tests.Personalisation;

public sealed class LookTests
{
    private static readonly StoreProfile s_shop = new() { Name = "Trail", PostalAddress = null, Brand = new() { LogoUrl = "https://trail.example/logo.png", SignedBy = "Mara" } };

    [Fact]
    public void What_the_form_leaves_out_is_as_the_settings_have_it()
    {
        var shown = new StoreLook { Color = "#112233", PostalAddress = "1 Road" }.ApplyTo(s_shop);

        Assert.Equal(("Trail", "#112233", "https://trail.example/logo.png", "Mara", "1 Road"), (shown.Name, shown.Brand.Color, shown.Brand.LogoUrl, shown.Brand.SignedBy, shown.PostalAddress));
    }

    [Fact]
    public void A_postal_address_of_the_settings_counts_first() =>
        Assert.Equal("2 Street", new StoreLook { PostalAddress = "1 Road" }.ApplyTo(s_shop with { PostalAddress = "2 Street" }).PostalAddress);

    [Theory]
    [InlineData(null, null, true, "Trail")]
    [InlineData("Peak", null, true, "Peak")]
    [InlineData("Peak", null, false, "Trail")]
    [InlineData("Peak", "Mara of Peak", false, "Mara of Peak")]
    public void Mail_is_from_the_sender_that_was_named_or_else_from_the_shop(string? name, string? sender, bool isNamedAfterStore, string expected) =>
        Assert.Equal(expected, new StoreLook { Name = name, SenderName = sender }.SenderNameOver("Trail", isNamedAfterStore));

    [Theory]
    [InlineData("red")]
    [InlineData("#12345")]
    [InlineData("#12345g")]
    [InlineData("#123456;}")]
    [InlineData("url(x)")]
    public void A_colour_is_six_digits(string color)
    {
        Assert.Equal("color", Assert.Single(LookRules.Check(new() { Color = color })).Path);
        Assert.Equal("text_on_color", Assert.Single(LookRules.Check(new() { TextOnColor = color })).Path);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("Mara\r\nBcc: all@example.com")]
    [InlineData(" ")]
    [InlineData("a name of more than eighty characters, which no inbox shows and no customer would ever read")]
    public void A_name_is_one_line_of_text(string name)
    {
        Assert.Equal("name", Assert.Single(LookRules.Check(new() { Name = name })).Path);
        Assert.Equal("sender_name", Assert.Single(LookRules.Check(new() { SenderName = name })).Path);
        Assert.Equal("signed_by", Assert.Single(LookRules.Check(new() { SignedBy = name })).Path);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:image/svg+xml,<svg onload=alert(1)>")]
    [InlineData("//trail.example/logo.png")]
    [InlineData("https://trail.example/\"onerror=alert(1)")]
    [InlineData("https://trail.example/a b.png")]
    [InlineData("https://trail.example@evil.example/logo.png")]
    [InlineData("https:\\\\trail.example/logo.png")]
    public void A_logo_is_at_an_address_that_every_program_reads_alike(string url) =>
        Assert.Equal("logo_url", Assert.Single(LookRules.Check(new() { LogoUrl = url })).Path);

    [Fact]
    public void A_logo_may_be_a_picture_that_was_uploaded_by_its_hash_alone()
    {
        var hash = new string('a', 64);

        Assert.Empty(LookRules.Check(new() { LogoUrl = $"/a/{hash}" }));
        Assert.All([$"/a/{hash}0", $"/a/{hash[1..]}", $"/a/{hash[1..]}G", $"/b/{hash}", "/a/"], url => Assert.Single(LookRules.Check(new() { LogoUrl = url })));
    }

    [Fact]
    public void A_page_is_at_the_network_that_it_is_said_to_be_at()
    {
        var problems = LookRules.Check(new()
        {
            Socials = [new("instagram", "https://www.instagram.com/trail"), new("instagram", "https://instagram.com.evil.example/trail"), new("myspace", "https://myspace.com/trail"), new("blog", "javascript:alert(1)")],
        });

        Assert.Equal(["socials[1].url", "socials[2].network", "socials[3].url"], problems.Select(problem => problem.Path));
    }

    [Fact]
    public void A_font_is_one_that_mail_programs_have()
    {
        Assert.Equal("font", Assert.Single(LookRules.Check(new() { Font = "Comic Sans MS" })).Path);
        Assert.All(MailFont.All, font => Assert.Empty(LookRules.Check(new() { Font = font.Css })));
        Assert.Contains(MailFont.All, font => font.Css == new Brand().Font);
    }

    [Theory]
    [InlineData("1 Road\n10001 New York\nUSA", 0)]
    [InlineData("1\n2\n3\n4\n5\n6\n7", 1)]
    [InlineData("1 Road </p><script>", 1)]
    public void A_postal_address_is_a_few_lines_of_text(string address, int problems) => Assert.Equal(problems, LookRules.Check(new() { PostalAddress = address }).Count);

    // Values of the WCAG contrast formula: black on white is 21, #767676 on white the lightest grey that text may have, pure red on white 3.998.
    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#777777", "#777777", 1)]
    [InlineData("#767676", "#ffffff", 4.54)]
    [InlineData("#ff0000", "#ffffff", 3.998)]
    public void Contrast_is_as_WCAG_counts_it(string one, string other, double expected)
    {
        Assert.Equal(expected, Contrast.Ratio(one, other), 0.005);
        Assert.Equal(expected, Contrast.Ratio(other, one), 0.005);
    }

    [Fact]
    public void Dark_text_is_proposed_on_light_colours_and_white_on_dark_ones() => Assert.Equal(("#1d2129", "#ffffff"), (Contrast.BestTextOn("#ffdd00"), Contrast.BestTextOn("#7a3b12")));
}
