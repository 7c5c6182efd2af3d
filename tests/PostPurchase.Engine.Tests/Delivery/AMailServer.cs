using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PostPurchase.Engine.Tests.Delivery;

/// <summary>A mail server on a loopback port of its own that refuses connections until it is started, and takes every mail then.</summary>
internal sealed class AMailServer : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private Task _serving = Task.CompletedTask;

    private AMailServer() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>How many mails it took.</summary>
    public int TakenCount { get; private set; }

    /// <summary>Bound without listening: nobody else gets the port, and whoever connects is refused.</summary>
    public static AMailServer Away() => new();

    public void Start()
    {
        _socket.Listen();
        _serving = ServeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                await ServeAsync(await _socket.AcceptAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // stopped by DisposeAsync
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var connection = new NetworkStream(client, ownsSocket: true);
        using var lines = new StreamReader(connection, Encoding.ASCII);
        try
        {
            await TalkAsync(lines, reply => connection.WriteAsync(Encoding.ASCII.GetBytes(reply + "\r\n")));
        }
        catch (IOException)
        {
            // The client ended without QUIT, as a pool does that is disposed.
        }
    }

    private async Task TalkAsync(StreamReader lines, Func<string, ValueTask> say)
    {
        await say("220 mail.example");
        while (await lines.ReadLineAsync() is { } line)
        {
            await say(line == "DATA" ? "354 go ahead" : line == "QUIT" ? "221 bye" : "250 ok");
            if (line != "DATA") continue;
            while (await lines.ReadLineAsync() is { } text && text != ".")
            {
            }

            TakenCount++;
            await say("250 queued");
        }
    }
}
