using PostPurchase.Core.Journeys;
using PostPurchase.Core.Journeys.Files;
using Xunit;

namespace PostPurchase.Core.Tests.Journeys;

public sealed class JourneyDiffTests
{
    private const string Text = """
        journey: hello   # the key
        name: Hello
        status: draft    # not yet
        trigger: { on: purchase }
        steps:
          - { id: thanks, email: { template: thanks, content: own, subject: "Thank you" } }
          - { id: rest, wait: { window: day 1..3, days: [mon, tue] } }
          - id: which
            branch:
              - if: customer.purchase_count > 1
                steps: [ { id: again, wait: { for: 1d } } ]
              - { else: true, steps: [] }
        """;

    [Fact]
    public void Comments_status_and_spelling_are_no_change()
    {
        var respelled = Text.Replace("   # the key", "", StringComparison.Ordinal).Replace("status: draft", "status: live", StringComparison.Ordinal)
            .Replace("{ on: purchase }", "{on: \"purchase\"}", StringComparison.Ordinal);

        Assert.Empty(JourneyDiff.Between(Text, respelled));
    }

    [Fact]
    public void A_changed_field_is_told_with_what_it_was_and_is()
    {
        var change = Assert.Single(JourneyDiff.Between(Text, Text.Replace("day 1..3", "day 2..4", StringComparison.Ordinal)));

        Assert.Equal((ChangeKind.Changed, "rest", "wait"), (change.Kind, change.Step, change.StepKind));
        Assert.Equal([new("wait.window", "day 1..3", "day 2..4")], change.Fields);
    }

    [Fact]
    public void The_journeys_own_fields_come_first()
    {
        var changes = JourneyDiff.Between(Text, Text.Replace("name: Hello", "name: Good day\nholdout: 10%", StringComparison.Ordinal).Replace("Thank you", "Thanks", StringComparison.Ordinal));

        Assert.Equal([null, "thanks"], changes.Select(change => change.Step));
        Assert.Equal([new("name", "Hello", "Good day"), new("holdout", null, "10%")], changes[0].Fields);
    }

    [Fact]
    public void Steps_are_added_removed_and_moved()
    {
        const string after = """
            journey: hello
            name: Hello
            trigger: { on: purchase }
            steps:
              - { id: rest, wait: { window: day 1..3, days: [mon, tue] } }
              - { id: new, wait: { for: 2d } }
              - id: which
                branch:
                  - if: customer.purchase_count > 1
                    steps: []
                  - { else: true, steps: [ { id: again, wait: { for: 1d } } ] }
            """;

        var changes = JourneyDiff.Between(Text, after);

        Assert.Equal([(ChangeKind.Added, "new"), (ChangeKind.Moved, "again"), (ChangeKind.Removed, "thanks")], changes.Select(change => (change.Kind, change.Step!)));
    }

    [Fact]
    public void A_text_that_is_no_yaml_counts_as_empty() =>
        Assert.All(JourneyDiff.Between("{", Text).Skip(1), change => Assert.Equal(ChangeKind.Added, change.Kind));

    [Theory]
    [InlineData("steps[0].email.subject", "subject: \"Thank you\"", "subject: \"{{ purchase.nunber }}\"")]
    [InlineData("steps[0].email.subject", ", subject: \"Thank you\"", "")]
    [InlineData("steps[1].wait.window", "day 1..3", "some day")]
    [InlineData("steps[2].branch[0].if", "customer.purchase_count > 1", "customer.purchase_cuont > 1")]
    [InlineData("steps[2].branch[0].steps[0].wait.for", "for: 1d", "for: soon")]
    [InlineData("trigger.on", "{ on: purchase }", "{}")]
    [InlineData("steps[0].email.template", "template: thanks", "template: thnaks")]
    public void A_problem_names_its_field(string path, string from, string to)
    {
        var catalog = FileCatalog.Open with { Templates = new HashSet<string> { "thanks" } };

        var problems = JourneyFile.Read("hello.yaml", Text.Replace(from, to, StringComparison.Ordinal), catalog).Problems;

        Assert.Contains(path, problems.Select(problem => problem.Path));
    }

    [Fact]
    public void Setting_the_status_leaves_everything_else_as_it_is()
    {
        var live = JourneyEdits.WithStatus(Text, JourneyStatus.Live)!;

        Assert.Equal(Text.Replace("status: draft    #", "status: live    #", StringComparison.Ordinal), live);
        Assert.Contains("name: Hello\nstatus: paused\n", JourneyEdits.WithStatus(Text.Replace("status: draft    # not yet\n", "", StringComparison.Ordinal), JourneyStatus.Paused)!.Replace("journey: hello   # the key\nstatus: paused\nname: Hello", "name: Hello\nstatus: paused", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Null(JourneyEdits.WithStatus("{ journey: hello, steps: [] }", JourneyStatus.Live));
    }

    [Fact]
    public void A_copy_gets_its_own_key_and_name()
    {
        var copy = JourneyEdits.WithName(JourneyEdits.WithKey(Text, "hello-2")!, "He said \"hi\" \\ left")!;

        Assert.Equal("hello-2", JourneyFile.Read("", copy, FileCatalog.Open).Key);
        Assert.Equal("He said \"hi\" \\ left", JourneyFile.Read("", copy, FileCatalog.Open).Plan!.Name);
        Assert.Contains("# the key", copy, StringComparison.Ordinal);
    }
}
