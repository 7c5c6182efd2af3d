using System.Text;

namespace PostPurchase.Templates;

/// <summary>
/// A mail as blocks: the includes of its content, each with its values. Immutable; each edit gives a new list whose source is plain Scriban,
/// with every byte that the edit does not touch as it was.
/// </summary>
public sealed class BlockList
{
    private readonly TemplateEngine _engine;
    private readonly BlockReader _reader;
    private readonly string _name;

    private BlockList(TemplateEngine engine, string source, string name, BlockReader reader) => (_engine, Source, _name, _reader) = (engine, source, name, reader);

    /// <summary>The text of the mail.</summary>
    public string Source { get; }

    /// <summary>The blocks in the order in which they are written.</summary>
    public IReadOnlyList<MailBlock> Blocks => _reader.Blocks;

    /// <summary>Reads a mail; refuses, with reason and line, where it does not parse or is no list of includes.</summary>
    public static BlockReading Read(TemplateEngine engine, string source, string name)
    {
        var template = engine.ParseLeniently(source, name, ParseOptions.Html);
        if (template.Errors is [var error, ..]) return new BlockReading.Refused(error.Message, error.Line);
        var reader = new BlockReader(template);
        return reader.Read() is { } refused ? refused : new BlockReading.Listed(new BlockList(engine, source, name, reader));
    }

    /// <summary>A new block without values before the unit of the block <paramref name="at"/>, or at the end where <paramref name="at"/> is the number of blocks.</summary>
    public BlockEdit Add(int at, string partial)
    {
        if (at < 0 || at > Blocks.Count) return Missing(at);
        if (partial.Length == 0 || partial.Any(character => char.IsControl(character))) return new BlockEdit.Refused("a block needs the name of a partial");
        var mark = $"{{{{ include {MixedText.Literal(partial)} }}}}";
        var line = Source.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        if (Blocks.Count == 0) return Edited(new TextRange(_reader.EmptyAt, _reader.EmptyAt), _reader.EmptyAt == 0 ? mark : line + mark);
        var unit = _reader.Units[at == Blocks.Count ? ^1 : Blocks[at].Unit];
        var indent = IndentOf(unit.Range.Start);
        if (at == Blocks.Count) return Edited(new TextRange(unit.Range.End, unit.Range.End), indent is null ? mark : line + indent + mark);
        return Edited(new TextRange(unit.Range.Start, unit.Range.Start), indent is null ? mark : mark + line + indent);
    }

    /// <summary>The block, with the others of its unit, at the place of another one; what lies between the units stays where it is.</summary>
    public BlockEdit Move(int from, int to)
    {
        if (!Has(from) || !Has(to)) return Missing(Has(from) ? to : from);
        var order = _reader.Units.Select(unit => Source[unit.Range.Start..unit.Range.End]).ToList();
        var moved = order[Blocks[from].Unit];
        order.RemoveAt(Blocks[from].Unit);
        order.Insert(Blocks[to].Unit, moved);
        var text = new StringBuilder();
        var at = 0;
        foreach (var (unit, content) in _reader.Units.Zip(order))
        {
            text.Append(Source, at, unit.Range.Start - at).Append(content);
            at = unit.Range.End;
        }
        return Changed(text.Append(Source, at, Source.Length - at).ToString());
    }

    /// <summary>The mail without the block, and without the <c>if</c> that would be left empty.</summary>
    public BlockEdit Remove(int index)
    {
        if (!Has(index)) return Missing(index);
        var unit = _reader.Units[Blocks[index].Unit];
        return Edited(WithLine(unit.Count == 1 ? unit.Range : _reader.Places[index].Marks), "");
    }

    /// <summary>The unit of the block inside an <c>if false</c>.</summary>
    public BlockEdit Hide(int index)
    {
        if (!Has(index)) return Missing(index);
        if (Blocks[index].IsHidden) return new BlockEdit.Refused("the block is hidden already");
        var range = _reader.Units[Blocks[index].Unit].Range;
        return Edited(range, "{{ if false }}" + Source[range.Start..range.End] + "{{ end }}");
    }

    /// <summary>The unit of the block without the <c>if false</c> around it.</summary>
    public BlockEdit Show(int index)
    {
        if (!Has(index)) return Missing(index);
        var unit = _reader.Units[Blocks[index].Unit];
        return unit.Shown is { } shown ? Edited(unit.Range, Source[shown.Start..shown.End]) : new BlockEdit.Refused("the block is not hidden");
    }

