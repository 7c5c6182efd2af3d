namespace PostPurchase.Templates.Tests.Conformance;

/// <summary>An example of a documentation page: a fenced block of template with the fenced block of its output.</summary>
internal sealed record MarkdownPair(string Input, string Output)
{
    private const string Fence = "```";

    /// <summary>All pairs of a page, in order, with the braces as they were before the page was made a template itself.</summary>
    public static IEnumerable<MarkdownPair> Read(string markdown)
    {
        string? input = null;
        foreach (var (language, text) in Blocks(markdown.ReplaceLineEndings("\n")))
        {
            if (language == "html" && input is not null) yield return new MarkdownPair(Unescaped(input), Unescaped(text));
            input = language == "scriban-html" ? text : null;
        }
    }

    private static IEnumerable<(string Language, string Text)> Blocks(string markdown)
    {
        var lines = markdown.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Fence, StringComparison.Ordinal)) continue;
            var start = ++i;
            while (i < lines.Length && lines[i] != Fence) i++;
            yield return (lines[start - 1][Fence.Length..], string.Join('\n', lines[start..i]));
        }
    }

    private static string Unescaped(string text) =>
        text.Replace("""{{ "{{" }}""", "{{", StringComparison.Ordinal).Replace("""{{ "}}" }}""", "}}", StringComparison.Ordinal);
}
