namespace PostPurchase.Core.Journeys.Files;

/// <summary>Reads the tree of a journey file into a plan, with the checks that no table can say.</summary>
internal sealed class PlanReader(string file, List<Problem> problems, FileCatalog catalog)
{
    public JourneyPlan Read(YamlNode.Map root)
    {
        var steps = new StepReader(Report);
        var plan = new JourneyPlan
        {
            Key = root.Text("journey") ?? "",
            Name = root.Text("name") ?? root.Text("journey") ?? "",
            Status = root.Word("status", JourneyStatus.Draft),
            Priority = root.Integer("priority") ?? 50,
            Trigger = Trigger(root.Map("trigger")),
            Anchor = Anchor(root),
            Exits = [.. root.Maps("exit").Select(Exit)],
            Goal = root.Map("goal") is { } goal ? Goal(goal) : null,
            HoldoutRate = root.Text("holdout") is { } share && Forms.TryPercent(share, out var rate) ? rate : 0,
            Send = root.Map("send") is { } send ? Send(send) : new(),
            Steps = steps.Read(root.Items("steps")),
            Version = "",
        };
        if (root.Find("steps") is YamlNode.List { Items.Count: 0 } none)
            problems.Add(new(file, none.Line, none.Column, false, ProblemCode.Combination, "the journey has no step: whoever enters it leaves at once"));
        CheckExperiments(root, plan);
        new ExperimentCheck(file, problems).Check(steps.ById.Values);
        new IdleCheck(file, problems).Check(steps.ById.Values);
        new ReferenceCheck(file, problems, catalog).Check(root, plan, steps.ById);
        return plan with { Version = PlanVersion.Of(plan) };
    }

    private static Trigger Trigger(YamlNode.Map? node) => node is null
        ? new Trigger("")
        : new(node.Text("on") ?? "", node.Condition("if"), node.Word("per", RunSubject.Purchase), node.Word("reenter", Reentry.Ignore), node.Span("again_after"));

    private static Anchor Anchor(YamlNode.Map root) => root.Find("anchor") switch
    {
        YamlNode.Scalar => new(root.Word("anchor", AnchorEvent.Purchased), null),
        YamlNode.Map map => new(map.Word("on", AnchorEvent.Purchased), map.Span("or_after")),
        _ => new(AnchorEvent.Purchased, null),
    };

    private static ExitRule Exit(YamlNode.Map node) => new(node.Text("on") ?? "", node.Condition("if"), node.Text("reason") ?? node.Text("on") ?? "");

    private static Goal Goal(YamlNode.Map node) => new(node.Text("on") ?? "", node.Condition("if"), node.Span("within"), node.Text("exit") == "true");

    private static SendPolicy Send(YamlNode.Map node) => new()
    {
        TimeZone = node.Text("time_zone") ?? "customer",
        QuietHours = node.Text("quiet_hours") is { } hours && Forms.TryQuietHours(hours, out var quiet) ? quiet : null,
        MaxMarketingPerDay = node.Integer("max_marketing_per_day"),
        MaxMarketingPerWeek = node.Integer("max_marketing_per_week"),
        MinGap = node.Span("min_gap"),
        IfLate = node.Text("if_late") is null ? null : node.Word("if_late", LatePolicy.Skip),
        LateAfter = node.Span("late_after") ?? new SendPolicy().LateAfter,
    };

    /// <summary>Experiment names are unique in the journey, and some variant of each gets somebody.</summary>
    private void CheckExperiments(YamlNode.Map root, JourneyPlan plan)
    {
        var seen = new HashSet<string>();
        foreach (var email in plan.Steps.OfType<Step.Email>())
        {
            foreach (var experiment in email.Content.Experiments)
            {
                if (!seen.Add(experiment.Name)) Report(root, ProblemCode.Duplicate, $"the experiment `{experiment.Name}` is here twice; its name is the salt of its assignment");
                if (experiment.Variants.Count > 0 && experiment.Variants.Sum(variant => variant.Weight) <= 0)
                {
                    Report(root, ProblemCode.Combination, $"no variant of the experiment `{experiment.Name}` has a weight over 0");
                }

                if (experiment.ThompsonFloor * experiment.Variants.Count > 1)
                {
                    Report(root, ProblemCode.Combination, $"the floor of the experiment `{experiment.Name}` is {experiment.ThompsonFloor:P0}, more than {experiment.Variants.Count} variants can have each");
                }
            }
        }
    }

    private void Report(YamlNode node, string code, string message) => problems.Add(new(file, node.Line, node.Column, true, code, message));
}
