namespace PostPurchase.Core.Journeys.Files;

/// <summary>Warns of experiments that cannot measure what they say. They are no errors: what was published with them stays in force.</summary>
internal sealed class ExperimentCheck(string file, List<Problem> problems)
{
    public void Check(IEnumerable<YamlNode.Map> steps)
    {
        foreach (var step in steps)
        {
            CheckWindow(step); // of a split
            CheckPaths(step);
            var experiments = step.Map("email")?.Maps("experiments") ?? [];
            foreach (var experiment in experiments) CheckWindow(experiment);
            CheckFields(experiments);
            foreach (var experiment in experiments) CheckDifference(experiment, step.Map("email")!);
        }
    }

    private void CheckWindow(YamlNode.Map test)
    {
        if (test.Span("window") == CalendarSpan.Zero)
            Warn(test.Scalar("window")!, $"`window: {test.Text("window")}` counts nothing: what customers do counts from the assignment until the window is over; say how long that is, such as 30d");
    }

    // A path without a step is fine beside one that has some: it is what nothing is compared with.
    private void CheckPaths(YamlNode.Map step)
    {
        if (step.Maps("split") is { Count: > 1 } paths && paths.All(path => path.Find("steps") is YamlNode.List { Items.Count: 0 }))
            Warn(step.Find("split")!, "no path of this split has a step, so that all do the same and it measures nothing: give one of them a step");
    }

    private void CheckFields(IReadOnlyList<YamlNode.Map> experiments)
    {
        var variedBy = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var experiment in experiments)
        {
            var name = experiment.Text("name") ?? "";
            foreach (var (field, place) in FieldsOf(experiment).DistinctBy(found => found.Field))
            {
                if (!variedBy.TryAdd(field, name))
                    Warn(place, $"`{field}` of this mail is varied by the experiment `{variedBy[field]}` too: who gets it of both sees that of the later one, so that `{variedBy[field]}` measures less than it says, or nothing; vary it in one of them");
            }
        }
    }

    private void CheckDifference(YamlNode.Map experiment, YamlNode.Map email)
    {
        var variants = (experiment.Map("variants")?.Entries ?? []).Select(entry => entry.Value).OfType<YamlNode.Map>().ToList();
        var fields = FieldsOf(experiment).Select(found => found.Field).Distinct().ToList();
        if (variants.Count < 2 || variants.Select(variant => string.Join('\n', fields.Select(field => Written(Field(variant, field) ?? Field(email, field))))).Distinct().Count() > 1) return;
        Warn(experiment.Find("name") ?? experiment, $"the variants of `{experiment.Text("name")}` send the same mail, so that it measures nothing: give one of them a subject, preheader, template, slots, offers or hour of its own");
    }

    private static YamlNode? Field(YamlNode.Map of, string field) => field.Split('.', 2) is ["slots", var slot] ? of.Map("slots")?.Find(slot) : of.Find(field);

    private static string Written(YamlNode? node) => node switch
    {
        YamlNode.Scalar scalar => $"'{scalar.Text.Replace("'", "''", StringComparison.Ordinal)}'",
        YamlNode.Map map => $"{{{string.Join(',', map.Entries.OrderBy(entry => entry.Key.Text, StringComparer.Ordinal).Select(entry => $"{Written(entry.Key)}:{Written(entry.Value)}"))}}}",
        YamlNode.List list => $"[{string.Join(',', list.Items.Select(Written))}]",
        _ => "",
    };

    // Slots are put together one by one.
    private static IEnumerable<(string Field, YamlNode Place)> FieldsOf(YamlNode.Map experiment)
    {
        foreach (var (_, variant) in experiment.Map("variants")?.Entries ?? [])
        {
            if (variant is not YamlNode.Map fields) continue;
            foreach (var (slot, _) in fields.Map("slots")?.Entries ?? []) yield return ($"slots.{slot.Text}", slot);
            foreach (var (key, _) in fields.Entries)
            {
                if (key.Text is not ("weight" or "slots")) yield return (key.Text, key);
            }
        }
    }

    private void Warn(YamlNode node, string message) => problems.Add(new(file, node.Line, node.Column, false, ProblemCode.Experiment, message));
}
