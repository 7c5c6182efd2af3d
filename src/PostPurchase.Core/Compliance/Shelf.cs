using PostPurchase.Core.Offers;

namespace PostPurchase.Core.Compliance;

/// <summary>The programs, offers and pools of all offers files, and which program a written-out address belongs to.</summary>
internal sealed class Shelf
{
    // Hosts that networks and programs send people over: a link to one of them in a template is an affiliate link.
    private static readonly (string Host, string Network)[] Hosts =
    [
        ("amzn.to", "amazon"), ("awin1.com", "awin"), ("anrdoezrs.net", "cj"), ("dpbolvw.net", "cj"), ("jdoqocy.com", "cj"), ("kqzyfj.com", "cj"), ("tkqlhce.com", "cj"),
        ("linksynergy.com", "rakuten"), ("shareasale.com", "shareasale"), ("shrsl.com", "shareasale"), ("hop.clickbank.net", "clickbank"), ("pxf.io", "impact"), ("sjv.io", "impact"),
        ("prf.hn", "partnerize"), ("tradedoubler.com", "tradedoubler"), ("skimresources.com", "skimlinks"), ("webgains.com", "webgains"), ("admitad.com", "admitad"),
        ("flexlinkspro.com", "flexoffers"), ("flexlinks.com", "flexoffers"),
    ];

    public Shelf(IReadOnlyDictionary<string, string> files)
    {
        Readings = [.. files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => (file.Key, OfferFile.Read(file.Key, file.Value)))];
    }

    public IReadOnlyList<(string File, OfferReading Reading)> Readings { get; }

    public IEnumerable<OfferProgram> Programs => Readings.Select(file => file.Reading.Program).OfType<OfferProgram>();

    public IEnumerable<Offer> Offers => Readings.SelectMany(file => file.Reading.Offers);

    /// <summary>The offers that a mail may show.</summary>
    public IEnumerable<Offer> Mailable => Offers.Where(offer => offer.Program is { EmailAllowed: EmailRule.Yes, IsOpen: true });

    public CouponPool? Pool(string? key) => Readings.SelectMany(file => file.Reading.Pools).FirstOrDefault(pool => pool.Key == key);

    public OfferRule? Rule(string name) => Readings.SelectMany(file => file.Reading.Rules).FirstOrDefault(rule => rule.Name == name);

    /// <summary>The partner of a written-out address: its network, and its program where a file has one; null for any other address.</summary>
    public (string Network, OfferProgram? Program)? PartnerOf(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri)) return null;
        var host = uri.Host;
        var program = Programs.Where(program => !program.IsOwn).FirstOrDefault(program => program.Link is { } link && Uri.TryCreate(link.Split('{')[0], UriKind.Absolute, out var tracked) && IsOf(host, tracked.Host))
            ?? Offers.FirstOrDefault(offer => !offer.Program.IsOwn && offer.Url == url)?.Program;
        if (program is not null) return (program.Network, program);
        var network = IsAmazon(host) ? "amazon" : Hosts.FirstOrDefault(known => IsOf(host, known.Host)).Network;
        return network is null ? null : (network, Programs.FirstOrDefault(known => known.Network == network));
    }

    private static bool IsAmazon(string host) => host.StartsWith("amazon.", StringComparison.OrdinalIgnoreCase) || host.Contains(".amazon.", StringComparison.OrdinalIgnoreCase);

    private static bool IsOf(string host, string known) => host.Equals(known, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + known, StringComparison.OrdinalIgnoreCase);
}
