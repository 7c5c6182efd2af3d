namespace PostPurchase.Core.Personalisation;

/// <summary>Something that a look cannot be.</summary>
/// <param name="Path">The field: <c>color</c>, <c>socials[1].url</c>.</param>
/// <param name="Message">What was expected, for people.</param>
public sealed record LookProblem(string Path, string Message);

/// <summary>
/// What a look may be. It goes into mails and pages as colour, font, address and text; whatever it says, templates escape it by place: these rules tell people
/// at once what would not work.
/// </summary>
public static class LookRules
{
    private const int LongestName = 80;
    private const int LongestUrl = 500;
    private const int LongestAddress = 300;
    private const int MostAddressLines = 6;
    private const int MostSocials = 8;
    private const string Uploads = "/a/";
    private const int HashLength = 64;

    /// <summary>What is wrong, by field; empty where nothing is.</summary>
    public static IReadOnlyList<LookProblem> Check(StoreLook look) =>
    [
        .. Name("name", look.Name), .. Name("sender_name", look.SenderName), .. Name("signed_by", look.SignedBy),
        .. Color("color", look.Color), .. Color("text_on_color", look.TextOnColor),
        .. Logo(look.LogoUrl), .. Font(look.Font), .. Postal(look.PostalAddress), .. Socials(look.Socials ?? []),
    ];

    /// <summary>Whether a text is <c>#rrggbb</c>.</summary>
    public static bool IsColor(string? text) => text is { Length: 7 } && text[0] == '#' && text.Skip(1).All(char.IsAsciiHexDigit);

    /// <summary>The hash of a picture that was uploaded, where an address is <c>/a/{hash}</c>; null for every other.</summary>
    public static string? UploadIn(string address) =>
        address.Length == Uploads.Length + HashLength && address.StartsWith(Uploads, StringComparison.Ordinal) && address.Skip(Uploads.Length).All(char.IsAsciiHexDigitLower)
            ? address[Uploads.Length..]
            : null;

    private static IEnumerable<LookProblem> Name(string path, string? name)
    {
        if (name is null) yield break;
        if (string.IsNullOrWhiteSpace(name)) yield return new(path, "expected a name");
        else if (name.Length > LongestName) yield return new(path, $"expected at most {LongestName} characters: this has {name.Length}");
        else if (name.Any(char.IsControl)) yield return new(path, "expected one line");
        else if (name.AsSpan().IndexOfAny('<', '>') >= 0) yield return new(path, "a name is text: leave out < and >");
    }

    private static IEnumerable<LookProblem> Color(string path, string? color)
    {
        if (color is not null && !IsColor(color)) yield return new(path, $"'{Short(color)}' is no colour: expected # and six of 0-9 and a-f, such as #1f5eff");
    }

    private static IEnumerable<LookProblem> Logo(string? url)
    {
        if (url is null || UploadIn(url) is not null) yield break;
        if (Page(url, allowsHttp: true) is null) yield return new("logo_url", "expected the address of a picture that starts with https://, or a picture that you upload");
    }

    private static IEnumerable<LookProblem> Font(string? font)
    {
        if (font is not null && MailFont.All.All(known => known.Css != font)) yield return new("font", $"'{Short(font)}' is no font that mail programs have: expected one of {string.Join(", ", MailFont.All.Select(known => known.Label))}");
    }

    private static IEnumerable<LookProblem> Postal(string? address)
    {
        if (address is null) yield break;
        if (string.IsNullOrWhiteSpace(address)) yield return new("postal_address", "expected street, town and country");
        else if (address.Length > LongestAddress || address.Split('\n').Length > MostAddressLines) yield return new("postal_address", $"expected at most {MostAddressLines} lines and {LongestAddress} characters");
        else if (address.Any(letter => letter is '<' or '>' || (char.IsControl(letter) && letter != '\n'))) yield return new("postal_address", "an address is text: leave out < and >");
    }

    private static IEnumerable<LookProblem> Socials(IReadOnlyList<SocialLink> links)
    {
        if (links.Count > MostSocials) yield return new("socials", $"expected at most {MostSocials} pages");
        for (var i = 0; i < links.Count; i++)
        {
            if (SocialNetwork.Find(links[i].Network) is not { } network) yield return new($"socials[{i}].network", $"expected one of {string.Join(", ", SocialNetwork.All.Select(known => known.Key))}");
            else if (Page(links[i].Url, allowsHttp: false) is not { } page) yield return new($"socials[{i}].url", "expected an address that starts with https://");
            else if (!network.Has(page)) yield return new($"socials[{i}].url", $"expected a page of {network.Label}, at {network.Hosts[0]}");
        }
    }

    // As it is written: what Uri would mend (spaces, backslashes, a name before an @) a mail program may read otherwise.
    private static Uri? Page(string url, bool allowsHttp) =>
        url.Length <= LongestUrl && url.All(letter => letter is > ' ' and < '\u007f' and not ('"' or '\'' or '<' or '>' or '\\' or '`' or '(' or ')' or '{' or '}'))
        && Uri.TryCreate(url, UriKind.Absolute, out var page) && (page.Scheme == Uri.UriSchemeHttps || (allowsHttp && page.Scheme == Uri.UriSchemeHttp)) && page.UserInfo.Length == 0
            ? page
            : null;

    private static string Short(string text) => text.Length <= 40 ? text : $"{text[..40]}...";
}
