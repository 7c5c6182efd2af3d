namespace PostPurchase.Templates;

/// <summary>The text of a template with its name; turns offsets into lines and columns.</summary>
internal sealed class SourceText(string name, string text)
{
    private int[]? _lineStarts;

    public string Name { get; } = name;

    public string Text { get; } = text;

    public (int Line, int Column) PositionOf(int offset)
    {
        // Two threads may find the same lines; either result will do.
        var starts = _lineStarts ??= LineStarts();
        offset = Math.Clamp(offset, 0, Text.Length);
        var place = Array.BinarySearch(starts, offset);
        var line = place >= 0 ? place : ~place - 1;
        return (line + 1, offset - starts[line] + 1);
    }

    private int[] LineStarts()
    {
        var starts = new List<int> { 0 };
        for (var at = Text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = Text.IndexOf('\n', at + 1)) starts.Add(at + 1);
        return [.. starts];
    }

    public TemplateError Error(int offset, string code, string message, string? suggestion = null)
    {
        var (line, column) = PositionOf(offset);
        return new TemplateError(Name, line, column, code, message, suggestion);
    }
}
