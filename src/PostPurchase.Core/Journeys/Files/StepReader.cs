namespace PostPurchase.Core.Journeys.Files;

/// <summary>Reads nested steps into the flat list of a plan: depth first, each with the index of what follows it.</summary>
internal sealed class StepReader(Action<YamlNode, string, string> report)
{
    private readonly List<Step?> _steps = [];
    private readonly Dictionary<string, YamlNode.Map> _byId = [];

    /// <summary>Node by step id, in file order.</summary>
    public IReadOnlyDictionary<string, YamlNode.Map> ById => _byId;

    public IReadOnlyList<Step> Read(IReadOnlyList<YamlNode> nodes)
    {
        var maps = nodes.OfType<YamlNode.Map>().ToList();
        var indexes = Number(maps);
        Link(maps, indexes, Step.End);
        return [.. _steps.Select((step, index) => step ?? throw new InvalidOperationException($"step {index} was not read"))];
    }

    private readonly Dictionary<YamlNode.Map, int> _indexOf = new(ReferenceEqualityComparer.Instance);

    /// <summary>Gives every step of a list, and those nested in it, an index: depth first.</summary>
    private List<int> Number(List<YamlNode.Map> nodes)
    {
        var indexes = new List<int>(nodes.Count);
        foreach (var node in nodes)
        {
            indexes.Add(_steps.Count);
            _indexOf[node] = _steps.Count;
            _steps.Add(null);
            Remember(node);
            foreach (var arm in Arms(node)) Number(Nested(arm));
        }

        return indexes;
    }

    private void Remember(YamlNode.Map node)
    {
        if (node.Text("id") is not { } id) return;
        if (_byId.TryAdd(id, node)) return;
        report(node.Scalar("id")!, ProblemCode.Duplicate, $"the step id `{id}` is used in line {_byId[id].Line} already; every step has an id of its own");
    }

    private void Link(List<YamlNode.Map> nodes, List<int> indexes, int after)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            var next = i + 1 < nodes.Count ? indexes[i + 1] : after;
            _steps[indexes[i]] = Build(nodes[i], next);
            foreach (var arm in Arms(nodes[i]))
            {
                var nested = Nested(arm);
                Link(nested, [.. nested.Select(node => _indexOf[node])], next);
            }
        }
    }

    private Step Build(YamlNode.Map node, int next)
    {
        var id = node.Text("id") ?? "";
        var kind = JourneyShapes.StepKinds.FirstOrDefault(name => node.Find(name) is not null);
        return (kind, kind is null ? null : node.Find(kind)) switch
        {
            ("email", YamlNode.Map email) => new Step.Email(id, next, EmailReader.Read(email)),
            ("wait", YamlNode.Map wait) => new Step.Wait(id, next, WaitReader.Read(wait, report)),
            ("branch", _) => Branch(node, id, next),
            ("split", _) => Split(node, id, next),
            ("update", YamlNode.Map update) => Update(update, id, next),
            ("webhook", YamlNode.Map webhook) => new Step.Webhook(id, next, Text(webhook, "url"), Text(webhook, "body")),
            ("notify", YamlNode.Map notify) => Notify(notify, id, next),
            ("exit", YamlNode.Map exit) => new Step.Exit(id, exit.Text("reason") ?? id),
            _ => new Step.Exit(id, id),
        };
    }

    private static LocalizedText Text(YamlNode.Map node, string key) => node.Localized(key) ?? new LocalizedText("");

    private Step.Branch Branch(YamlNode.Map node, string id, int next)
    {
        var arms = node.Maps("branch");
        for (var i = 0; i < arms.Count - 1; i++)
        {
            if (arms[i].Find("else") is { } early) report(early, ProblemCode.Combination, "`else` is the last arm: what follows it is never reached");
        }

        return new(id, next, [.. arms.Select((arm, i) => new BranchArm(arm.Condition("if"), First(arm, next), arm.Text("if") ?? "else"))]);
    }

    private Step.Split Split(YamlNode.Map node, string id, int next)
    {
        var arms = node.Maps("split");
        foreach (var twice in arms.GroupBy(arm => arm.Text("name")).Where(group => group.Key is not null && group.Count() > 1))
        {
            report(twice.Last().Scalar("name")!, ProblemCode.Duplicate, $"the path `{twice.Key}` is here twice");
        }

        if (arms.Count > 0 && arms.Sum(arm => arm.Number("weight")) <= 0) report(node.Find("split")!, ProblemCode.Combination, "no path has a weight over 0");
        var split = new Step.Split(id, next, [.. arms.Select(arm => new SplitArm(arm.Text("name") ?? "", arm.Number("weight"), First(arm, next)))])
        {
            Decide = TestReader.Promotion(node),
            ThompsonFloor = TestReader.ThompsonFloor(node),
        };
        if (split.ThompsonFloor * arms.Count > 1) report(node.Find("thompson")!, ProblemCode.Combination, $"the floor is {split.ThompsonFloor:P0}, more than {arms.Count} paths can have each");
        return split with { Metric = node.Text("metric") ?? split.Metric, Window = node.Span("window") ?? split.Window };
    }

    private static Step.Update Update(YamlNode.Map node, string id, int next)
    {
        var set = (node.Map("set")?.Entries ?? []).Where(entry => entry.Value is YamlNode.Scalar)
            .Select(entry => new KeyValuePair<string, AttributeValue>(entry.Key.Text, AttributeValue.Read(((YamlNode.Scalar)entry.Value).Text, ((YamlNode.Scalar)entry.Value).IsPlain)));
        return new(id, next, [.. set], node.Map("tags")?.Texts("add") ?? [], node.Map("tags")?.Texts("remove") ?? []);
    }

    private Step.Notify Notify(YamlNode.Map node, string id, int next)
    {
        var (subject, text) = (Text(node, "subject"), Text(node, "text"));
        if (node.Find("subject") is not null && node.Find("text") is { } place && SaysNothing(subject) && SaysNothing(text))
            report(place, ProblemCode.BadValue, "the notice says nothing; it needs a subject or a text");
        return new(id, next, node.Text("to") ?? "", subject, text);
    }

    private static bool SaysNothing(LocalizedText text) => text.Texts.Values.All(string.IsNullOrWhiteSpace);

    private int First(YamlNode.Map arm, int next) => Nested(arm) is [var first, ..] ? _indexOf[first] : next;

    private static List<YamlNode.Map> Arms(YamlNode.Map node) => [.. node.Maps("branch"), .. node.Maps("split")];

    private static List<YamlNode.Map> Nested(YamlNode.Map arm) => [.. arm.Maps("steps")];
}
