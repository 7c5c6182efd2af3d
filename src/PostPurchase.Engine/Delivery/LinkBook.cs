using PostPurchase.Core;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Compliance;
using PostPurchase.Core.Personalisation;
using PostPurchase.Mail.Messages;

namespace PostPurchase.Engine.Delivery;

/// <summary>The links of one mail while it is being made: gives each target a slot and an address of ours. The same target has the same slot in HTML and text.</summary>
/// <param name="key">Secret of the tokens.</param>
/// <param name="send">The send.</param>
/// <param name="baseUrl">Where our addresses start, without a slash at the end.</param>
/// <param name="terms">Whose the links are that the template writes out.</param>
internal sealed class LinkBook(ReadOnlyMemory<byte> key, SendId send, string baseUrl, LinkTerms terms)
{
    private const int LongestTarget = 4096;

    private readonly List<LinkTarget> _links = [];
    private readonly Dictionary<LinkTarget, string> _addresses = [];
    private readonly HashSet<string> _untouched = new(StringComparer.Ordinal);
    private readonly HashSet<string> _service = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WrittenLink> _written = new(StringComparer.Ordinal);

    /// <summary>In the order of their slots, from 1.</summary>
    public IReadOnlyList<LinkTarget> Links => _links;

    /// <summary>The links of partners that the template writes out, one of each program.</summary>
    public IReadOnlyCollection<WrittenLink> Written => _written.Values;

    /// <summary>The same, each choice with the words that its link has in the mail.</summary>
    public IReadOnlyList<LinkTarget> LabelledIn(string? html)
    {
        if (html is null || !_links.Exists(link => link.Kind == LinkKind.Choice)) return _links;
        var words = BodyLinks.WordsOf(html);
        return [.. _links.Select(link => link.Kind == LinkKind.Choice && words.GetValueOrDefault(_addresses[link]) is { } label ? link with { Label = label } : link)];
    }

    /// <summary>The links that every mail has.</summary>
    public MailLinks Standing => field ??= new($"{baseUrl}/u/{Token(0)}", $"{baseUrl}/p/{Token(0)}", $"{baseUrl}/v/{Token(0)}");

    /// <summary>The address of the picture that tells of an open.</summary>
    public string Pixel => $"{baseUrl}/o/{Token(0)}.gif";

    /// <summary>Marks addresses whose clicks say nothing about interest: the order's page, the parcel's.</summary>
    public void AddService(IEnumerable<string?> urls) => _service.UnionWith(urls.OfType<string>());

    /// <summary>What an offer's button leads to: an address of ours, or the program's own with the token in it where it forbids a redirect.</summary>
    public string OfOffer(OfferCard offer)
    {
        if (offer.AllowsRedirect)
        {
            if (Add(new(LinkKind.Offer, offer.Url, offer.Id), "c") is { } ours) return ours;
            _untouched.Add(offer.Url);
            return offer.Url;
        }

        var slot = _links.Count + 1;
        var direct = slot <= LinkToken.MaximumSlot ? offer.Url.Replace(SendTargets.TokenMark, Token(slot), StringComparison.Ordinal) : offer.Url;
        Add(new(LinkKind.Offer, offer.Url, offer.Id), "c");
        _untouched.Add(direct);
        return direct;
    }

    /// <summary>What a choice leads to.</summary>
    public string OfChoice(string choice) => Add(new(LinkKind.Choice, OneLine.Of(choice)), "r") ?? baseUrl;

    /// <summary>The address of ours for one that stands in the mail; null where it stays as it is.</summary>
    public string? Tracked(string url)
    {
        if (!IsWeb(url) || url.StartsWith($"{baseUrl}/", StringComparison.OrdinalIgnoreCase) || _untouched.Contains(url)) return null;
        if (_service.Contains(url)) return Add(new(LinkKind.Service, WithoutMark(url)), "c");
        // One that may go over no redirect has its slot too, so that the others keep theirs whatever the terms are when the mail is made again.
        var ours = Add(new(LinkKind.Content, WithoutMark(url)), "c");
        if (terms.Find(url) is not { } link) return ours;
        _written.TryAdd(link.Program?.Key ?? link.Network, link);
        return link.MayBeWrapped ? ours : null;
    }

    /// <summary>The address of the link that people cannot see; null where there is no shop to lead to, or no slot left.</summary>
    public string? Honeypot(string? shop) => shop is not null && IsWeb(shop) ? Add(new(LinkKind.Honeypot, WithoutMark(shop)), "c") : null;

    private string? Add(LinkTarget link, string page)
    {
        if (_addresses.TryGetValue(link, out var known)) return known;
        if (_links.Count >= LinkToken.MaximumSlot || link.Target.Length > LongestTarget || link.Target.AsSpan().ContainsAnyInRange('\0', '\u001f')) return null;
        _links.Add(link);
        return _addresses[link] = $"{baseUrl}/{page}/{Token(_links.Count)}";
    }

    private string Token(int slot) => LinkToken.Make(key.Span, send, slot);

    // Only an offer's link has a place for the token.
    private static string WithoutMark(string url) => url.Replace(SendTargets.TokenMark, "%7Btoken%7D", StringComparison.Ordinal);

    private static bool IsWeb(string url) =>
        url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
}
