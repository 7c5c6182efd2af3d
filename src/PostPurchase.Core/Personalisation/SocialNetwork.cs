namespace PostPurchase.Core.Personalisation;

/// <summary>The shop's page in a network.</summary>
/// <param name="Network">Key of <see cref="SocialNetwork"/>.</param>
/// <param name="Url">Absolute, https.</param>
public sealed record SocialLink(string Network, string Url);

/// <summary>A network that the footer can name.</summary>
/// <param name="Key">Small letters.</param>
/// <param name="Label">For people.</param>
/// <param name="Hosts">Where its pages are; empty = anywhere.</param>
public sealed record SocialNetwork(string Key, string Label, IReadOnlyList<string> Hosts)
{
    /// <summary>All, in the order of a list to pick from.</summary>
    public static IReadOnlyList<SocialNetwork> All { get; } =
    [
        new("instagram", "Instagram", ["instagram.com"]),
        new("facebook", "Facebook", ["facebook.com", "fb.com"]),
        new("tiktok", "TikTok", ["tiktok.com"]),
        new("youtube", "YouTube", ["youtube.com", "youtu.be"]),
        new("pinterest", "Pinterest", ["pinterest.com", "pinterest.de", "pinterest.co.uk", "pinterest.fr"]),
        new("linkedin", "LinkedIn", ["linkedin.com"]),
        new("x", "X", ["x.com", "twitter.com"]),
        new("threads", "Threads", ["threads.net", "threads.com"]),
        new("bluesky", "Bluesky", ["bsky.app"]),
        new("whatsapp", "WhatsApp", ["whatsapp.com", "wa.me"]),
        new("mastodon", "Mastodon", []),
        new("blog", "Blog", []),
    ];

    /// <summary>The network of a key, or null.</summary>
    public static SocialNetwork? Find(string key) => All.FirstOrDefault(network => network.Key == key);

    /// <summary>What people call it; the key itself where it is not known.</summary>
    public static string LabelOf(string key) => Find(key)?.Label ?? key;

    /// <summary>Whether a page can be one of this network.</summary>
    public bool Has(Uri page) => Hosts.Count == 0 || Hosts.Any(host => page.Host.Equals(host, StringComparison.OrdinalIgnoreCase) || page.Host.EndsWith($".{host}", StringComparison.OrdinalIgnoreCase));
}
