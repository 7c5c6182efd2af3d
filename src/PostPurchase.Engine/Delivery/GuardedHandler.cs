using System.Net;
using System.Net.Sockets;

namespace PostPurchase.Engine.Delivery;

/// <summary>Connects to the addresses that <see cref="AddressGuard"/> allows, and to the very one that was checked; follows no redirect.</summary>
internal static class GuardedHandler
{
    /// <param name="allowPrivate">Whether this machine and private networks may be reached.</param>
    public static HttpMessageHandler Of(bool allowPrivate = false) => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, allowPrivate, cancellationToken),
    };

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint end, bool allowPrivate, CancellationToken cancellationToken)
    {
        var open = (await Dns.GetHostAddressesAsync(end.Host, cancellationToken)).Where(allowPrivate ? AddressGuard.IsPrivateOrPublic : AddressGuard.IsPublic).ToArray();
        if (open.Length == 0) throw new ClosedAddressException($"{end.Host} is not on the public internet");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, end.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A host is not one that may be connected to.</summary>
internal sealed class ClosedAddressException(string message) : IOException(message);
