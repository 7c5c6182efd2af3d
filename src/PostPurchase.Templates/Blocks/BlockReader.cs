namespace PostPurchase.Templates;

/// <summary>Where a block stands: its call and the code mark around it.</summary>
internal sealed record BlockPlace(CallNode Call, TextRange Marks);

/// <summary>
/// A piece of the list that moves as one: an include, or an <c>if</c> with its includes. <c>Shown</c> is what an <c>if false</c> holds, <c>Condition</c> the
/// expression of the <c>if</c>.
/// </summary>
internal sealed record BlockUnit(TextRange Range, TextRange? Shown, TextRange? Condition, int FirstBlock, int Count);

/// <summary>A piece of a source: offsets of its start and of what follows it.</summary>
internal readonly record struct TextRange(int Start, int End);

/// <summary>Reads the list of includes of a mail: the content of its <c>capture</c> where it has one with includes, else its top level.</summary>
internal sealed class BlockReader(Template template)
{
    private readonly string _text = template.Source;
    private string? _reason;
    private int _line;

    public List<MailBlock> Blocks { get; } = [];

    public List<BlockPlace> Places { get; } = [];

    public List<BlockUnit> Units { get; } = [];

    /// <summary>Where a first block goes in a list that has none.</summary>
    public int EmptyAt { get; private set; }

    /// <summary>Null where the mail is a list of includes.</summary>
    public BlockReading.Refused? Read()
    {
        var captures = template.Body.Statements.OfType<CaptureNode>().ToList();
        if (captures.Count > 1) return new BlockReading.Refused("the mail has more than one capture, so there is no single list of blocks", LineOf(captures[1]));
        var list = captures.Count == 1 ? captures[0].Body : template.Body;
        EmptyAt = captures.Count == 1 ? EndOfMark(captures[0].Target.End) : _text.Length;
        foreach (var statement in list.Statements) ReadUnit(statement);
        return _reason is null ? null : new BlockReading.Refused(_reason, _line);
    }

    private void ReadUnit(StatementNode statement)
    {
        if (statement is TextNode text && text.Span.IsWhiteSpace()) return;
        if (statement is ExpressionStatement { Expression: AssignNode }) return;
        var first = Blocks.Count;
        var inner = ReadHidden(statement);
        var isHidden = inner is not null;
        ReadShown(inner ?? statement, isHidden);
        if (_reason is not null) return;
        var condition = (inner ?? statement) is IfNode { Branches: [{ Condition: { } when }] } ? new TextRange(when.Start, when.End) : (TextRange?)null;
        Units.Add(new BlockUnit(MarksOf(statement), inner is null ? null : MarksOf(inner), condition, first, Blocks.Count - first));
    }

    /// <summary>What an <c>if false</c> around one unit holds; null for anything else.</summary>
    private static StatementNode? ReadHidden(StatementNode statement)
    {
        if (statement is not IfNode { Branches: [{ Condition: LiteralNode { Value.IsTrue: false } } branch] }) return null;
        var inner = branch.Body.Statements.Where(one => one is not TextNode text || !text.Span.IsWhiteSpace()).ToList();
        return inner.Count == 1 ? inner[0] : null;
    }

    private void ReadShown(StatementNode statement, bool isHidden)
    {
        if (statement is not IfNode choice)
        {
            ReadInclude(statement, null, isHidden);
            return;
        }
        if (choice.Branches is not [{ Condition: { } condition } branch])
        {
            Refuse(choice, "an if with an else is no block");
            return;
        }
        foreach (var inner in branch.Body.Statements)
        {
            if (inner is not TextNode text || !text.Span.IsWhiteSpace()) ReadInclude(inner, condition.Text, isHidden);
        }
    }

    private void ReadInclude(StatementNode statement, string? condition, bool isHidden)
    {
        if (statement is not ExpressionStatement { Expression: CallNode { Target: GlobalNode { Name: "include" }, IsPipe: false } call }
            || call.Arguments is not [LiteralNode { Value.IsText: true } name])
        {
            Refuse(statement, statement is TextNode ? "text of its own stands between the includes" : $"`{Shorten(statement.Text)}` is no include of a partial by name");
            return;
        }
        var values = call.Names.Zip(call.NamedValues, (key, value) => ValueOf(key, value)).ToList();
        Blocks.Add(new MailBlock(Blocks.Count, Units.Count, name.Value.AsText(), values, condition, isHidden, LineOf(call)));
        Places.Add(new BlockPlace(call, MarksOf(statement)));
    }

    private static BlockValue ValueOf(string name, ExpressionNode value)
    {
        var (mixed, why) = MixedText.Read(value);
        return new(name, value.Text, TextOf(value), mixed, why);
    }

    /// <summary>The literal that people can edit in a value: itself, or the fallback of a slot.</summary>
    public static LiteralNode? LiteralOf(ExpressionNode value) => value switch
    {
        LiteralNode { Value.IsNull: false } literal => literal,
        NestedNode nested => LiteralOf(nested.Inner),
        CoalesceNode { WhenNull: true, Left: PathNode } fallback => fallback.Right as LiteralNode is { Value.IsText: true } text ? text : null,
        _ => null,
    };

    private static string? TextOf(ExpressionNode value) =>
        LiteralOf(value) is { } literal ? literal.Value.IsText ? literal.Value.AsText() : literal.Text : null;

    /// <summary>From the opening mark of a statement to the closing one of its end; refuses where its marks hold more than it.</summary>
    private TextRange MarksOf(StatementNode statement)
    {
        var open = _text.LastIndexOf("{{", Math.Max(0, statement.Start - 1), StringComparison.Ordinal);
        var close = _text.IndexOf("}}", statement.End, StringComparison.Ordinal);
        if (open < 0 || close < 0 || !IsBare(_text[(open + 2)..statement.Start]) || !IsBare(_text[statement.End..close]))
        {
            Refuse(statement, "a code mark holds more than one include");
            return new TextRange(statement.Start, statement.End);
        }
        return new TextRange(open, close + 2);
    }

    private static bool IsBare(string text)
    {
        var rest = text.AsSpan().Trim(" \t\r\n-~");
        return rest.IsEmpty || rest[0] == '#';
    }

    private int EndOfMark(int from)
    {
        var close = _text.IndexOf("}}", from, StringComparison.Ordinal);
        return close < 0 ? _text.Length : close + 2;
    }

    private void Refuse(StatementNode at, string reason)
    {
        if (_reason is null) (_reason, _line) = (reason, LineOf(at is TextNode text ? FirstWord(text) : at.Start));
    }

    private static int FirstWord(TextNode text) => text.TextStart + (text.Span.Length - text.Span.TrimStart().Length);

    private int LineOf(Node node) => LineOf(node.Start);

    private int LineOf(int offset) => template.Body.Source.PositionOf(offset).Line;

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
