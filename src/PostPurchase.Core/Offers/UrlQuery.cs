namespace PostPurchase.Core.Offers;

/// <summary>Parameters of an address, as they stand: nothing is decoded or encoded again.</summary>
internal static class UrlQuery
{
    /// <summary>The address with a parameter set: before another one where that is there, else last; any of the same name, in whatever casing, goes.</summary>
    public static string Set(string url, string name, string value, string? before)
    {
        var (bare, query, fragment) = Split(url);
        var pairs = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(pair => !NameOf(pair).Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        var place = before is null ? -1 : pairs.FindIndex(pair => NameOf(pair) == before);
        pairs.Insert(place < 0 ? pairs.Count : place, $"{name}={value}");
        return $"{bare}?{string.Join('&', pairs)}{fragment}";
    }

    /// <summary>The value of a parameter as it stands, or null.</summary>
    public static string? Get(string url, string name) =>
        Split(url).Query.Split('&').FirstOrDefault(pair => NameOf(pair) == name && pair.Contains('=', StringComparison.Ordinal)) is { } pair ? pair[(name.Length + 1)..] : null;

    /// <summary>Whether the address has a parameter.</summary>
    public static bool Has(string url, string name) => Split(url).Query.Split('&').Any(pair => NameOf(pair).Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the address has a parameter whose name starts so.</summary>
    public static bool HasAny(string url, string start) => Split(url).Query.Split('&').Any(pair => NameOf(pair).StartsWith(start, StringComparison.OrdinalIgnoreCase));

    private static string NameOf(string pair) => pair.Split('=', 2)[0];

    private static (string Bare, string Query, string Fragment) Split(string url)
    {
        var hash = url.IndexOf('#', StringComparison.Ordinal);
        var (address, fragment) = hash < 0 ? (url, "") : (url[..hash], url[hash..]);
        var question = address.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? (address, "", fragment) : (address[..question], address[(question + 1)..], fragment);
    }
}
