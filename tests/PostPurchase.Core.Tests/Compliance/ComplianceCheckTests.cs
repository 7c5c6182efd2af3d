using PostPurchase.Core.Compliance;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Tests.Content;
using Xunit;

namespace PostPurchase.Core.Tests.Compliance;

public sealed class ComplianceCheckTests
{
    private const string Footer = "<p>{{ store.postal_address }} <a href=\"{{ links.unsubscribe }}\">Unsubscribe</a></p></body>";
    private const string Offers = "{{ for offer in offers }}<p>{{ offer.disclosure }}</p><a href=\"{{ offer.url }}\">{{ offer.name }}</a>{{ end }}";
    private const string Partner = "program: peak\nnetwork: awin\nterms: { email_allowed: \"yes\", denied_claims: [ \"best price\" ] }\noffers: [ { id: a, name: Stove, url: \"https://peak.example/a\" } ]\n";

    [Fact]
    public void The_shipped_journeys_have_no_findings()
    {
        var findings = ComplianceCheck.Check(new()
        {
            Journeys = ShopFiles.Workflows.Where(file => !file.Key.Contains('/', StringComparison.Ordinal)).ToDictionary(),
            Templates = ShopFiles.Templates,
            Offers = ShopFiles.Workflows.Where(file => file.Key.StartsWith("offers/", StringComparison.Ordinal)).ToDictionary(),
            Consent = ConsentRules.Default,
        });

        Assert.Empty(findings);
    }

    [Fact]
    public void A_sound_mail_with_partner_offers_has_no_findings() => Assert.Empty(Check($"<body>{Offers}{Footer}"));

    [Fact]
    public void A_partner_product_above_the_disclosure_is_told_with_its_place_and_source()
    {
        var finding = Assert.Single(Check($"<body>\n{{{{ for offer in offers }}}}<a href=\"{{{{ offer.url }}}}\">x</a>{{{{ end }}}} We earn a commission.{Footer}"));

        Assert.Equal("t.html:2:38: error PC03 no disclosure before the first affiliate link: the first partner product stands above the disclosure, or there is none; show `offer.disclosure` or your own words above it (16 CFR 255.5; UCPD annex I no. 11) [j/s]", finding.ToProblem().ToString());
    }

