namespace PostPurchase.Templates;

/// <summary>A piece of a parsed template. Immutable after the parse, so that threads can share it.</summary>
internal abstract class Node
{
    public required SourceText Source { get; init; }

    /// <summary>Offset of its first character, where messages point to.</summary>
    public required int Start { get; set; }

    /// <summary>Offset that messages point to when it fails at work: an operator's sign for example.</summary>
    public virtual int Place => Start;

    /// <summary>Offset after its last character.</summary>
    public int End { get; set; }

    /// <summary>How many levels of nodes there are from here down; bounded by the parser, since evaluation recurses.</summary>
    public int Depth { get; set; } = 1;

    /// <summary>The source of this piece, for messages.</summary>
    public string Text => Source.Text[Start..Math.Max(Start, End)].TrimEnd();

    public TemplateException Fail(string message, string code, string? suggestion = null) => FailAt(Start, message, code, suggestion);

    public TemplateException FailAt(int offset, string message, string code, string? suggestion = null) =>
        new(Source.Error(offset, code, message, suggestion));
}
