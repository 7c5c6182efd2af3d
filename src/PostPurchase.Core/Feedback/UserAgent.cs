namespace PostPurchase.Core.Feedback;

/// <summary>
/// Tells browsers from other programs. A browser says "Mozilla/5.0 (its platform) engine/1 (KHTML, like Gecko) names/2": what has another
/// shape is a program, what has that shape is a browser only if every name in it is one.
/// </summary>
internal static class UserAgent
{
    private const string LikeGecko = "KHTML, like Gecko";

    public static Program Judge(string userAgent)
    {
        var text = userAgent.AsSpan().Trim();
        if (text.IsEmpty) return Program.None;
        if (text is "Mozilla/5.0") return Program.ApplePrivacyProxy;
        if (text.ContainsAny(UserAgentWords.ImageProxies)) return Program.ImageProxy;
        if (IsMailProgram(text)) return Program.Browser;
        if (!IsBrowserShaped(text) || text.ContainsAny(UserAgentWords.Programs) || SaysBot(text)) return Program.Other;
        return JudgeNames(text);
    }

    private static bool IsMailProgram(ReadOnlySpan<char> text)
    {
        foreach (var prefix in UserAgentWords.MailPrograms)
            if (text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    private static bool IsBrowserShaped(ReadOnlySpan<char> text)
    {
        var start = text.IndexOf('(');
        if (start < 0 || text[..start].TrimEnd() is not ("Mozilla/5.0" or "Mozilla/4.0" or "Opera/9.80")) return false;
        var platform = text[(start + 1)..].TrimStart();
        if (platform.IndexOfAny(UserAgentWords.Platforms) != 0) return false;
        return text.IndexOf("compatible", StringComparison.OrdinalIgnoreCase) < 0 || text.Contains("MSIE", StringComparison.Ordinal);
    }

    /// <summary>"bot" at the end of a word or name; the Android phones of Cubot are none.</summary>
    private static bool SaysBot(ReadOnlySpan<char> text)
    {
        for (var rest = text; ;)
        {
            var at = rest.IndexOf("bot", StringComparison.OrdinalIgnoreCase);
            if (at < 0) return false;
            var isCubot = at >= 2 && rest.Slice(at - 2, 2).Equals("cu", StringComparison.OrdinalIgnoreCase);
            if (!isCubot) return true;
            rest = rest[(at + 3)..];
        }
    }

    private static Program JudgeNames(ReadOnlySpan<char> text)
    {
        var rest = text;
        var (names, comments, worst) = (0, 0, Program.Browser);
        while (!rest.IsEmpty)
        {
            var opening = rest[0];
            if (opening is '(' or '[')
            {
                var comment = TakeComment(ref rest, opening == '(' ? ')' : ']');
                worst = Worse(worst, JudgeComment(comment, comments++));
                continue;
            }
            var end = rest.IndexOfAny(' ', '(', '[');
            var name = NameOf(end < 0 ? rest : rest[..end]);
            rest = end < 0 ? default : rest[end..].TrimStart(' ');
            if (name.IsEmpty) continue;
            names++;
            worst = Worse(worst, JudgeName(name));
        }
        // nothing after "Mozilla/5.0 (platform)": old Internet Explorers alone say no more
        var isBare = names < 2 && !text.Contains("MSIE", StringComparison.Ordinal);
        return worst == Program.Browser && isBare ? Program.Unknown : worst;
    }

    private static ReadOnlySpan<char> TakeComment(ref ReadOnlySpan<char> rest, char closing)
    {
        var (opening, depth, end) = (rest[0], 0, 0);
        for (; end < rest.Length; end++)
        {
            if (rest[end] == opening) depth++;
            if (rest[end] == closing && --depth == 0) break;
        }
        var comment = rest[1..Math.Max(1, end)];
        rest = end >= rest.Length ? default : rest[(end + 1)..].TrimStart(' ');
        return comment;
    }

    private static Program JudgeComment(ReadOnlySpan<char> comment, int position)
    {
        // the engine's comment is always the same: what is added to it is a program's name
        if (comment.StartsWith("KHTML", StringComparison.Ordinal)) return comment.Equals(LikeGecko, StringComparison.Ordinal) ? Program.Browser : Program.Other;
        foreach (var part in comment.Split(';'))
            if (UserAgentWords.Named.GetAlternateLookup<ReadOnlySpan<char>>().Contains(Stem(comment[part].Trim()))) return Program.Other;
        return position == 0 || comment.Contains(';') || comment.IndexOf(' ') < 0 ? Program.Browser : Program.Unknown;
    }

    private static Program JudgeName(ReadOnlySpan<char> name)
    {
        if (UserAgentWords.Browsers.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name)) return Program.Browser;
        var isNamed = UserAgentWords.Named.GetAlternateLookup<ReadOnlySpan<char>>().Contains(Stem(name));
        return isNamed || IsDomain(name) ? Program.Other : Program.Unknown;
    }

    // no browser is named after its owner's domain
    private static bool IsDomain(ReadOnlySpan<char> name)
    {
        var dot = name.LastIndexOf('.');
        return dot > 0 && dot + 1 < name.Length && char.IsLetter(name[dot + 1]);
    }

    // "Chrome/120.0" is Chrome; a word without letters is a version
    private static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> token)
    {
        var slash = token.IndexOf('/');
        var name = (slash < 0 ? token : token[..slash]).Trim(";,)-");
        foreach (var character in name)
            if (char.IsLetter(character)) return name;
        return default;
    }

    // "TSM-turingos-1253" and "CookieHub/3" by their stem
    private static ReadOnlySpan<char> Stem(ReadOnlySpan<char> name)
    {
        var slash = name.IndexOf('/');
        if (slash >= 0) name = name[..slash];
        return name.TrimEnd("0123456789").TrimEnd('-');
    }

    private static Program Worse(Program one, Program other) => (one, other) switch
    {
        (Program.Other, _) or (_, Program.Other) => Program.Other,
        (Program.Unknown, _) or (_, Program.Unknown) => Program.Unknown,
        _ => Program.Browser,
    };
}
