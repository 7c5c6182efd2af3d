using System.Net;
using System.Net.Sockets;

namespace PostPurchase.Engine.Delivery;

/// <summary>Which network addresses a URL that people typed may lead to: those of the public internet only (IANA special-purpose registries, RFC 6890). Pure.</summary>
internal static class AddressGuard
{
    private static readonly IPNetwork[] Closed =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Inside of the global block 2000::/3: those that carry an IPv4 address (Teredo, 6to4), or are for documents and tests.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    // Where clouds keep the credentials of their machines: no setting opens these.
    private static readonly IPNetwork[] Never =
    [
        .. new[] { "169.254.0.0/16", "fe80::/10", "fd00:ec2::254/128", "100.100.100.200/32", "0.0.0.0/8", "224.0.0.0/4", "255.255.255.255/32", "ff00::/8" }.Select(text => IPNetwork.Parse(text)),
    ];

    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    /// <summary>Whether it is an address of the public internet: no loopback, private, link-local (cloud metadata), shared, multicast or reserved one, however it is written.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && !Global.Contains(address)) return false;
        return !Closed.Any(network => network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address));
    }

    /// <summary>Whether it may be reached where private networks are allowed: all but link-local addresses and those of cloud metadata.</summary>
    public static bool IsPrivateOrPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return !Never.Any(network => network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address));
    }

    /// <summary>
    /// Why a URL can never be asked, as far as it says so itself: by its port, or by a host that is this machine or an address of a closed network. What a name leads to is
    /// looked up when it is asked. Null where nothing speaks against it.
    /// </summary>
    public static string? WhyClosed(Uri url, bool allowPrivate) => IsWebPort(url.Port) ? WhyHostClosed(url, allowPrivate) : $"port {url.Port} is not one of a web service";

    /// <summary>As <see cref="WhyClosed"/>, whatever the port.</summary>
    public static string? WhyHostClosed(Uri url, bool allowPrivate)
    {
        var host = url.IdnHost.TrimEnd('.');
        var isHere = host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
        if (!IPAddress.TryParse(isHere ? "127.0.0.1" : host, out var address) || (allowPrivate ? IsPrivateOrPublic(address) : IsPublic(address))) return null;
        return IsPrivateOrPublic(address)
            ? $"{host} is not on the public internet: it is this machine or a private network, which only whoever runs this server can allow (Webhooks:AllowPrivate=true)"
            : $"{host} is a link-local, metadata or reserved address, which is never asked";
    }

    /// <summary>Whether a port is one that web services use: 80, 443, or from 1024 up.</summary>
    public static bool IsWebPort(int port) => port is 80 or 443 or >= 1024;
}
