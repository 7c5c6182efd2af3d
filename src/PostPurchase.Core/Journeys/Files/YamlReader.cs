using System.Buffers;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PostPurchase.Core.Journeys.Files;

/// <summary>Reads a YAML text (JSON is YAML) into nodes with places. Bounded in size and depth; aliases are refused, so nothing can blow up.</summary>
internal static class YamlReader
{
    /// <summary>Largest file, in characters.</summary>
    public const int MaximumLength = 1024 * 1024;

    private const int MaximumDepth = 64;

    // What YAML has no place for: control characters but tab and line ends.
    private static readonly SearchValues<char> NoText = SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (char)code).Except(['\t', '\n', '\r'])]);

    /// <summary>The root, or null with a problem. Never throws for what a text can contain.</summary>
    public static YamlNode? Read(string file, string text, List<Problem> problems)
    {
        if (text.Length > MaximumLength) return Fail(file, 1, 1, $"the file has {text.Length:N0} characters; at most {MaximumLength:N0} are read", problems);
        if (text.AsSpan().IndexOfAny(NoText) is var stray and >= 0)
        {
            var before = text[..stray];
            return Fail(file, before.Count(letter => letter == '\n') + 1, stray - before.LastIndexOf('\n'), "this is no text: a journey is written in YAML, in UTF-8", problems);
        }

        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _)) return Fail(file, 1, 1, "the file is empty", problems);
            parser.Consume<DocumentStart>();
            var root = ReadNode(parser, file, problems, 0);
            parser.Consume<DocumentEnd>();
            if (parser.TryConsume<DocumentStart>(out var second)) return Fail(file, (int)second.Start.Line, (int)second.Start.Column, "there is a second document; put it into a file of its own", problems);
            return root;
        }
        catch (YamlException exception)
        {
            // Of a tab it names the value before it as the start.
            var at = exception.Message.Contains("tab character", StringComparison.Ordinal) ? exception.End : exception.Start;
            return Fail(file, (int)at.Line, (int)at.Column, $"this is not YAML: {exception.InnerException?.Message ?? exception.Message}", problems);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException)
        {
            // The scanner of YamlDotNet 16.3 lets these out for some broken texts, without a place: it is after what was read last.
            var last = parser.Current?.Start ?? Mark.Empty;
            return Fail(file, (int)last.Line, (int)last.Column, "this is not YAML: look for a bracket or a quote that is not closed here", problems);
        }
    }

    private static YamlNode ReadNode(Parser parser, string file, List<Problem> problems, int depth)
    {
        if (depth > MaximumDepth) throw new YamlException(parser.Current!.Start, parser.Current.End, $"nested more than {MaximumDepth} levels deep");
        if (parser.TryConsume<Scalar>(out var scalar)) return Of(scalar);
        if (parser.TryConsume<SequenceStart>(out var list)) return ReadList(parser, list, file, problems, depth);
        if (parser.TryConsume<MappingStart>(out var map)) return ReadMap(parser, map, file, problems, depth);
        var other = parser.Current!;
        throw new YamlException(other.Start, other.End, other is AnchorAlias ? "aliases (*name) are not taken; write the value out" : "a value was expected");
    }

    private static YamlNode.Scalar Of(Scalar scalar)
    {
        var (line, column) = ((int)scalar.Start.Line, (int)scalar.Start.Column);
        var isPlain = scalar.Style == ScalarStyle.Plain;
        var isQuoted = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted;
        return new(scalar.Value, isPlain, isQuoted ? column + 1 : column, line, column);
    }

    private static YamlNode.List ReadList(Parser parser, SequenceStart start, string file, List<Problem> problems, int depth)
    {
        var items = new List<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(ReadNode(parser, file, problems, depth + 1));
        return new(items, (int)start.Start.Line, (int)start.Start.Column);
    }

    private static YamlNode.Map ReadMap(Parser parser, MappingStart start, string file, List<Problem> problems, int depth)
    {
        var entries = new List<KeyValuePair<YamlNode.Scalar, YamlNode>>();
        var seen = new HashSet<string>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var keyNode = ReadNode(parser, file, problems, depth + 1);
            var value = ReadNode(parser, file, problems, depth + 1);
            if (keyNode is not YamlNode.Scalar key) problems.Add(new(file, keyNode.Line, keyNode.Column, true, ProblemCode.Syntax, "a key is a plain word"));
            else if (!seen.Add(key.Text)) problems.Add(new(file, key.Line, key.Column, true, ProblemCode.Duplicate, $"the key `{key.Text}` is here twice"));
            else entries.Add(new(key, value));
        }

        return new(entries, (int)start.Start.Line, (int)start.Start.Column);
    }

    private static YamlNode? Fail(string file, int line, int column, string message, List<Problem> problems)
    {
        problems.Add(new(file, Math.Max(1, line), Math.Max(1, column), true, ProblemCode.Syntax, message));
        return null;
    }
}
