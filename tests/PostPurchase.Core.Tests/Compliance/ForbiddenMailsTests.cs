using PostPurchase.Core.Compliance;
using PostPurchase.Core.Offers;
using Xunit;

namespace PostPurchase.Core.Tests.Compliance;

public sealed class ForbiddenMailsTests
{
    private const string Programs = "program: peak\nnetwork: awin\nterms: { email_allowed: \"no\" }\noffers: [ { id: a, name: Stove, url: \"https://peak.example/a\" } ]\n";

    [Theory]
    [InlineData("https://peak.example/a")]
    [InlineData("https://www.awin1.com/cread.php?x=1")]
    public void A_mail_that_has_a_link_of_a_program_written_out_that_allows_no_mail_is_forbidden(string url) =>
        Assert.StartsWith("a link of peak is written out, and its terms say `email_allowed: no`", Of(url, Programs).ReasonOf("j", "s"), StringComparison.Ordinal);

    [Fact]
    public void Another_step_and_a_program_that_allows_mail_are_not()
    {
        Assert.Null(Of("https://peak.example/a", Programs).ReasonOf("j", "another"));
        Assert.Null(Of("https://peak.example/a", Programs.Replace("\"no\"", "\"yes\"", StringComparison.Ordinal)).ReasonOf("j", "s"));
    }

    [Fact]
    public void What_somebody_answers_for_is_not() =>
        Assert.Null(Of("https://peak.example/a", Programs + "overrides: [ { code: PC01, journey: j, reason: \"They said yes by letter\" } ]\n").ReasonOf("j", "s"));

    [Fact]
    public void A_link_of_which_no_file_gives_the_terms_is_not() => Assert.Null(Of("https://www.awin1.com/cread.php?x=1", "").ReasonOf("j", "s"));

    [Fact]
    public void Two_journeys_that_share_template_and_step_are_both_and_each_answers_for_itself()
    {
        Assert.NotNull(Of("https://peak.example/a", Programs, Journey("k")).ReasonOf("k", "s"));
        var answered = Of("https://peak.example/a", Programs, Journey("k") + "overrides: [ { code: PC01, template: t, reason: \"They said yes by letter\" } ]\n");

        Assert.Null(answered.ReasonOf("k", "s"));
        Assert.NotNull(answered.ReasonOf("j", "s"));
    }

    [Fact]
    public void A_file_with_an_error_elsewhere_forbids_as_one_without() =>
        Assert.NotNull(Of("https://peak.example/a", Programs + "commission: nine\n").ReasonOf("j", "s"));

    [Fact]
    public void A_link_that_only_some_people_get_forbids_their_mails_and_not_the_whole_step() =>
        Assert.Null(Of("https://shop.example/\">x</a>{{ if customer.country == 'JP' }}<a href='https://peak.example/a'>y</a>{{ end }}<a href=\"https://shop.example/", Programs).ReasonOf("j", "s"));

    [Fact]
    public void A_link_of_a_made_mail_is_answered_for_by_program_and_template_whatever_its_step_is_called()
    {
        var link = new WrittenLink("awin", new() { Key = "peak", Name = "peak", EmailAllowed = EmailRule.No }, true);
        var answered = Of("https://peak.example/a", Programs + "overrides: [ { code: PC01, journey: j, reason: \"They said yes by letter\" } ]\n");

        Assert.Null(answered.ReasonOf("j", "t", link));
        Assert.NotNull(answered.ReasonOf("j", "another", link));
        Assert.NotNull(Of("https://peak.example/a", Programs).ReasonOf("j", "t", link));
        Assert.Null(ForbiddenMails.None.ReasonOf("j", "t", link with { Program = null }));
    }

    [Fact]
    public void An_answer_in_an_offers_file_covers_links_that_no_finding_shows()
    {
        var link = new WrittenLink("awin", new() { Key = "peak", Name = "peak", EmailAllowed = EmailRule.No }, true);
        var answered = ForbiddenMails.Of([], [new("PC01", "j", null, "They said yes by letter")]);

        Assert.Null(answered.ReasonOf("j", "t", link));
        Assert.NotNull(answered.ReasonOf("k", "t", link));
    }

    private static string Journey(string key) => $"journey: {key}\ntrigger: {{ on: purchase }}\nsteps:\n  - id: s\n    email: {{ template: t, content: third_party, subject: Hello }}\n";

    private static ForbiddenMails Of(string url, string offers, string? another = null) => ForbiddenMails.Of(ComplianceCheck.Check(new()
    {
        Journeys = another is null ? new Dictionary<string, string> { ["j.yaml"] = Journey("j") } : new Dictionary<string, string> { ["j.yaml"] = Journey("j"), ["k.yaml"] = another },
        Templates = new Dictionary<string, string> { ["t.html"] = $"<body>Ad: <a href=\"{url}\">x</a><p>{{{{ store.postal_address }}}} <a href=\"{{{{ links.unsubscribe }}}}\">Unsubscribe</a></p></body>" },
        Offers = offers.Length == 0 ? new Dictionary<string, string>() : new Dictionary<string, string> { ["offers/o.yaml"] = offers },
    }), []);
}
