using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PostPurchase.Testing;

/// <summary>Postfix's smtp-sink on a free loopback port, ended with the object. Takes all mail, or fails as its flags say.</summary>
public sealed class SmtpSink : IDisposable
{
    /// <summary>Full path of the program (Debian package postfix).</summary>
    public const string Program = "/usr/sbin/smtp-sink";

    private readonly Process _process;

    private SmtpSink(Process process, int port) => (_process, Port) = (process, port);

    /// <summary>Port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Starts it and waits until it accepts connections.</summary>
    public static async Task<SmtpSink> StartAsync(params string[] flags)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(Program) { RedirectStandardError = true };
        if (Environment.UserName == "root") AddAll(start, "-u", "nobody");
        AddAll(start, flags);
        AddAll(start, $"127.0.0.1:{port}", "64");
        var sink = new SmtpSink(Process.Start(start) ?? throw new InvalidOperationException("smtp-sink did not start"), port);
        await sink.WaitUntilReadyAsync();
        return sink;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static void AddAll(ProcessStartInfo start, params string[] arguments)
    {
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // A program of its own has no event to wait on; it is asked until it listens.
    private async Task WaitUntilReadyAsync()
    {
        for (var attempt = 0; attempt < 500; attempt++)
        {
            if (_process.HasExited) throw new InvalidOperationException($"smtp-sink ended: {await _process.StandardError.ReadToEndAsync()}");
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
