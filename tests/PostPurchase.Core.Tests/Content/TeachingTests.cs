using PostPurchase.Core.Personalisation;
using Xunit;

namespace PostPurchase.Core.Tests.Content;

/// <summary>What the mails teach about what was bought, and what they leave unsaid.</summary>
public sealed class TeachingTests
{
    [Theory]
    [InlineData("getting-the-most.html", "coffee", "Grind just before you brew")]
    [InlineData("getting-the-most.html", "Shoes", "Protect them before the first rain")]
    [InlineData("getting-the-most.html", "anvils", "Check the parcel when it is here")]
    [InlineData("getting-the-most.de.html", "coffee", "Erst kurz vorher mahlen")]
    [InlineData("delivered.html", "coffee", "Grind just before you brew")]
    [InlineData("delivered.de.html", "coffee", "Erst kurz vorher mahlen")]
    public void Tips_are_those_of_what_was_bought(string file, string category, string expected)
    {
        var one = One(SampleMail.WithLines(SampleMail.Full(ShopFiles.IsGerman(file)), line => line with { Category = category }));

        Assert.Contains(expected, SampleMail.Render(file, one with { Shipment = null }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("getting-the-most.html", "A good start with your order")]
    [InlineData("getting-the-most.de.html", "Ein guter Start mit Ihrem Einkauf")]
    public void Of_several_things_each_has_its_own_tips_below_its_name(string file, string title)
    {
        var html = SampleMail.Render(file, SampleMail.Full(ShopFiles.IsGerman(file)));

        Assert.Contains(title, html, StringComparison.Ordinal);
        Assert.Contains(">Morning Light espresso, 1 kg</h2>", html, StringComparison.Ordinal);
        Assert.Contains(">Brass pour-over kettle</h2>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("getting-the-most.html", "Stuck?", "A question before it is there?")]
    [InlineData("getting-the-most.de.html", "wo es hakt", "bevor es da ist?")]
    public void Nobody_is_stuck_with_what_has_not_arrived(string file, string stuck, string before)
    {
        var full = SampleMail.Full(ShopFiles.IsGerman(file));

        var html = SampleMail.Render(file, full with { Purchase = full.Purchase! with { DeliveredAt = null } });

        Assert.Contains(stuck, SampleMail.Render(file, full), StringComparison.Ordinal);
        Assert.DoesNotContain(stuck, html, StringComparison.Ordinal);
        Assert.Contains(before, html, StringComparison.Ordinal);
    }

    [Fact]
    public void Tips_that_a_journey_gives_itself_stand_in_place_of_those()
    {
        var full = SampleMail.Full();

        var html = SampleMail.Render("getting-the-most.html", full with { Slots = new Dictionary<string, string> { ["tip_1"] = "Rinse it once" } });

        Assert.Contains("Rinse it once", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Grind just before", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Lantern Coffee, Speicherweg 4, 20457 Hamburg", false)]
    [InlineData("Lantern Coffee GmbH\nAm Speicher 4, 20457 Hamburg", false)]
    [InlineData("Lantern Coffee Street 4, 20457 Hamburg", true)]
    [InlineData("Speicherweg 4, 20457 Hamburg", true)]
    [InlineData(null, true)]
    public void The_footer_says_the_shops_name_once(string? address, bool isBeside)
    {
        var full = SampleMail.Full();

        var html = SampleMail.Render("delivered.html", full with { Store = full.Store with { PostalAddress = address } });

        Assert.Equal(isBeside, html.Contains("font-weight:700;\">Lantern Coffee</span>\n", StringComparison.Ordinal) && html.LastIndexOf(">Lantern Coffee</span>", StringComparison.Ordinal) > html.IndexOf("because it belongs", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("you-might-also-like.html", "(?i)reason|why")]
    [InlineData("you-might-also-like.de.html", "(?i)grund|warum")]
    public void What_goes_with_it_promises_no_reasons_that_the_cards_may_lack(string file, string promise)
    {
        var full = SampleMail.Full(ShopFiles.IsGerman(file));

        Assert.DoesNotMatch(promise, SampleMail.Render(file, full with { Offers = [.. full.Offers.Select(offer => offer with { Why = "" })] }));
    }

    private static ModelSources One(ModelSources full) => full with { Purchase = full.Purchase! with { Facts = full.Purchase.Facts with { Lines = [full.Purchase.Facts.Lines[0]] } } };
}
