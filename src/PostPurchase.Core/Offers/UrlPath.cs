namespace PostPurchase.Core.Offers;

/// <summary>Parameters that are parts of a path, as Partnerize has them: <c>/click/camref:1100l/pubref:x/destination:https%3A%2F%2F...</c>.</summary>
internal static class UrlPath
{
    /// <summary>The address with a part set: before another one where that is there, else last.</summary>
    public static string Set(string url, string name, string value, string? before)
    {
        var parts = url.Split('/').Where(part => !part.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).ToList();
        var place = before is null ? -1 : parts.FindIndex(part => part.StartsWith(before + ":", StringComparison.Ordinal));
        if (place < 0) place = parts[^1].Length == 0 ? parts.Count - 1 : parts.Count;
        parts.Insert(place, $"{name}:{value}");
        return string.Join('/', parts);
    }

    /// <summary>The value of a part as it stands, or null.</summary>
    public static string? Get(string url, string name) => url.Split('/').FirstOrDefault(part => part.StartsWith(name + ":", StringComparison.Ordinal))?[(name.Length + 1)..];
}