    /// <summary>The unit of the block shown only where an expression is true; null shows it always.</summary>
    public BlockEdit ShowWhen(int index, string? condition)
    {
        if (!Has(index)) return Missing(index);
        var unit = _reader.Units[Blocks[index].Unit];
        var shown = unit.Shown ?? unit.Range;
        if (condition is null)
        {
            if (unit.Condition is null) return new BlockEdit.Refused("the block is always shown");
            return Edited(shown, Source[_reader.Places[unit.FirstBlock].Marks.Start.._reader.Places[unit.FirstBlock + unit.Count - 1].Marks.End]);
        }

        try
        {
            _ = _engine.ParseExpression(condition, "condition");
        }
        catch (TemplateException problem)
        {
            return new BlockEdit.Refused(problem.Errors[0].Message);
        }

        return unit.Condition is { } written ? Edited(written, condition.Trim()) : Edited(shown, $"{{{{ if {condition.Trim()} }}}}{Source[shown.Start..shown.End]}{{{{ end }}}}");
    }

    /// <summary>The field with this text; where the value is a fallback, as in <c>(slots.title ?? "Hi")</c>, the fallback is what changes.</summary>
    public BlockEdit SetText(int index, string field, string text) => Set(index, field, MixedText.Literal(text), value => BlockReader.LiteralOf(value) ?? value);

    /// <summary>
    /// The field with this text, in which fields may stand: <c>Hi {{ customer.first_name }}</c>; where the value is the fallback of a slot, the fallback is
    /// what changes. Refuses what is no field, with the reason.
    /// </summary>
    public BlockEdit SetMixed(int index, string field, string text) =>
        MixedText.Write(_engine, text) switch
        {
            ({ } source, _) => Set(index, field, source, MixedText.TargetOf),
            var (_, problem) => new BlockEdit.Refused(problem ?? "this is no text"),
        };

    /// <summary>The field with this expression: a number, <c>true</c>, <c>store.url</c>.</summary>
    public BlockEdit SetCode(int index, string field, string code)
    {
        try
        {
            var root = _engine.ParseExpression(code, field).Root;
            var isSimple = root is LiteralNode or NestedNode or GlobalNode or MemberNode or IndexerNode or InterpolatedNode or ArrayNode or ObjectNode;
            return Set(index, field, isSimple ? code.Trim() : $"({code.Trim()})", value => value);
        }
        catch (TemplateException problem)
        {
            return new BlockEdit.Refused(problem.Errors[0].Message);
        }
    }

    /// <summary>The field without a value of its own: the partial's default holds again.</summary>
    public BlockEdit Clear(int index, string field)
    {
        if (!Has(index)) return Missing(index);
        var call = _reader.Places[index].Call;
        var place = Array.IndexOf(call.Names, field);
        if (place < 0) return new BlockEdit.Refused($"the block gives no value to `{field}`");
        var value = call.NamedValues[place];
        var name = Source.LastIndexOf(field, value.Start - 1, StringComparison.Ordinal);
        while (name > 0 && (Source[name - 1] == '$' || char.IsWhiteSpace(Source[name - 1]))) name--;
        return Edited(new TextRange(name, value.End), "");
    }

    private BlockEdit Set(int index, string field, string source, Func<ExpressionNode, ExpressionNode> targetOf)
    {
        if (!Has(index)) return Missing(index);
        if (field.Length == 0 || !field.All(character => char.IsAsciiLetterOrDigit(character) || character == '_')) return new BlockEdit.Refused($"`{field}` cannot be the name of a field");
        var call = _reader.Places[index].Call;
        var place = Array.IndexOf(call.Names, field);
        if (place < 0) return Edited(new TextRange(call.End, call.End), $" {field}: {source}");
        var target = targetOf(call.NamedValues[place]);
        return Edited(new TextRange(target.Start, target.End), source);
    }

    private bool Has(int index) => index >= 0 && index < Blocks.Count;

    private BlockEdit.Refused Missing(int index) => new($"there is no block {index}: the mail has {Blocks.Count}");

    private BlockEdit Edited(TextRange range, string with) => Changed(string.Concat(Source.AsSpan(0, range.Start), with, Source.AsSpan(range.End)));

    private BlockEdit Changed(string source) => Read(_engine, source, _name) switch
    {
        BlockReading.Listed listed => new BlockEdit.Done(listed.List),
        BlockReading.Refused refused => new BlockEdit.Refused($"line {refused.Line}: {refused.Reason}"),
        _ => throw new InvalidOperationException("a reading is listed or refused"),
    };

    /// <summary>The white space before a mark that begins its line; null where it does not.</summary>
    private string? IndentOf(int start)
    {
        var from = start;
        while (from > 0 && Source[from - 1] is ' ' or '\t') from--;
        return from == 0 || Source[from - 1] == '\n' ? Source[from..start] : null;
    }

    /// <summary>The whole line or lines where nothing else stands on them.</summary>
    private TextRange WithLine(TextRange range)
    {
        var end = range.End;
        while (end < Source.Length && Source[end] is ' ' or '\t' or '\r') end++;
        if (IndentOf(range.Start) is not { } indent || (end < Source.Length && Source[end] != '\n')) return range;
        var start = range.Start - indent.Length;
        if (end < Source.Length) return new TextRange(start, end + 1);
        // The last line takes the break before it with it.
        while (start > 0 && Source[start - 1] is '\n' or '\r') start--;
        return new TextRange(start, end);
    }
}
