using System.Text;
using PostPurchase.Core.Offers;

namespace PostPurchase.Core.Compliance;

/// <summary>
/// Whose link an address is that a mail writes out, and what is said of such links. Publishing, delivery and the making of links ask this one. Pure; it is
/// found by host, so that each link of each mail can be asked about.
/// </summary>
public sealed class LinkTerms
{
    private const string Amazon = "amazon";

    // Hosts that networks and programs send people over: a link to one of them in a template is an affiliate link.
    private static readonly Dictionary<string, string> s_networks = new(StringComparer.OrdinalIgnoreCase)
    {
        ["amzn.to"] = Amazon, ["awin1.com"] = "awin", ["anrdoezrs.net"] = "cj", ["dpbolvw.net"] = "cj", ["jdoqocy.com"] = "cj", ["kqzyfj.com"] = "cj", ["tkqlhce.com"] = "cj",
        ["linksynergy.com"] = "rakuten", ["shareasale.com"] = "shareasale", ["shrsl.com"] = "shareasale", ["hop.clickbank.net"] = "clickbank", ["pxf.io"] = "impact", ["sjv.io"] = "impact",
        ["prf.hn"] = "partnerize", ["tradedoubler.com"] = "tradedoubler", ["skimresources.com"] = "skimlinks", ["webgains.com"] = "webgains", ["admitad.com"] = "admitad",
        ["flexlinkspro.com"] = "flexoffers", ["flexlinks.com"] = "flexoffers",
    };

    private readonly Dictionary<string, List<TrackedLink>> _byHost = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<OfferProgram>> _byPage = new(StringComparer.Ordinal);
    private readonly List<OfferProgram> _programs = [];
    private readonly HashSet<OfferProgram> _lastKnown = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _hosts;

    /// <summary>Those of some programs; the shop's own has none.</summary>
    public LinkTerms(IEnumerable<ProgramTerms> terms)
    {
        foreach (var one in terms.Where(one => !one.Program.IsOwn))
        {
            var (program, pages) = one;
            _programs.Add(program);
            if (one.IsLastKnown) _lastKnown.Add(program);
            if (TrackedLink.Of(program) is { } link) Into(_byHost, link.Host, link);
            foreach (var page in pages) Into(_byPage, page, program);
        }

        _hosts = new HashSet<string>([.. _byHost.Keys, .. s_networks.Keys], StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Nothing is known of any program.</summary>
    public static LinkTerms None { get; } = new([]);

    /// <summary>
    /// The partner of an address; null where it is of none. Of a program is the link that has all fixed parts of the program's own; one that is on the host of several programs and
    /// has those of none may be of any of them, and the strictest decides.
    /// </summary>
    public WrittenLink? Find(string url)
    {
        if (!MayBeOne(url) || !Uri.TryCreate(WebText.ToAscii(url), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) return null;
        var host = uri.Host;
        var onHost = Domains(host).SelectMany(domain => _byHost.GetValueOrDefault(domain) ?? []).ToList();
        var pages = _byPage.GetValueOrDefault(url) ?? [];
        if (Fitting(onHost, uri) is { Count: > 0 } fitting) return Strictest([.. fitting, .. pages]);
        var network = NetworkOf(host);
        List<OfferProgram> possible = [.. onHost.Select(link => link.Program), .. pages];
        if (network is not null) possible.AddRange(_programs.Where(program => program.Network == network && (possible.Count == 0 || program.Link is null)).ToList());
        if (possible.Count > 0) return Strictest(possible);
        return network is null ? null : new(network, null, network != Amazon);
    }

    // Most links of a mail are the shop's own: their host is enough to know that. What is written in an odd way is read as a whole.
    private bool MayBeOne(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal);
        if (start < 0 || _byPage.ContainsKey(url)) return true;
        var host = url.AsSpan(start + 3);
        if (host.IndexOfAny('/', '?', '#') is var end and >= 0) host = host[..end];
        if (!Ascii.IsValid(host) || host.IndexOfAny("@%\\") >= 0 || host.Contains("amazon.", StringComparison.OrdinalIgnoreCase)) return true;
        if (host.IndexOf(':') is var port and >= 0) host = host[..port];
        while (!_hosts.Contains(host))
        {
            if (host.IndexOf('.') is not (var dot and >= 0)) return false;
            host = host[(dot + 1)..];
        }

        return true;
    }

    // A link with more fixed parts says more: one of a program inside a network's own.
    private static List<OfferProgram> Fitting(List<TrackedLink> links, Uri uri)
    {
        var fitting = links.Where(link => link.PartCount > 0 && link.IsIn(uri)).ToList();
        var most = fitting.Select(link => link.PartCount).DefaultIfEmpty().Max();
        return [.. fitting.Where(link => link.PartCount == most).Select(link => link.Program)];
    }

    private WrittenLink Strictest(IReadOnlyList<OfferProgram> programs)
    {
        var program = programs.MaxBy(one => one.EmailAllowed)!;
        return new(program.Network, program, programs.All(one => one.RedirectAllowed && one.Network != Amazon)) { IsLastKnown = _lastKnown.Contains(program) };
    }

    private static string? NetworkOf(string host) => IsAmazon(host) ? Amazon : Domains(host).Select(domain => s_networks.GetValueOrDefault(domain)).FirstOrDefault(network => network is not null);

    private static bool IsAmazon(string host) => host.StartsWith("amazon.", StringComparison.OrdinalIgnoreCase) || host.Contains(".amazon.", StringComparison.OrdinalIgnoreCase);

    // The host and what it is below of: "www.awin1.com", "awin1.com", "com".
    private static IEnumerable<string> Domains(string host)
    {
        for (var rest = host; rest.Length > 0; rest = rest.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? rest[(dot + 1)..] : "") yield return rest;
    }

    private static void Into<T>(Dictionary<string, List<T>> lists, string key, T item)
    {
        if (lists.TryGetValue(key, out var list)) list.Add(item);
        else lists[key] = [item];
    }
}
