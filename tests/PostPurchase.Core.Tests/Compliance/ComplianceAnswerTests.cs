using NodaTime;
using PostPurchase.Core.Compliance;
using Xunit;

namespace PostPurchase.Core.Tests.Compliance;

/// <summary>An answer to a finding holds for what it was given for and for nothing else.</summary>
public sealed class ComplianceAnswerTests
{
    private const string Html = "<body><p>Only today</p>{{ store.postal_address }} <a href=\"{{ links.unsubscribe }}\">Unsubscribe</a></body>";

    [Fact]
    public void An_answer_lets_the_finding_stand_without_blocking()
    {
        var finding = Assert.Single(Check(Html));

        var answered = Assert.Single(Check(Html, answered: finding.Id));

        Assert.Equal((true, false, "The sale ends at midnight", "ann"), (finding.Blocks, answered.Blocks, answered.Reason, answered.Answer!.By));
    }

    [Theory]
    [InlineData("<p>", "<p style=\"color:#333333\">")]
    [InlineData("<body>", "{{# a comment }}\n<body>")]
    public void Another_style_or_a_moved_line_leaves_the_answer(string old, string changed) =>
        Assert.False(Assert.Single(Check(Html.Replace(old, changed, StringComparison.Ordinal), answered: Assert.Single(Check(Html)).Id)).Blocks);

    [Theory]
    [InlineData("Only today", "Only today: everything must go")]
    [InlineData("Only today", "Last chance")]
    [InlineData("<p>", "<p><a href=\"https://other.example/\">Only</a> ")]
    public void Other_words_or_links_need_another_answer(string old, string changed) =>
        Assert.True(Assert.Single(Check(Html.Replace(old, changed, StringComparison.Ordinal), answered: Assert.Single(Check(Html)).Id)).Blocks);

    [Fact]
    public void An_answer_for_one_step_is_none_for_another()
    {
        var ids = Check(Html, steps: ["s", "t"]).Select(finding => finding.Id).ToList();

        Assert.Equal(2, ids.Distinct().Count());
        Assert.Equal([false, true], Check(Html, ids[0], ["s", "t"]).Select(finding => finding.Blocks).Order());
    }

    [Fact]
    public void The_words_of_every_language_count()
    {
        var (first, german) = (Check(Html, german: Html.Replace("Only", "Nur heute. Only", StringComparison.Ordinal)), Html.Replace("Only", "Letzte Chance. Only", StringComparison.Ordinal));

        Assert.All(first, finding => Assert.DoesNotContain(Check(Html, german: german), other => other.Id == finding.Id && other.File != "t.html"));
    }

    private static IReadOnlyList<Finding> Check(string html, string? answered = null, string[]? steps = null, string? german = null)
    {
        var templates = new Dictionary<string, string> { ["t.html"] = html };
        if (german is not null) templates["t.de.html"] = german;
        return ComplianceCheck.Check(new()
        {
            Journeys = new Dictionary<string, string> { ["j.yaml"] = "journey: j\ntrigger: { on: purchase }\nsteps:\n" + string.Concat((steps ?? ["s"]).Select(step => $"  - {{ id: {step}, email: {{ template: t, content: own, subject: Hello }} }}\n")) },
            Templates = templates,
            Answers = answered is null ? new Dictionary<string, ComplianceAnswer>() : new Dictionary<string, ComplianceAnswer> { [answered] = new(1, "The sale ends at midnight", "ann", Instant.FromUtc(2026, 1, 1, 0, 0)) },
        });
    }
}
