namespace PostPurchase.Templates;

internal sealed partial class RenderState
{
    /// <summary>Writes a value where an expression stands, escaped for its place.</summary>
    public void Write(Value value, HtmlContext context)
    {
        if (value.IsNull) return;
        var start = Output.Length;
        if (value.Reference is string text)
        {
            if (context == HtmlContext.Raw) Output.Append(text);
            else HtmlEscaper.Append(text, value.Kind == ValueKind.Html, context, this);
        }
        else
        {
            ValueText.Append(value, this, Output, 0);
            if (context != HtmlContext.Raw) EscapeFrom(start, context, isHtml: false);
        }
        FinishWrite(start);
    }

    /// <summary>Writes text of the template, or markup of the language's own.</summary>
    public void WriteMarkup(ReadOnlySpan<char> markup)
    {
        var start = Output.Length;
        Output.Append(markup);
        FinishWrite(start);
    }

    /// <summary>Indents and charges what was written since <paramref name="start"/>.</summary>
    public void FinishWrite(int start)
    {
        Budget.Write(Output.Length - start);
        if (Indent is not null && Output.Length > start) IndentFrom(start, Indent);
    }

    /// <summary>Escapes what was written from <paramref name="start"/> on, where something in it has to be.</summary>
    public void EscapeFrom(int start, HtmlContext context, bool isHtml)
    {
        var written = Output.Written[start..];
        if (!HtmlEscaper.NeedsWork(written, isHtml, context)) return;
        var text = written.ToString();
        Output.Truncate(start);
        HtmlEscaper.Append(text, isHtml, context, this);
    }

    /// <summary>Puts the indent of the code mark in front of each line that was begun since <paramref name="start"/>.</summary>
    private void IndentFrom(int start, string indent)
    {
        var written = Output.Written[start..];
        var continues = start > 0 && written.Length > 0 && Output.Written[start - 1] == '\n';
        if (!continues && written[..Math.Max(0, written.Length - 1)].IndexOf('\n') < 0) return;
        var text = written.ToString();
        Output.Truncate(start);
        if (continues) Output.Append(indent);
        for (var i = 0; i < text.Length; i++)
        {
            Output.Append(text[i]);
            if (text[i] != '\n' || i == text.Length - 1) continue;
            Output.Append(indent);
            Budget.Write(indent.Length);
        }
    }

    /// <summary>Takes back what was written since <paramref name="start"/> and gives it as a value: markup where the page escapes.</summary>
    public Value TakeFrom(int start, bool isHtml)
    {
        Budget.Allocate(Output.Length - start);
        var text = Output.Written[start..].ToString();
        Output.Truncate(start);
        return isHtml ? Value.FromHtml(text) : Value.From(text);
    }
}