    [Theory]
    [InlineData("color:#aaaaaa", "has a contrast of 2.3 to 1; 4.5 are the least")]
    [InlineData("color:#fff;background-color:#eee", "has a contrast of 1.2 to 1; 4.5 are the least")]
    [InlineData("color:rgb(250, 250, 250)", "has a contrast of 1.0 to 1; 4.5 are the least")]
    [InlineData("font-size:11px", "is 11 px small; 12 px are the least")]
    [InlineData("font-size:6pt;color:black", "is 8 px small; 12 px are the least")]
    public void A_disclosure_that_is_hard_to_read_is_told(string style, string problem)
    {
        var finding = Assert.Single(Check($"<body>{Offers.Replace("<p>", $"<p style=\"{style}\">", StringComparison.Ordinal)}{Footer}"));

        Assert.Equal(("PC14", true), (finding.Rule.Code, finding.Blocks));
        Assert.Contains(problem, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("color:#767676;font-size:12px")]
    [InlineData("color:white;background:#000000")]
    [InlineData("color:var(--x);font-size:0.5em")]
    public void One_that_can_be_read_or_not_be_told_is_not(string style) =>
        Assert.Empty(Check($"<body>{Offers.Replace("<p>", $"<p style=\"{style}\">", StringComparison.Ordinal)}{Footer}"));

    [Fact]
    public void The_styles_around_a_disclosure_count_and_those_that_are_closed_do_not()
    {
        Assert.Equal(["PC14"], Codes(Check($"<body><table bgcolor=\"#888888\"><tr><td style=\"color:#777\"><br>{Offers}</td></tr></table>{Footer}")));
        Assert.Empty(Check($"<body><p style=\"color:#ddd\">Hello</p>{Offers}{Footer}"));
    }

    [Fact]
    public void A_program_that_wants_its_own_words_gets_them()
    {
        var html = $"<body>We earn a commission. {{{{ for offer in offers }}}}<a href=\"{{{{ offer.url }}}}\">x</a>{{{{ end }}}}{Footer}";

        Assert.Empty(Check(html));
        Assert.Equal(["PC03"], Codes(Check(html, offers: Partner.Replace("denied_claims", "disclosure: \"Paid by Peak\", denied_claims", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("We earn a commission if you buy there.")]
    [InlineData("The links below pay us commissions.")]
    [InlineData("This is an advertisement.")]
    [InlineData("Ad: what others make")]
    [InlineData("[AD] what others make")]
    [InlineData("What others make #ad")]
    [InlineData("Sponsored")]
    [InlineData("These are affiliate links.")]
    [InlineData("These are paid links.")]
    [InlineData("As an Amazon Associate I earn from qualifying purchases.")]
    [InlineData("Werbung. Was andere machen")]
    [InlineData("Anzeige")]
    [InlineData("Kaufen Sie dort, erhalten wir eine Provision.")]
    [InlineData("Eine kleine Provision, die wir dafür bekommen, ändert Ihren Preis nicht.")]
    [InlineData("Das sind Affiliate-Links.")]
    [InlineData("Als Amazon-Partner verdiene ich an qualifizierten Verkäufen.")]
    [InlineData("We receive a percentage of each sale.")]
    [InlineData("The shop pays us 5 % of every purchase.")]
    [InlineData("Wir erhalten einen Anteil an jedem Verkauf.")]
    [InlineData("At no cost to you we earn a commission.")]
    [InlineData("We take no commission from makers, and earn a commission from shops.")]
    [InlineData("Keine Sorge, Werbung steht nur hier.")]
    public void Words_that_say_that_somebody_earns_disclose(string words) => Assert.Empty(Check(Above(words)));

    [Theory]
    [InlineData("Your provisional booking")]
    [InlineData("The provision of spare parts")]
    [InlineData("We commissioned a new mug.")]
    [InlineData("You paid the advertised price.")]
    [InlineData("An ad hoc idea, and ads you skip")]
    [InlineData("We earn your trust every day.")]
    [InlineData("Our affiliated roasters")]
    [InlineData("Die Anzeigetafel am Bahnhof")]
    [InlineData("Ihre Werbungskosten und das Provisionsmodell")]
    [InlineData("We take no commission from anybody.")]
    [InlineData("We do not earn a commission.")]
    [InlineData("We don't take any commissions.")]
    [InlineData("Shipping is free of commission.")]
    [InlineData("Commission-free")]
    [InlineData("The European Commission has approved it.")]
    [InlineData("Not sponsored")]
    [InlineData("This is not an advertisement.")]
    [InlineData("Without affiliate links")]
    [InlineData("You get 10 % of your order back.")]
    [InlineData("Diese Mail enthält keine Werbung.")]
    [InlineData("Ohne Werbung")]
    [InlineData("Wir erhalten keine Provision.")]
    [InlineData("Eine Provision erhalten wir nicht.")]
    [InlineData("Wir verdienen daran nichts.")]
    public void Words_that_only_look_like_it_disclose_nothing(string words) => Assert.Equal(["PC03"], Codes(Check(Above(words))));

    private static string Above(string words) => $"<body><p>{words}</p>{{{{ for offer in offers }}}}<a href=\"{{{{ offer.url }}}}\">x</a>{{{{ end }}}}{Footer}";

    [Theory]
    [InlineData("<body>{{ store.postal_address }}</body>", "PC05")]
    [InlineData("<body><a href=\"{{ links.preferences }}\">choose</a></body>", "PC04")]
    public void Marketing_needs_an_address_and_a_way_out(string html, string code) => Assert.Equal([code], Codes(Check(html, "content: own, subject: Hello")));

    [Fact]
    public void A_receipt_needs_neither() => Assert.Empty(Check("<body>{{ purchase.number }}</body>", "content: transactional, subject: \"Order {{ purchase.number }}\""));

    [Theory]
    [InlineData("10% off inside")]
    [InlineData("Your order and offers for you")]
    [InlineData("Ihre Bestellung und ein Gutschein")]
    public void A_receipts_subject_may_not_promote(string subject)
    {
        var finding = Assert.Single(Check("<body>{{ purchase.number }}</body>", $"content: transactional, subject: \"{subject}\""));

        Assert.Equal(("PC06", "j.yaml", 5), (finding.Rule.Code, finding.File, finding.Line));
    }

    [Theory]
    [InlineData("Order {{ purchase.number }} " + Offers, false)]
    [InlineData(Offers + " Order {{ purchase.number }}", true)]
    public void A_receipt_says_what_it_is_about_before_it_promotes(string body, bool isFound) =>
        Assert.Equal(isFound ? ["PC07"] : [], Codes(Check($"<body>{body}</body>", "content: transactional, subject: \"Your order\", offers: { pick: cross_sell }")));

    [Fact]
    public void A_written_out_amazon_link_is_forbidden_cloaked_undisclosed_and_needs_consent() =>
        Assert.Equal(["PC01", "PC02", "PC03", "PC08"], Codes(Check($"<body><a href=\"https://www.amazon.de/dp/1?tag=me-21\">x</a>{Footer}", "content: own, subject: Hello")));

    [Fact]
    public void A_written_out_link_of_a_program_without_approval_is_told() =>
        Assert.Equal(["PC01"], Codes(Check($"<body>Ad: <a href=\"https://www.awin1.com/cread.php?x=1\">x</a>{Footer}", offers: Partner.Replace("\"yes\"", "approval", StringComparison.Ordinal))));

    [Theory]
    [InlineData("<a href=\"https://www.awin1.com/cread.php?x=1\">x</a>", "")]
    [InlineData("<a href='https://www.awin1.com/cread.php?x=1'>x</a>", "")]
    [InlineData("{{ include '_hint' }}", "<a href=https://www.awin1.com/cread.php?x=1>x</a>")]
    public void A_written_out_link_that_only_some_people_get_is_told_too(string link, string partial)
    {
        var templates = new Dictionary<string, string> { ["t.html"] = $"<body>Ad: {{{{ if customer.country == 'JP' }}}}{link}{{{{ end }}}}{Footer}", ["_hint.html"] = partial };

        var finding = Assert.Single(Run("journey: j\ntrigger: { on: purchase }\nsteps:\n  - id: s\n    email: { template: t, content: third_party, subject: Hello }\n", templates, Partner.Replace("\"yes\"", "\"no\"", StringComparison.Ordinal)));

        Assert.Equal(("PC01", true), (finding.Rule.Code, finding.Blocks));
    }

    [Fact]
    public void A_denied_claim_is_found_in_subject_template_and_offer()
    {
        Assert.Equal("j.yaml", Assert.Single(Check($"<body>{Offers}{Footer}", "content: third_party, subject: \"The Best Price\", offers: { pick: cross_sell }")).File);
        Assert.Equal("t.html", Assert.Single(Check($"<body>best price {Offers}{Footer}")).File);
        Assert.Equal("offers/o.yaml", Assert.Single(Check($"<body>{Offers}{Footer}", offers: Partner.Replace("name: Stove", "name: Best price stove", StringComparison.Ordinal))).File);
    }

    [Fact]
    public void Exclusive_needs_an_offer_that_is_and_only_warns()
    {
        const string email = "content: third_party, subject: Hello, offers: { pick: cross_sell }, experiments: [ { name: e, metric: commission, variants: { a: { weight: 1 }, b: { weight: 1, slots: { cta: \"Exclusive affiliate offer\" } } } } ]";
        var html = $"<body>{Offers}{{{{ slots.cta }}}}{Footer}";

        var finding = Assert.Single(Check(html, email));

        Assert.Equal(("PC10", false), (finding.Rule.Code, finding.Blocks));
        Assert.Empty(Check(html, email, Partner.Replace("name: Stove", "exclusive: true, name: Stove", StringComparison.Ordinal)));
    }

    [Fact]
    public void Only_today_needs_something_that_ends()
    {
        const string email = "content: own, subject: \"Only today\"";

        Assert.Equal(["PC11"], Codes(Check($"<body>{Footer}", email)));
        Assert.Empty(Check($"<body>{Footer}", email + ", coupon: c", "coupons: [ { pool: c, summary: Ten, valid_for: 1d } ]"));
    }

    [Theory]
    [InlineData("{ id: b, branch: [ { if: 'answered(\"ask\", \"good\")', steps: [ MAIL ] }, { else: true, steps: [] } ] }")]
    [InlineData("{ id: b, branch: [ { if: 'answered(\"ask\", \"bad\")', steps: [ { id: x, exit: {} } ] }, { else: true, steps: [] } ] }\n  - MAIL")]
    public void Asking_only_the_content_for_a_review_is_told(string steps)
    {
        var mail = "{ id: r, email: { template: review, content: own, subject: Hello } }";

        Assert.Equal(["PC12"], Codes(Run($"journey: j\ntrigger: {{ on: purchase }}\nsteps:\n  - {{ id: ask, email: {{ template: t, content: own, subject: Hello }} }}\n  - {steps.Replace("MAIL", mail, StringComparison.Ordinal)}\n", new() { ["review.html"] = $"<body>{Footer}" }, "")));
    }

    [Fact]
    public void A_review_link_inside_a_condition_on_a_score_is_told() =>
        Assert.Equal(["PC12"], Codes(Check($"<body>{{{{ if event.survey.score >= 9 }}}}<a href=\"https://g.page/shop/review\">Review</a>{{{{ end }}}}{Footer}", "content: own, subject: Hello")));

    [Fact]
    public void A_picture_without_words_only_warns()
    {
        var finding = Assert.Single(Check($"<body><img src=\"https://x.example/a.png\">{Footer}", "content: own, subject: Hello"));

        Assert.Equal(("PC13", false, 1), (finding.Rule.Code, finding.Blocks, finding.Line));
    }

    [Fact]
    public void Consent_settings_that_silence_where_a_yes_is_needed_are_told() =>
        Assert.Equal("settings", Assert.Single(ComplianceCheck.Check(new() { Consent = ConsentRules.Default with { ThirdPartyUnknown = new HashSet<string> { "US", "DE" } } })).File);

    [Fact]
    public void The_owner_may_answer_for_a_finding_with_a_reason()
    {
        var finding = Assert.Single(Check($"<body>{Footer}", "content: own, subject: \"Only today\"", "overrides: [ { code: PC11, journey: j, reason: \"The sale ends at midnight\" } ]"));

        Assert.False(finding.Blocks);
        Assert.EndsWith("; you answer for it: The sale ends at midnight", finding.ToProblem().ToString(), StringComparison.Ordinal);
    }

    private static IReadOnlyList<Finding> Check(string html, string email = "content: third_party, subject: Hello, offers: { pick: cross_sell }", string offers = Partner) =>
        Run($"journey: j\ntrigger: {{ on: purchase }}\nsteps:\n  - id: s\n    email: {{ template: t, {email} }}\n", new() { ["t.html"] = html }, offers);

    private static IReadOnlyList<Finding> Run(string journey, Dictionary<string, string> templates, string offers) => ComplianceCheck.Check(new()
    {
        Journeys = new Dictionary<string, string> { ["j.yaml"] = journey },
        Templates = templates,
        Offers = offers.Length == 0 ? new Dictionary<string, string>() : new Dictionary<string, string> { ["offers/o.yaml"] = offers },
    });

    private static IEnumerable<string> Codes(IEnumerable<Finding> findings) => findings.Select(finding => finding.Rule.Code).Order();
}
