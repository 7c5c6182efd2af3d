namespace PostPurchase.Mail.Feedback;

/// <summary>The fields of one group of a delivery status or feedback report.</summary>
internal sealed class FieldGroup
{
    private readonly List<(string Name, string Value)> _fields = [];

    public int Count => _fields.Count;

    public string? this[string name] => All(name).FirstOrDefault();

    public IEnumerable<string> All(string name) => _fields.Where(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(f => f.Value);

    public bool IsRecipient => this["Final-Recipient"] is not null || this["Original-Recipient"] is not null || this["Action"] is not null;

    public void Add(string name, string value) => _fields.Add((name, value));

    public void Fill(FieldGroup rest)
    {
        foreach (var (name, value) in rest._fields)
            if (this[name] is null) Add(name, value);
    }

    public void Continue(string more)
    {
        if (_fields.Count > 0 && _fields[^1].Value.Length < 10_000) _fields[^1] = (_fields[^1].Name, _fields[^1].Value + " " + more);
    }
}

/// <summary>Reads groups of fields (RFC 3464 2.1) with all the liberties taken: blank lines too many or none, fields in any order.</summary>
internal static class FieldGroups
{
    private const int MaxGroups = 2000;
    private static readonly string[] OncePerRecipient = ["Final-Recipient", "Action", "Status"];

    public static List<FieldGroup> Parse(string text)
    {
        var groups = new List<FieldGroup>();
        var group = new FieldGroup();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (groups.Count >= MaxGroups) break;
            var trimmed = line.Trim();
            if (trimmed.IsEmpty) Close(groups, ref group);
            else if (line[0] is ' ' or '\t') group.Continue(trimmed.ToString());
            else if (Name(line) is { } name)
            {
                if (Array.Exists(OncePerRecipient, n => n.Equals(name, StringComparison.OrdinalIgnoreCase)) && group[name] is not null) Close(groups, ref group);
                group.Add(name, line[(line.IndexOf(':') + 1)..].Trim().ToString());
            }
        }
        Close(groups, ref group);
        return Joined(groups);
    }

    /// <summary>The part of a message's text that is a delivery status without its own MIME part; empty where there is none.</summary>
    public static string FindIn(string text)
    {
        var first = Find(text, "\nReporting-MTA:");
        var recipient = Find(text, "\nFinal-Recipient:");
        if (recipient < 0) return "";
        var start = first >= 0 && first < recipient ? first : GroupStart(text, recipient);
        var end = text.Length;
        foreach (var mark in (ReadOnlySpan<string>)["\nReceived:", "\nReturn-Path:", "\nContent-Type:", "\nMessage-ID:", "\n--"])
            if (text.IndexOf(mark, recipient, StringComparison.OrdinalIgnoreCase) is > 0 and var at && at < end) end = at;
        return text[start..end];
    }

    private static int Find(string text, string mark) => text.StartsWith(mark[1..], StringComparison.OrdinalIgnoreCase) ? 0 : text.IndexOf(mark, StringComparison.OrdinalIgnoreCase);

    // Action and Status may stand before Final-Recipient.
    private static int GroupStart(string text, int recipient)
    {
        var blank = recipient > 0 ? text.LastIndexOf("\n\n", recipient - 1, StringComparison.Ordinal) : -1;
        return blank < 0 || recipient - blank > 2000 ? recipient : blank;
    }

    // Blank lines in the middle of a recipient's fields do not make two recipients of it.
    private static List<FieldGroup> Joined(List<FieldGroup> groups)
    {
        var joined = new List<FieldGroup>(groups.Count);
        foreach (var group in groups)
        {
            if (joined.Count > 0 && joined[^1]["Final-Recipient"] is not null && IsRest(group)) joined[^1].Fill(group);
            else joined.Add(group);
        }
        return joined;
    }

    private static bool IsRest(FieldGroup group) =>
        group["Final-Recipient"] is null && group["Original-Recipient"] is null
        && (group["Status"] is not null || group["Action"] is not null || group["Diagnostic-Code"] is not null);

    private static void Close(List<FieldGroup> groups, ref FieldGroup group)
    {
        if (group.Count == 0) return;
        groups.Add(group);
        group = new FieldGroup();
    }

    private static string? Name(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf(':');
        if (colon is < 1 or > 60) return null;
        var name = line[..colon].TrimEnd();
        return name.ContainsAnyExcept(NameCharacters) ? null : name.ToString();
    }

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
}
