namespace PostPurchase.Core.Journeys.Files;

/// <summary>Names the field that stands at a place of a text.</summary>
internal static class FieldPath
{
    /// <summary>The deepest field that begins at or before a place: <c>steps[2].email.subject</c>; empty before the first.</summary>
    public static string At(YamlNode root, int line, int column) => Below(root, (line, column), "");

    private static string Below(YamlNode node, (int Line, int Column) place, string path)
    {
        switch (node)
        {
            case YamlNode.Map map:
                var entry = map.Entries.LastOrDefault(entry => Starts(entry.Key).CompareTo(place) <= 0);
                return entry.Key is null ? path : Below(entry.Value, place, path.Length == 0 ? entry.Key.Text : $"{path}.{entry.Key.Text}");
            case YamlNode.List list:
                var index = list.Items.Count - 1;
                while (index >= 0 && Starts(list.Items[index]).CompareTo(place) > 0) index--;
                return index < 0 ? path : Below(list.Items[index], place, $"{path}[{index}]");
            default:
                return path;
        }
    }

    private static (int Line, int Column) Starts(YamlNode node) => (node.Line, node.Column);
}
