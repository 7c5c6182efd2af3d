using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace PostPurchase.Server.Hosting;

/// <summary>
/// Where a server listens, with a port of its own where one leaves the choice to the system (0): mails name the address before anything is served there. The port is taken
/// at once and given to the server when it begins, so that nobody else has it meanwhile. Dispose to give back what no server took.
/// </summary>
internal sealed class ListenPorts : IDisposable
{
    private readonly ConcurrentDictionary<EndPoint, Socket> _held = new();

    /// <summary>Takes the ports.</summary>
    /// <param name="urls">Addresses to listen on: see <see cref="ServedAddress.IsOne"/>.</param>
    public ListenPorts(IReadOnlyList<string> urls) => Urls = [.. urls.Select(WithPort)];

    /// <summary>The addresses, each with its port.</summary>
    public IReadOnlyList<string> Urls { get; }

    /// <summary>Lets a server listen on what was taken for it; one that begins again takes its port anew.</summary>
    public void GiveTo(SocketTransportOptions sockets) =>
        sockets.CreateBoundListenSocket = endpoint => _held.TryRemove(endpoint, out var socket) ? socket : SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var socket in _held.Values) socket.Dispose();
        _held.Clear();
    }

    private string WithPort(string url)
    {
        var address = BindingAddress.Parse(url);
        return address.Port == 0 && !ServedAddress.IsPipe(address) ? $"{address.Scheme}://{address.Host}:{Take(address.Host).ToString(CultureInfo.InvariantCulture)}" : url;
    }

    // A name or all addresses may be several sockets, which the server opens by itself: there the port is only known to be free.
    private int Take(string host)
    {
        var isOne = IPAddress.TryParse(host, out var ip) && !ip.Equals(IPAddress.Any) && !ip.Equals(IPAddress.IPv6Any);
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(new IPEndPoint(isOne ? ip! : IPAddress.Loopback, 0));
        var taken = (IPEndPoint)socket.LocalEndPoint!;
        if (!isOne)
        {
            socket.Dispose();
            return taken.Port;
        }

        // One that only has its port could share it with another socket that begins to listen first.
        socket.Listen();
        _held[taken] = socket;
        return taken.Port;
    }
}
