using System.Buffers;

namespace PostPurchase.Templates;

/// <summary>Where in HTML a text has come to; a small scanner that follows tags, attributes, comments, styles and scripts.</summary>
internal readonly record struct MarkupState
{
    private static readonly SearchValues<char> White = SearchValues.Create(" \t\r\n\f");
    private static readonly SearchValues<char> NameEnd = SearchValues.Create(" \t\r\n\f>");
    private static readonly SearchValues<char> TagFiller = SearchValues.Create(" \t\r\n\f/");
    private static readonly SearchValues<char> AttributeEnd = SearchValues.Create("= \t\r\n\f>/");

    private enum Place : byte
    {
        Text,
        TagName,
        Tag,
        AttributeName,
        BeforeValue,
        Value,
        Comment,
        RawText,
    }

    private enum Content : byte
    {
        Plain,
        Url,
        Style,
        Script,
    }

    private Place At { get; init; }

    private char Quote { get; init; }

    /// <summary>What the attribute, or the text of the element, holds.</summary>
    private Content Holds { get; init; }

    /// <summary>What the text of the element will hold when its tag ends.</summary>
    private Content Element { get; init; }

    private bool IsValueBegun { get; init; }

    /// <summary>How a value is to be escaped here.</summary>
    public HtmlContext Context => At switch
    {
        Place.Text or Place.Comment => HtmlContext.Text,
        Place.RawText => Holds switch { Content.Style => HtmlContext.Style, Content.Script => HtmlContext.Script, _ => HtmlContext.Text },
        Place.BeforeValue or Place.Value => (Holds, At == Place.Value && Quote != '\0', IsValueBegun) switch
        {
            (Content.Script, _, _) => HtmlContext.Script,
            (Content.Style, _, _) => HtmlContext.Style,
            (Content.Url, true, false) => HtmlContext.Url,
            (Content.Url, false, false) => HtmlContext.UrlUnquoted,
            (_, true, _) => HtmlContext.Attribute,
            _ => HtmlContext.Unquoted,
        },
        _ => HtmlContext.Unquoted,
    };

    /// <summary>The state after a value was written here.</summary>
    public MarkupState AfterValue() => At switch
    {
        Place.BeforeValue => this with { At = Place.Value, Quote = '\0', IsValueBegun = true },
        Place.Value => this with { IsValueBegun = true },
        Place.TagName => this with { At = Place.Tag },
        _ => this,
    };

    /// <summary>The state after this text.</summary>
    public MarkupState After(ReadOnlySpan<char> text)
    {
        var state = this;
        while (text.Length > 0) text = text[state.Step(text, out state)..];
        return state;
    }

    private int Step(ReadOnlySpan<char> text, out MarkupState next) => At switch
    {
        Place.Text => StepText(text, out next),
        Place.TagName => StepTagName(text, out next),
        Place.Tag => StepTag(text, out next),
        Place.AttributeName => StepAttributeName(text, out next),
        Place.BeforeValue => StepBeforeValue(text, out next),
        Place.Value => StepValue(text, out next),
        Place.Comment => StepUntil(text, "-->", default, out next),
        _ => StepRawText(text, out next),
    };

    private int StepText(ReadOnlySpan<char> text, out MarkupState next)
    {
        next = this;
        var open = text.IndexOf('<');
        if (open < 0) return text.Length;
        var rest = text[open..];
        // A conditional comment of Outlook holds markup that counts.
        if (rest.StartsWith("<!--[if", StringComparison.OrdinalIgnoreCase)) return open + 7;
        if (rest.StartsWith("<!--", StringComparison.Ordinal))
        {
            next = new MarkupState { At = Place.Comment };
            return open + 4;
        }
        var isTag = rest.Length > 1 && (char.IsAsciiLetter(rest[1]) || rest[1] == '/');
        if (isTag || rest.Length == 1) next = new MarkupState { At = Place.TagName };
        return open + 1;
    }

    private static int StepTagName(ReadOnlySpan<char> text, out MarkupState next)
    {
        var length = text.IndexOfAny(NameEnd);
        var name = length < 0 ? text : text[..length];
        var element = name.Equals("style", StringComparison.OrdinalIgnoreCase) ? Content.Style
            : name.Equals("script", StringComparison.OrdinalIgnoreCase) ? Content.Script : Content.Plain;
        next = new MarkupState { At = Place.Tag, Element = element };
        return name.Length;
    }

    private int StepTag(ReadOnlySpan<char> text, out MarkupState next)
    {
        next = this;
        var skipped = text.IndexOfAnyExcept(TagFiller);
        if (skipped < 0) return text.Length;
        if (text[skipped] != '>')
        {
            next = this with { At = Place.AttributeName, Holds = Content.Plain };
            return skipped;
        }
        next = Element == Content.Plain ? default : new MarkupState { At = Place.RawText, Holds = Element };
        return skipped + 1;
    }

    private int StepAttributeName(ReadOnlySpan<char> text, out MarkupState next)
    {
        var length = text.IndexOfAny(AttributeEnd);
        var name = length < 0 ? text : text[..length];
        next = this with { Holds = name.Length > 0 ? ContentOf(name) : Holds };
        if (length < 0) return text.Length;
        var rest = text[length..].TrimStart(" \t\r\n\f");
        if (rest.Length > 0 && rest[0] == '=')
        {
            next = next with { At = Place.BeforeValue, IsValueBegun = false };
            return text.Length - rest.Length + 1;
        }
        next = next with { At = Place.Tag };
        return text.Length - rest.Length;
    }

    private int StepBeforeValue(ReadOnlySpan<char> text, out MarkupState next)
    {
        next = this;
        var skipped = text.IndexOfAnyExcept(White);
        if (skipped < 0) return text.Length;
        if (text[skipped] == '>')
        {
            next = this with { At = Place.Tag };
            return skipped;
        }
        var quote = text[skipped] is '"' or '\'' ? text[skipped] : '\0';
        next = this with { At = Place.Value, Quote = quote, IsValueBegun = false };
        return quote == '\0' ? skipped : skipped + 1;
    }

    private int StepValue(ReadOnlySpan<char> text, out MarkupState next)
    {
        var end = Quote == '\0' ? text.IndexOfAny(NameEnd) : text.IndexOf(Quote);
        if (end < 0)
        {
            next = this with { IsValueBegun = IsValueBegun || !text.IsWhiteSpace() };
            return text.Length;
        }
        next = this with { At = Place.Tag, Holds = Content.Plain };
        return Quote == '\0' ? end : end + 1;
    }

    private int StepUntil(ReadOnlySpan<char> text, string closing, MarkupState after, out MarkupState next)
    {
        var end = text.IndexOf(closing, StringComparison.OrdinalIgnoreCase);
        next = end < 0 ? this : after;
        return end < 0 ? text.Length : end + closing.Length;
    }

    private int StepRawText(ReadOnlySpan<char> text, out MarkupState next) =>
        StepUntil(text, Holds == Content.Style ? "</style" : "</script", new MarkupState { At = Place.Tag }, out next);

    private static Content ContentOf(ReadOnlySpan<char> name)
    {
        Span<char> lower = stackalloc char[16];
        if (name.Length > 2 && name.StartsWith("on", StringComparison.OrdinalIgnoreCase)) return Content.Script;
        if (name.Length > lower.Length) return Content.Plain;
        var length = name.ToLowerInvariant(lower);
        return lower[..length] switch
        {
            "style" => Content.Style,
            "srcdoc" => Content.Script,
            "href" or "src" or "action" or "formaction" or "background" or "cite" or "poster" or "data" or "srcset" or "longdesc" or "xlink:href" or "ping" or "manifest" => Content.Url,
            _ => Content.Plain,
        };
    }
}
