namespace PostPurchase.Core.Journeys.Files;

/// <summary>Warns of steps that do nothing. They are no errors: what was published with them stays in force.</summary>
internal sealed class IdleCheck(string file, List<Problem> problems)
{
    public void Check(IEnumerable<YamlNode.Map> steps)
    {
        foreach (var step in steps)
        {
            if (step.Map("update") is { } update) CheckUpdate(update);
        }
    }

    private void CheckUpdate(YamlNode.Map update)
    {
        // One without an entry is an error by itself.
        if (update.Find("set") is not null) return;
        if (update.Map("tags") is { } tags && tags.Items("add").Count + tags.Items("remove").Count > 0) return;
        problems.Add(new(file, update.Line, update.Column, false, ProblemCode.Combination, "this update changes nothing: give it an attribute to `set`, or `tags` to `add` or to `remove`"));
    }
}
