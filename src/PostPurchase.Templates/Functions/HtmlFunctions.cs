using System.Buffers;
using System.Globalization;
using System.Text;

namespace PostPurchase.Templates.Functions;

/// <summary>The members of <c>html</c>.</summary>
internal static class HtmlFunctions
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
    private static readonly SearchValues<char> PartCharacters = SearchValues.Create(Unreserved);
    private static readonly SearchValues<char> UrlCharacters = SearchValues.Create(Unreserved + ";/?:@&=+$,#[]!'()*");

    public static IEnumerable<BuiltinDeclaration> All =>
    [
        new("html", "strip", [Take.Text("text")], ParameterKind.Text, "The text without tags, comments, scripts and styles.", Strip),
        new("html", "escape", [Take.Text("text")], ParameterKind.Text, "The text with the characters that mean something in HTML as entities.", Escape)
        {
            ReturnsHtml = true,
            Writer = static (call, args, output) =>
            {
                call.Scan(args.TextOrEmpty(0));
                HtmlText.Escape(output, args.TextOrEmpty(0));
            },
        },
        new("html", "newline_to_br", [Take.Text("text")], ParameterKind.Text, "The text with <br /> before each line break; in a page that escapes, the text is escaped first.", NewlineToBr),
        new("html", "url_encode", [Take.Text("text")], ParameterKind.Text, "The text percent-encoded as one part of a web address.",
            static (call, args) => PercentEncode(call, args, PartCharacters)),
        new("html", "url_escape", [Take.Text("text")], ParameterKind.Text, "A whole web address with what is not allowed in one percent-encoded.",
            static (call, args) => PercentEncode(call, args, UrlCharacters)),
        new("html", "raw", [Take.Text("text")], ParameterKind.Text, "The text as it is, without the automatic escaping: for trusted markup only.",
            static (_, args) => args[0].IsNull ? default : Value.FromHtml(args[0].AsText()))
        {
            ReturnsHtml = true,
            IsAddition = true,
            Writer = static (_, args, output) => output.Append(args.TextOrEmpty(0)),
        },
    ];

    private static Value Escape(CallContext call, ReadOnlySpan<Value> args)
    {
        if (args.TextAt(0) is not { } text) return default;
        call.Scan(text);
        if (HtmlText.IsPlain(text)) return Value.FromHtml(text);
        using var output = new TextBuffer();
        call.Budget.Allocate(text.Length);
        HtmlText.Escape(output, text);
        call.Budget.Allocate(output.Length - text.Length);
        return Value.FromHtml(output.ToString());
    }

    private static Value Strip(CallContext call, ReadOnlySpan<Value> args)
    {
        if (args.TextAt(0) is not { } text) return default;
        call.Scan(text);
        if (!text.Contains('<')) return Value.From(text);
        using var output = new TextBuffer();
        call.Budget.Allocate(text.Length);
        new HtmlStripper(output).Strip(text);
        return Value.From(output.ToString());
    }

    private static Value NewlineToBr(CallContext call, ReadOnlySpan<Value> args)
    {
        if (args[0].IsNull) return default;
        var source = call.EscapesHtml && args[0].Kind != ValueKind.Html ? Escape(call, args) : args[0];
        var text = source.AsText();
        call.Scan(text);
        var rest = text.AsSpan();
        var next = rest.IndexOfAny('\r', '\n');
        if (next < 0) return source;
        using var output = new TextBuffer();
        call.Budget.Allocate(text.Length);
        for (; next >= 0; next = rest.IndexOfAny('\r', '\n'))
        {
            output.Append(rest[..next]);
            output.Append("<br />");
            var length = rest[next..].StartsWith("\r\n") ? 2 : 1;
            output.Append(rest.Slice(next, length));
            rest = rest[(next + length)..];
            call.Budget.Allocate("<br />".Length);
        }
        output.Append(rest);
        return Value.From(output.ToString()).SafeLike(source);
    }

    private static Value PercentEncode(CallContext call, ReadOnlySpan<Value> args, SearchValues<char> kept)
    {
        if (args.TextAt(0) is not { } text) return default;
        call.Scan(text);
        var rest = text.AsSpan();
        var next = rest.IndexOfAnyExcept(kept);
        if (next < 0) return Value.From(text);
        using var output = new TextBuffer();
        call.Budget.Allocate(text.Length);
        Span<byte> utf8 = stackalloc byte[4];
        for (; next >= 0; next = rest.IndexOfAnyExcept(kept))
        {
            output.Append(rest[..next]);
            _ = Rune.DecodeFromUtf16(rest[next..], out var rune, out var used);
            foreach (var octet in utf8[..rune.EncodeToUtf8(utf8)])
            {
                output.Append('%');
                output.Append(octet, "X2", CultureInfo.InvariantCulture);
            }
            rest = rest[(next + used)..];
        }
        output.Append(rest);
        call.Budget.Allocate(output.Length - text.Length);
        return Value.From(output.ToString());
    }
}
