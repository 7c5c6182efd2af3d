using PostPurchase.Core.Journeys.Files;
using Xunit;

namespace PostPurchase.Core.Tests.Journeys;

/// <summary>What does nothing, or measures nothing, is no error and is told.</summary>
public sealed class EmptyJourneyTests
{
    [Fact]
    public void A_journey_without_a_step_is_warned_of()
    {
        var reading = JourneyFile.Read("j.yaml", "journey: j\ntrigger: { on: purchase }\nsteps: []\n", FileCatalog.Open);

        Assert.NotNull(reading.Plan);
        Assert.Equal("j.yaml:3:8: warning PP104 the journey has no step: whoever enters it leaves at once", Assert.Single(reading.Problems).ToString());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{ tags: {} }")]
    [InlineData("{ tags: { add: [], remove: [] } }")]
    public void An_update_that_changes_nothing_is_warned_of(string update)
    {
        var reading = ReadStep($"update: {update}");

        Assert.NotNull(reading.Plan);
        Assert.Equal("j.yaml:5:13: warning PP104 this update changes nothing: give it an attribute to `set`, or `tags` to `add` or to `remove`", Assert.Single(reading.Problems).ToString());
        Assert.Equal("steps[0].update", reading.Problems[0].Path);
    }

    [Theory]
    [InlineData("{ set: { tier: gold } }")]
    [InlineData("{ tags: { add: [vip] } }")]
    [InlineData("{ tags: { remove: [vip] } }")]
    public void One_that_changes_something_is_fine(string update) => Assert.Empty(ReadStep($"update: {update}").Problems);

    [Fact]
    public void An_update_that_sets_nothing_is_refused_once() => Assert.True(Assert.Single(ReadStep("update: { set: {} }").Problems).IsError);

    [Fact]
    public void A_split_whose_paths_are_all_empty_is_warned_of()
    {
        var reading = ReadStep("split: [ { name: a, weight: 1, steps: [] }, { name: b, weight: 1, steps: [] } ]");

        Assert.NotNull(reading.Plan);
        Assert.Equal(
            "j.yaml:5:12: warning PP110 no path of this split has a step, so that all do the same and it measures nothing: give one of them a step", Assert.Single(reading.Problems).ToString());
    }

    [Fact]
    public void An_empty_path_beside_one_that_does_something_is_fine() =>
        Assert.Empty(ReadStep("split: [ { name: a, weight: 1, steps: [ { id: x, wait: { for: 1d } } ] }, { name: b, weight: 1, steps: [] } ]").Problems);

    [Theory]
    [InlineData("{ weight: 1 }", "{ weight: 2 }")]
    [InlineData("{ weight: 1, subject: Other }", "{ weight: 1, subject: Other }")]
    [InlineData("{ weight: 1, subject: Hello }", "{ weight: 1 }")] // the subject of the step
    [InlineData("{ weight: 1, slots: { cta: Buy } }", "{ weight: 1, slots: {} }")] // the slot of the step
    public void An_experiment_whose_variants_send_the_same_is_warned_of(string a, string b)
    {
        var problem = Assert.Single(Read(a, b).Problems);

        Assert.Equal((ProblemCode.Experiment, false), (problem.Code, problem.IsError));
        Assert.StartsWith("the variants of `tone` send the same mail", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ weight: 1, subject: Other }", "{ weight: 1 }")]
    [InlineData("{ weight: 1, slots: { cta: Other } }", "{ weight: 1 }")]
    [InlineData("{ weight: 1, at: \"10:00\" }", "{ weight: 1, at: \"11:00\" }")]
    [InlineData("{ weight: 1, subject: { en: Other, de: Anders } }", "{ weight: 1 }")]
    public void One_whose_variants_differ_is_fine(string a, string b) => Assert.Empty(Read(a, b).Problems);

    private static JourneyReading ReadStep(string step) => JourneyFile.Read("j.yaml", $"journey: j\ntrigger: {{ on: purchase }}\nsteps:\n  - id: s\n    {step}\n", FileCatalog.Open);

    private static JourneyReading Read(string a, string b) => JourneyFile.Read(
        "j.yaml",
        $$"""
        journey: j
        trigger: { on: purchase }
        steps:
          - id: mail
            email:
              template: t
              content: own
              subject: Hello
              slots: { cta: Buy }
              experiments: [ { name: tone, metric: click, variants: { a: {{a}}, b: {{b}} } } ]
        """,
        FileCatalog.Open);
}
