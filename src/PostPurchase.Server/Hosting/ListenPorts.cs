using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using PostPurchase.Server.Commands;

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
    /// <exception cref="CommandException">One of them cannot be listened on: in use, or not for this user or machine.</exception>
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
        if (address.Port > 0 && !ServedAddress.IsPipe(address)) Try(url, address);
        return address.Port == 0 && !ServedAddress.IsPipe(address) ? $"{address.Scheme}://{address.Host}:{Take(address.Host).ToString(CultureInfo.InvariantCulture)}" : url;
    }

    // Before anything is done that would be for nothing. What is named in full is bound when the server begins, as ever.
    private static void Try(string url, BindingAddress address)
    {
        var ip = IPAddress.TryParse(address.Host.Trim('[', ']'), out var given) ? given : address.Host is "*" or "+" ? IPAddress.Any : IPAddress.Loopback;
        try
        {
            SocketTransportOptions.CreateDefaultBoundListenSocket(new IPEndPoint(ip, address.Port)).Dispose();
        }
        catch (SocketException problem)
        {
            throw CommandException.Failed(problem.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? $"{url} is in use by another program: end that one, or choose another port"
                : $"{url} cannot be listened on: {problem.Message}");
        }
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
