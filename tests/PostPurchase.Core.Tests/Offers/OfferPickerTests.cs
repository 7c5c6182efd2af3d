using NodaTime;
using PostPurchase.Core.Offers;
using PostPurchase.Core.Purchases;
using Xunit;

namespace PostPurchase.Core.Tests.Offers;

public sealed class OfferPickerTests
{
    private static readonly OfferProgram s_own = new() { Key = "own", Name = "Shop" };
    private static readonly OfferProgram s_partner = new() { Key = "peak", Name = "Peak", Commission = new(0.1, null) };

    [Fact]
    public void What_the_shop_says_comes_before_what_was_measured()
    {
        var said = An("said") with { Complements = ["p1"] };

        var picked = Pick([An("measured") with { ProductId = "p2" }, said], Request() with { Products = Together("p1", "p2") });

        Assert.Equal(["said", "measured"], Ids(picked));
        Assert.Equal(["you say that it goes with p1; the shop's own", "bought with p1: together in 50 of 1000 baskets, lift 5.00; the shop's own"], picked.Offers.Select(one => one.Note));
    }

    [Fact]
    public void A_pair_that_chance_explains_is_no_reason()
    {
        var rare = new Evidence(4, 10, 10, 1000);
        var chance = new Evidence(100, 300, 330, 1000);

        Assert.Equal("no evidence: together in 4 of 1000 baskets, 5 are needed", rare.Objection);
        Assert.Equal("no evidence: together in 100 of 1000 baskets, lift 1.01, which chance explains", chance.Objection);
        Assert.Empty(new Associations([("a", "b", rare), ("c", "d", chance)]).All);
    }

    [Fact]
    public void Of_equals_the_shops_own_comes_first_then_what_earns_more()
    {
        var offers = new[] { Partner("cheap", 10), Partner("dear", 90), An("own") with { Complements = ["p1"] } };

        Assert.Equal(["own", "dear", "cheap"], Ids(Pick(offers, Request())));
    }

    [Fact]
    public void What_was_shown_often_ranks_lower_and_what_was_shown_lately_rests()
    {
        var offers = new[] { Partner("dear", 90), Partner("other", 50), Partner("lately", 100) };
        var shown = new Dictionary<string, Showing> { ["dear"] = new(1, 40), ["lately"] = new(1, 3) };

        var picked = Pick(offers, Request() with { Shown = shown });

        Assert.Equal(["other", "dear"], Ids(picked));
        Assert.Contains(new LeftOffer("lately", "shown 3 days ago"), picked.Left);
    }

    [Fact]
    public void A_page_that_is_gone_is_not_offered_and_the_reason_says_since_when()
    {
        var picked = Pick([Partner("there", 1), Partner("lost", 100)], Request() with { Gone = new Dictionary<string, LocalDate> { ["lost"] = new(2026, 1, 2) } });

        Assert.Equal(["there"], Ids(picked));
        Assert.Contains(new LeftOffer("lost", "page gone since 2026-01-02"), picked.Left);
    }

    [Fact]
    public void A_link_that_loses_its_token_ranks_as_if_it_earned_nothing_unless_it_has_a_fallback()
    {
        var offers = new[] { Partner("stripped", 100), Partner("fine", 10), Partner("led", 50) with { FallbackUrl = "https://shop.example/all" } };

        var picked = Pick(offers, Request() with { LosesToken = offer => offer is "stripped" or "led" });

        Assert.Equal(["led", "fine", "stripped"], Ids(picked));
        Assert.Equal(
            ["you say that it goes with p1; would earn 5.00 USD", "you say that it goes with p1; would earn 1.00 USD", "you say that it goes with p1; would earn nothing that is known of, as its link loses its token"],
            picked.Offers.Select(one => one.Note));
    }

    [Fact]
    public void What_stands_in_for_a_product_is_not_shown_to_who_has_it_but_the_product_itself_is_bought_again()
    {
        var offers = new[] { An("again") with { ProductId = "p1" }, An("instead") with { ProductId = "p9", Replaces = ["p1"] }, An("other") with { ProductId = "p8", Replaces = ["p1"] } };

        var picked = Pick(offers, Request() with { Pick = "replenish", Owned = new HashSet<string> { "p1", "p9" } });

        Assert.Equal(["again", "other"], Ids(picked));
        Assert.Contains(new LeftOffer("instead", "the customer has it"), picked.Left);
    }

    [Fact]
    public void What_was_there_when_somebody_ordered_is_not_new_since_then()
    {
        var offers = new[] { An("before") with { From = new LocalDate(2026, 1, 1) }, An("since") with { From = new LocalDate(2026, 1, 3) } };
        var request = Request() with { Pick = "fresh" };

        var picked = Pick(offers, request with { OrderedOn = new LocalDate(2026, 1, 2) });

        Assert.Equal(["since"], Ids(picked));
        Assert.Contains(new LeftOffer("before", "it is not new: no `from` since the order (2026-01-02) and of the last 90 days"), picked.Left);
        Assert.Equal(["before", "since"], Ids(Pick(offers, request)).Order());
    }

    [Fact]
    public void Each_that_is_left_out_says_why()
    {
        var offers = new[]
        {
            Partner("closed", 1) with { Program = s_partner with { IsOpen = false } },
            Partner("forbidden", 1) with { Program = s_partner with { EmailAllowed = EmailRule.No } },
            Partner("gone", 1) with { InStock = false },
            Partner("abroad", 1) with { Countries = new HashSet<string> { "DE" } },
            An("back") with { ProductId = "r1", Complements = ["p1"] },
            An("has") with { ProductId = "o1", Complements = ["p1"] },
            An("unrelated"),
        };

        var picked = Pick(offers, Request() with { Owned = new HashSet<string> { "o1" }, Returned = new HashSet<string> { "r1" } });

        Assert.Empty(picked.Offers);
        Assert.Equal(
            ["its program is closed", "its program does not allow mail", "out of stock", "not sold where the customer lives", "the customer sent it back", "the customer has it", "nothing relates it to this purchase: no `complements`, and no evidence that it is bought with it"],
            picked.Left.Select(left => left.Reason));
    }

