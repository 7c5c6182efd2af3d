namespace PostPurchase.Core.Journeys.Files;

/// <summary>Tells step by step what differs between two texts of a journey, whatever their comments, spelling and order of keys.</summary>
public static class JourneyDiff
{
    private static readonly string[] NestedIn = ["branch", "split"];

    /// <summary>
    /// What differs, the journey's own fields first, then the steps in the order of the newer text, those that are gone last. A text that is no YAML counts as empty.
    /// The status is not compared: it is switched, not edited.
    /// </summary>
    public static IReadOnlyList<JourneyChange> Between(string before, string after)
    {
        var (old, now) = (Outline.Of(before), Outline.Of(after));
        var changes = new List<JourneyChange>();
        if (Fields(old.Own, now.Own) is { Count: > 0 } own) changes.Add(new(ChangeKind.Changed, null, null, own));
        var moved = Moved(old, now);
        foreach (var step in now.Steps)
        {
            if (!old.ById.TryGetValue(step.Id, out var was)) changes.Add(new(ChangeKind.Added, step.Id, step.Kind, Fields([], step.Values)));
            else if (Fields(was.Values, step.Values) is var fields && (fields.Count > 0 || moved.Contains(step.Id)))
                changes.Add(new(moved.Contains(step.Id) ? ChangeKind.Moved : ChangeKind.Changed, step.Id, step.Kind, fields));
        }

        changes.AddRange(old.Steps.Where(step => !now.ById.ContainsKey(step.Id)).Select(step => new JourneyChange(ChangeKind.Removed, step.Id, step.Kind, Fields(step.Values, []))));
        return changes;
    }

    private static List<FieldChange> Fields(List<(string Field, string Value)> before, List<(string Field, string Value)> after)
    {
        var old = before.GroupBy(pair => pair.Field).ToDictionary(group => group.Key, group => group.First().Value);
        var now = after.GroupBy(pair => pair.Field).ToDictionary(group => group.Key, group => group.First().Value);
        var changes = now.Where(pair => old.GetValueOrDefault(pair.Key) != pair.Value).Select(pair => new FieldChange(pair.Key, old.GetValueOrDefault(pair.Key), pair.Value)).ToList();
        changes.AddRange(old.Where(pair => !now.ContainsKey(pair.Key)).Select(pair => new FieldChange(pair.Key, pair.Value, null)));
        return changes;
    }

    // Of the steps that both have, those outside the longest sequence whose order is kept; and those in another arm.
    private static HashSet<string> Moved(Outline old, Outline now)
    {
        var places = old.Steps.Select((step, index) => (step.Id, index)).GroupBy(pair => pair.Id).ToDictionary(group => group.Key, group => group.First().index);
        var common = now.Steps.Where(step => places.ContainsKey(step.Id)).ToList();
        var kept = LongestRising([.. common.Select(step => places[step.Id])]);
        return [.. common.Where(step => !kept.Contains(places[step.Id]) || old.ById[step.Id].Parent != step.Parent).Select(step => step.Id)];
    }

    private static HashSet<int> LongestRising(IReadOnlyList<int> numbers)
    {
        var (best, from) = (new int[numbers.Count], new int[numbers.Count]);
        var last = -1;
        for (var i = 0; i < numbers.Count; i++)
        {
            (best[i], from[i]) = (1, -1);
            for (var j = 0; j < i; j++)
            {
                if (numbers[j] < numbers[i] && best[j] + 1 > best[i]) (best[i], from[i]) = (best[j] + 1, j);
            }

            if (last < 0 || best[i] > best[last]) last = i;
        }

        var kept = new HashSet<int>();
        for (var i = last; i >= 0; i = from[i]) kept.Add(numbers[i]);
        return kept;
    }

    private sealed record OutlinedStep(string Id, string? Kind, string Parent, List<(string Field, string Value)> Values);

    /// <summary>A text as fields and steps.</summary>
    private sealed class Outline
    {
        public List<(string Field, string Value)> Own { get; } = [];

        public List<OutlinedStep> Steps { get; } = [];

        public Dictionary<string, OutlinedStep> ById { get; } = [];

        public static Outline Of(string text)
        {
            var outline = new Outline();
            if (YamlReader.Read("", text, []) is not YamlNode.Map root) return outline;
            foreach (var (key, value) in root.Entries.Where(entry => entry.Key.Text is not ("steps" or "status"))) Flatten(value, key.Text, outline.Own);
            outline.Add(root.Items("steps"), "");
            return outline;
        }

        private void Add(IReadOnlyList<YamlNode> steps, string parent)
        {
            foreach (var map in steps.OfType<YamlNode.Map>())
            {
                if (map.Text("id") is not { } id) continue;
                var values = new List<(string, string)>();
                foreach (var (key, value) in map.Entries.Where(entry => entry.Key.Text != "id")) Flatten(value, key.Text, values);
                var step = new OutlinedStep(id, JourneyShapes.StepKinds.FirstOrDefault(kind => map.Find(kind) is not null), parent, values);
                Steps.Add(step);
                ById.TryAdd(id, step);
                foreach (var kind in NestedIn)
                {
                    var arms = map.Maps(kind);
                    for (var i = 0; i < arms.Count; i++) Add(arms[i].Items("steps"), $"{id}/{i}");
                }
            }
        }

        private static void Flatten(YamlNode node, string path, List<(string, string)> values)
        {
            switch (node)
            {
                case YamlNode.Scalar scalar:
                    values.Add((path, scalar.Text));
                    break;
                case YamlNode.List { Items: var items } when items.All(item => item is YamlNode.Scalar):
                    values.Add((path, string.Join(", ", items.Cast<YamlNode.Scalar>().Select(item => item.Text))));
                    break;
                case YamlNode.List { Items: var items }:
                    for (var i = 0; i < items.Count; i++) Flatten(items[i], $"{path}[{i}]", values);
                    break;
                case YamlNode.Map map:
                    foreach (var (key, value) in map.Entries.Where(entry => entry.Key.Text != "steps")) Flatten(value, $"{path}.{key.Text}", values);
                    break;
            }
        }
    }
}
