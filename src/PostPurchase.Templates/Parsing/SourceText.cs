namespace PostPurchase.Templates;

/// <summary>The text of a template with its name; turns offsets into lines and columns.</summary>
internal sealed class SourceText(string name, string text)
{
    public string Name { get; } = name;

    public string Text { get; } = text;

    public (int Line, int Column) PositionOf(int offset)
    {
        var before = Text.AsSpan(0, Math.Clamp(offset, 0, Text.Length));
        var line = before.Count('\n') + 1;
        return (line, before.Length - before.LastIndexOf('\n'));
    }

    public TemplateError Error(int offset, string code, string message, string? suggestion = null)
    {
        var (line, column) = PositionOf(offset);
        return new TemplateError(Name, line, column, code, message, suggestion);
    }
}