    [Fact]
    public void Without_consent_to_offers_of_others_the_shops_own_fill_the_mail() =>
        Assert.Equal(["own"], Ids(Pick([Partner("dear", 900), An("own") with { Complements = ["backpacks"] }], Request() with { AllowsPartners = false })));

    [Fact]
    public void One_category_fills_at_most_half_while_there_are_others()
    {
        var offers = Enumerable.Range(1, 4).Select(i => Partner($"cup-{i}", 90 + i) with { Category = "cups" }).Append(Partner("cloth", 5) with { Category = "cloths" }).ToList();

        var picked = Pick(offers, Request(customer: 2));

        Assert.Equal(2, picked.Offers.Count(one => one.Offer.Category == "cups"));
        Assert.Contains("cloth", Ids(picked));
    }

    [Fact]
    public void One_customer_in_ten_sees_another_last_one_and_always_the_same()
    {
        var offers = Enumerable.Range(1, 6).Select(i => Partner($"o{i}", 100 - i)).ToList();

        var odd = Enumerable.Range(1, 2000).Where(customer => Pick(offers, Request(customer)).Offers[^1].Note.Contains("for variety", StringComparison.Ordinal)).ToList();

        Assert.InRange(odd.Count, 150, 250);
        Assert.Equal(Ids(Pick(offers, Request(odd[0]))), Ids(Pick([.. offers.AsEnumerable().Reverse()], Request(odd[0]))));
    }

    [Fact]
    public void A_rule_shows_what_it_names_in_its_order_with_its_words()
    {
        var rule = new OfferRule("gifts", ["b", "cups"], "A small present");

        var picked = Pick([Partner("a", 1) with { Category = "cups" }, Partner("b", 1), Partner("c", 1)], Request() with { Pick = "rule:gifts", Rules = [rule] });

        Assert.Equal(["b", "a"], Ids(picked));
        Assert.Equal("A small present", picked.Offers[0].Why);
    }

    [Fact]
    public void What_runs_out_is_offered_again_or_what_stands_in_for_it()
    {
        var offers = new[] { An("other") with { Category = "backpacks" }, An("same") with { ProductId = "p1" }, An("instead") with { Replaces = ["p1"] } };

        Assert.Equal(["same", "instead"], Ids(Pick(offers, Request() with { Pick = "replenish", Owned = new HashSet<string> { "p1" } })));
    }

    [Fact]
    public void A_mail_about_one_thing_offers_in_its_place_never_the_thing_itself()
    {
        var offers = new[] { An("alike") with { Category = "Backpacks" }, An("same") with { ProductId = "p1" }, An("instead") with { Replaces = ["p1"] }, An("unrelated") };

        var picked = Pick(offers, Request() with { Pick = "replenish", IsAboutLine = true, Owned = new HashSet<string> { "p1" } });

        Assert.Equal(["instead", "alike"], Ids(picked));
        Assert.Equal("A good stand-in for your Trail backpack", picked.Offers[0].Why);
    }

    [Theory]
    [InlineData("en-US", "The grinder that fresh beans need")]
    [InlineData("de-DE", "Die Mühle, die frische Bohnen brauchen")]
    [InlineData(null, "The grinder that fresh beans need")]
    public void The_reason_that_an_offer_gives_itself_is_said_in_the_customers_language(string? locale, string expected)
    {
        var offer = OfferFile.Read("own.yaml", """
            program: own
            offers: [ { id: mill, name: Mill, url: "https://shop.example/mill", complements: [p1], why: { en: "The grinder that fresh beans need", de: "Die Mühle, die frische Bohnen brauchen" } } ]
            """).Offers;

        Assert.Equal(expected, Pick(offer, Request() with { Locale = locale }).Offers[0].Why);
    }

    [Theory]
    [InlineData("en-US", "Does what your Trail backpack does, and more")]
    [InlineData("de-DE", "Kann, was „Trail backpack“ kann, und mehr")]
    public void A_step_up_says_from_what(string locale, string expected) =>
        Assert.Equal(expected, Pick([An("better") with { Upgrades = ["p1"] }], Request() with { Pick = "upsell", Locale = locale }).Offers[0].Why);

    private static Picked Pick(IReadOnlyList<Offer> offers, PickRequest request) => OfferPicker.Pick(offers, request);

    private static IEnumerable<string> Ids(Picked picked) => picked.Offers.Select(one => one.Offer.Id);

    private static Offer An(string id) => new() { Id = id, Program = s_own, Name = id, Url = "https://shop.example/" + id };

    private static Offer Partner(string id, long dollars) => An(id) with { Program = s_partner, Price = new(dollars * 100, Currency.Parse("USD")), Complements = ["p1"] };

    private static Associations Together(string first, string second) => new([(first, second, new Evidence(50, 100, 100, 1000))]);

    private static PickRequest Request(long customer = 7) => new()
    {
        Pick = "cross_sell",
        Count = 3,
        Owner = new(customer),
        Step = "j/suggest",
        Lines = [new() { Id = "l1", ProductId = "p1", Name = "Trail backpack", Category = "backpacks" }],
        Country = "US",
        Currency = Currency.Parse("USD"),
        Today = new LocalDate(2026, 1, 5),
    };
}
