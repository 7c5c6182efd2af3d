using System.Text;

namespace PostPurchase.Mail.Reading;

/// <summary>A Content-Type field, read tolerantly: missing quotes, stray semicolons and RFC 2231 pieces are accepted.</summary>
internal sealed class ContentType
{
    private readonly List<(string Name, string Value)> _parameters = [];

    private ContentType(string mediaType) => MediaType = mediaType;

    public string MediaType { get; }

    public string? Parameter(string name)
    {
        foreach (var (key, value) in _parameters)
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase)) return value;
        return null;
    }

    public static ContentType Parse(string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return new ContentType("text/plain");
        var end = value.IndexOf(';', StringComparison.Ordinal);
        var media = (end < 0 ? value : value[..end]).Trim().ToLowerInvariant();
        var type = new ContentType(media.Contains('/', StringComparison.Ordinal) ? media : "text/plain");
        if (end >= 0) type.ReadParameters(value, end + 1);
        return type;
    }

    private void ReadParameters(string value, int at)
    {
        while (at < value.Length && _parameters.Count < 50)
        {
            var equals = value.IndexOf('=', at);
            if (equals < 0) return;
            var name = value[at..equals].Trim(' ', '\t', ';');
            at = equals + 1;
            while (at < value.Length && value[at] is ' ' or '\t') at++;
            var text = at < value.Length && value[at] == '"' ? Quoted(value, ref at) : Bare(value, ref at);
            Add(name, text);
        }
    }

    private static string Bare(string value, ref int at)
    {
        var end = value.IndexOf(';', at);
        if (end < 0) end = value.Length;
        var text = value[at..end].Trim();
        at = end + 1;
        return text;
    }

    private static string Quoted(string value, ref int at)
    {
        var text = new StringBuilder();
        for (at++; at < value.Length && value[at] != '"'; at++)
        {
            if (value[at] == '\\' && at + 1 < value.Length) at++;
            text.Append(value[at]);
        }
        at++;
        return text.ToString();
    }

    // RFC 2231 continuations (name*0, name*1*) are joined; the charset of an extended value is not needed by any reader of ours.
    private void Add(string name, string value)
    {
        var star = name.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
        {
            _parameters.Add((name, value));
            return;
        }
        var key = name[..star];
        var index = _parameters.FindIndex(p => p.Name.Equals(key, StringComparison.OrdinalIgnoreCase));
        if (index < 0) _parameters.Add((key, value));
        else _parameters[index] = (key, _parameters[index].Value + value);
    }
}
