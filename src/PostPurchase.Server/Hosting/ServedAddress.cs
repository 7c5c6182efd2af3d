using System.Net;

namespace PostPurchase.Server.Hosting;

/// <summary>Where a server is reached on its own machine, from the addresses that it listens on.</summary>
internal static class ServedAddress
{
    /// <summary>Where it listens when nobody says where.</summary>
    public const string Usual = "http://127.0.0.1:5080";

    private static readonly string[] s_everywhere = ["*", "+", "0.0.0.0", "[::]"];

    /// <summary>Whether a server can be told to listen there, such as <c>http://127.0.0.1:8080</c> or <c>http://*:8080</c>.</summary>
    public static bool IsOne(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.Scheme.ToLowerInvariant() is "http" or "https" && (IsPipe(address) || (address.Port is >= 0 and <= IPEndPoint.MaxPort && IsHost(address.Host)));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>The first that a browser on this machine can open, without a slash at the end; <see cref="Usual"/> where none is known.</summary>
    public static string Of(IReadOnlyList<string> urls) => urls.Select(BindingAddress.Parse).FirstOrDefault(IsOpen) is { } first ? Text(first, HostOf(first)) : Usual;

    private static bool IsOpen(BindingAddress address) => !IsPipe(address) && address.Port > 0;

    /// <summary>Whether it is no port at all.</summary>
    public static bool IsPipe(BindingAddress address) => address.IsUnixPipe || address.IsNamedPipe;

    private static bool IsHost(string host) => s_everywhere.Contains(host, StringComparer.Ordinal) || Uri.CheckHostName(host) != UriHostNameType.Unknown;

    private static string HostOf(BindingAddress address) => s_everywhere.Contains(address.Host, StringComparer.Ordinal) ? "127.0.0.1" : address.Host;

    private static string Text(BindingAddress address, string host) => new UriBuilder(address.Scheme, host, address.Port).Uri.GetLeftPart(UriPartial.Authority);
}
