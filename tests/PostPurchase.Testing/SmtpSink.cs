using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PostPurchase.Testing;

/// <summary>Postfix's smtp-sink on a free loopback port, ended with the object. Takes all mail, or fails as its flags say.</summary>
public sealed class SmtpSink : IDisposable
{
    /// <summary>Full path of the program (Debian package postfix).</summary>
    public const string Program = "/usr/sbin/smtp-sink";

    private readonly Child _child;

    private SmtpSink(Child child, int port) => (_child, Port) = (child, port);

    /// <summary>Port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Starts it and waits until it accepts connections.</summary>
    public static async Task<SmtpSink> StartAsync(params string[] flags)
    {
        var port = FreePort();
        string[] user = Environment.UserName == "root" ? ["-u", "nobody"] : [];
        var sink = new SmtpSink(Child.Start(Program, [.. user, .. flags, $"127.0.0.1:{port}", "64"]), port);
        try
        {
            await sink.WaitUntilReadyAsync();
            return sink;
        }
        catch
        {
            sink.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _child.Dispose();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // A program of its own has no event to wait on; it is asked until it listens.
    private async Task WaitUntilReadyAsync()
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience.Limit;)
        {
            if (_child.HasEnded) throw new InvalidOperationException($"smtp-sink ended: {(await _child.EndAsync()).Error}");
            using var probe = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(10);
            }
        }

        throw new TimeoutException("smtp-sink does not listen");
    }
}
