using PostPurchase.Core.Journeys;
using PostPurchase.Core.Journeys.Files;
using Xunit;

namespace PostPurchase.Core.Tests.Journeys;

/// <summary>A mail whose variants all have a subject needs none of its own.</summary>
public sealed class VariantSubjectTests
{
    private const string Both = "a: { weight: 1, subject: A }, b: { weight: 1, subject: B }";

    [Fact]
    public void Each_variant_sends_its_own_and_the_control_s_is_shown_without_one()
    {
        var content = ((Step.Email)Read(Both).Plan!.Steps[0]).Content;

        Assert.Equal("A", content.Subject.For("en"));
        Assert.Equal("B", MailVariants.Apply(content, new Dictionary<string, string> { ["tone"] = "b" }).Subject.For("en"));
    }

    [Fact]
    public void A_mail_is_refused_where_one_variant_has_none()
    {
        var problem = Assert.Single(Read("a: { weight: 1, subject: A }, b: { weight: 1, preheader: B }").Problems);

        Assert.Equal((ProblemCode.MissingKey, true, "steps[0].email.subject"), (problem.Code, problem.IsError, problem.Path));
        Assert.Contains("where each variant of a test has one", problem.Message, StringComparison.Ordinal);
    }

    private static JourneyReading Read(string variants) => JourneyFile.Read(
        "j.yaml",
        $$"""
        journey: j
        trigger: { on: purchase }
        steps:
          - { id: mail, email: { template: t, content: own, experiments: [ { name: tone, metric: click, variants: { {{variants}} } } ] } }
        """,
        FileCatalog.Open);
}
