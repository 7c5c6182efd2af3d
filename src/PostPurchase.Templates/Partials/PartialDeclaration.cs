namespace PostPurchase.Templates;

/// <summary>
/// What a partial says about itself in its first comment, one line each:
/// <code>
/// {{ ## Two columns
/// heading: text "Heading" = What is new
/// align: choice(left, right) "Side" = left
/// ## }}
/// </code>
/// The first line without a colon is the title; at most 100 fields are read. A field has a name, a type, and may have a quoted label and a default after the equals sign.
/// </summary>
/// <param name="Title">The title; null where there is none.</param>
/// <param name="Fields">The fields in order.</param>
public sealed record PartialDeclaration(string? Title, IReadOnlyList<PartialField> Fields)
{
    private const int MaxFields = 100;

    private static readonly string[] Types = ["text", "richtext", "number", "bool", "url", "image", "color", "date", "choice"];

    /// <summary>The field of that name; null where it is not declared.</summary>
    public PartialField? Find(string name) => Fields.FirstOrDefault(field => field.Name == name);

    /// <summary>Reads the first comment; null where the text does not begin with one, or the comment declares nothing.</summary>
    internal static PartialDeclaration? Read(SourceText source, List<TemplateError> errors)
    {
        var text = source.Text;
        var start = CommentStart(text);
        if (start < 0) return null;
        var end = text.IndexOf("##", start, StringComparison.Ordinal);
        if (end < 0) return null;
        string? title = null;
        var fields = new List<PartialField>();
        for (var at = start; at < end && fields.Count < MaxFields;)
        {
            var lineEnd = text.IndexOf('\n', at, end - at);
            if (lineEnd < 0) lineEnd = end;
            var line = text[at..lineEnd].Trim();
            if (line.Contains(':')) ReadField(line, source, at, fields, errors);
            else if (line.Length > 0) title ??= line;
            at = lineEnd + 1;
        }
        return fields.Count == 0 ? null : new PartialDeclaration(title, fields);
    }

    private static int CommentStart(string text)
    {
        var code = text.AsSpan().TrimStart();
        if (!code.StartsWith("{{", StringComparison.Ordinal)) return -1;
        code = code[2..].TrimStart("-~ \t\r\n");
        return code.StartsWith("##", StringComparison.Ordinal) ? text.Length - code.Length + 2 : -1;
    }

    private static void ReadField(string line, SourceText source, int at, List<PartialField> fields, List<TemplateError> errors)
    {
        var colon = line.IndexOf(':');
        var name = line[..colon].Trim();
        var rest = line[(colon + 1)..].Trim();
        var equals = IndexOfEquals(rest);
        var fallback = equals < 0 ? null : rest[(equals + 1)..].Trim();
        var head = equals < 0 ? rest : rest[..equals].Trim();
        var (label, type) = SplitLabel(head);
        string[] choices = [];
        if (type.StartsWith("choice(", StringComparison.Ordinal) && type.EndsWith(')'))
        {
            choices = type[7..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            type = "choice";
        }
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            errors.Add(source.Error(at, ErrorCode.Syntax, $"`{name}` cannot be the name of a field: letters, digits and _ only"));
        else if (!Types.Contains(type))
            errors.Add(source.Error(at, ErrorCode.Syntax, $"The type `{type}` of the field `{name}` is unknown; types are {string.Join(", ", Types)}", Suggestions.Nearest(type, Types)));
        else if (fields.Exists(field => field.Name == name))
            errors.Add(source.Error(at, ErrorCode.Syntax, $"The field `{name}` is declared twice"));
        else
            fields.Add(new PartialField(name, type, label ?? name, fallback, choices));
    }

    // An equals sign inside the quoted label is part of the label.
    private static int IndexOfEquals(string text)
    {
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"') isQuoted = !isQuoted;
            if (text[i] == '=' && !isQuoted) return i;
        }
        return -1;
    }

    private static (string? Label, string Type) SplitLabel(string head)
    {
        var open = head.IndexOf('"');
        var close = head.LastIndexOf('"');
        return open < 0 || close == open ? (null, head) : (head[(open + 1)..close], head[..open].Trim());
    }
}
