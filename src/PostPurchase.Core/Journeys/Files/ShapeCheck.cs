namespace PostPurchase.Core.Journeys.Files;

/// <summary>Holds a tree against a shape and reports every difference.</summary>
internal sealed class ShapeCheck(string file, List<Problem> problems)
{
    public void Check(YamlNode node, Shape shape, string path)
    {
        switch (shape)
        {
            case Shape.Value value: CheckValue(node, value.Form, path); break;
            case Shape.Choice choice: CheckChoice(node, choice, path); break;
            case Shape.ListOf list: CheckList(node, list, path); break;
            case Shape.MapOf map: CheckMap(node, map, path); break;
            case Shape.Group group: CheckGroup(node, group, path); break;
            case Shape.Either either: Check(node, node is YamlNode.Scalar ? either.Scalar : either.Other, path); break;
            case Shape.Recursive recursive: Check(node, recursive.Of(), path); break;
        }
    }

    private void CheckValue(YamlNode node, Form form, string path)
    {
        if (node is not YamlNode.Scalar scalar) Report(node, ProblemCode.BadValue, $"`{path}` is {node.KindName}; expected {form.Name}");
        else if (scalar.IsNull) Report(node, ProblemCode.BadValue, $"`{path}` is empty; expected {form.Name}");
        else if (!form.Accepts(scalar.Text)) Report(node, ProblemCode.BadValue, $"`{path}` is `{Shown(scalar.Text)}`; expected {form.Name}");
    }

    private void CheckChoice(YamlNode node, Shape.Choice choice, string path)
    {
        var words = string.Join(", ", choice.Words);
        if (node is not YamlNode.Scalar scalar) Report(node, ProblemCode.BadValue, $"`{path}` is {node.KindName}; expected one of {words}");
        else if (!choice.Words.Contains(scalar.Text))
        {
            Report(node, ProblemCode.BadValue, $"`{path}` is `{Shown(scalar.Text)}`; expected one of {words}{Suggestion.For(scalar.Text, choice.Words)}");
        }
    }

    private void CheckList(YamlNode node, Shape.ListOf list, string path)
    {
        if (node is not YamlNode.List items)
        {
            Report(node, ProblemCode.BadValue, $"`{path}` is {node.KindName}; expected a list", path);
            return;
        }

        if (items.Items.Count < list.Minimum) Report(node, ProblemCode.BadValue, $"`{path}` needs at least {list.Minimum}", path);
        for (var i = 0; i < items.Items.Count; i++) Check(items.Items[i], list.Item, $"{path}[{i}]");
    }

    private void CheckMap(YamlNode node, Shape.MapOf map, string path)
    {
        if (node is not YamlNode.Map entries)
        {
            Report(node, ProblemCode.BadValue, $"`{path}` is {node.KindName}; expected keys with values", path);
            return;
        }

        if (entries.Entries.Count < map.Minimum) Report(node, ProblemCode.BadValue, $"`{path}` needs at least {map.Minimum}", path);
        foreach (var (key, value) in entries.Entries)
        {
            if (!map.Key.Accepts(key.Text)) Report(key, ProblemCode.BadValue, $"`{Shown(key.Text)}` in `{path}` is not {map.Key.Name}");
            Check(value, map.Item, $"{path}.{key.Text}");
        }
    }

    private void CheckGroup(YamlNode node, Shape.Group group, string path)
    {
        if (node is not YamlNode.Map map)
        {
            Report(node, ProblemCode.BadValue, $"`{path}` is {node.KindName}; expected keys with values", path);
            return;
        }

        foreach (var (key, value) in map.Entries)
        {
            var known = group.Keys.FirstOrDefault(candidate => candidate.Name == key.Text);
            if (known is null) ReportUnknown(key, group, path);
            else if (known.IsLater) Report(key, ProblemCode.NotAvailable, $"`{key.Text}` is not available in this version");
            else if (known.Beside is { } beside && map.Find(beside) is null) Report(key, ProblemCode.Combination, $"`{key.Text}` belongs beside a `{beside}`, and this {group.Name} has none");
            else Check(value, known.Shape, path.Length == 0 ? key.Text : $"{path}.{key.Text}");
        }

        foreach (var key in group.Keys)
        {
            if (key.IsRequired && map.Find(key.Name) is null && key.Instead?.IsThere(map) != true) Report(node, ProblemCode.MissingKey, $"the {group.Name} has no `{key.Name}`: {key.Summary}", path.Length == 0 ? key.Name : $"{path}.{key.Name}");
        }

        if (group.ExactlyOne.Count > 0) CheckExactlyOne(map, group, path);
    }

    private void CheckExactlyOne(YamlNode.Map map, Shape.Group group, string path)
    {
        var there = map.Entries.Where(entry => group.ExactlyOne.Contains(entry.Key.Text) || group.Keys.Any(key => key.IsLater && key.Name == entry.Key.Text)).Select(entry => entry.Key).ToList();
        if (there.Count == 1) return;
        var names = string.Join(", ", group.ExactlyOne);
        if (there.Count == 0) Report(map, ProblemCode.Combination, $"the {group.Name} needs one of {names}", path);
        else Report(there[1], ProblemCode.Combination, $"the {group.Name} has `{there[0].Text}` and `{there[1].Text}`; it takes one of {names}", path);
    }

    private void ReportUnknown(YamlNode.Scalar key, Shape.Group group, string path)
    {
        var names = group.Keys.Where(known => !known.IsLater).Select(known => known.Name).ToList();
        var where = path.Length == 0 ? $"the {group.Name}" : $"`{path}`";
        Report(key, ProblemCode.UnknownKey, $"unknown key `{Shown(key.Text)}` in {where}{Suggestion.For(key.Text, names)}");
    }

    // A group and its first key start at the same place: where the group is meant, its path is said.
    private void Report(YamlNode node, string code, string message, string path = "") => problems.Add(new(file, node.Line, node.Column, true, code, message) { Path = path });

    private static string Shown(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length > 60 ? string.Concat(line.AsSpan(0, 57), "...") : line;
    }
}
