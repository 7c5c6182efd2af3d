using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using PostPurchase.Testing;

namespace PostPurchase.Mail.Tests.Smtp;

/// <summary>An SMTP server on a free loopback port that plays a script for each connection; the last script serves all further ones.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<ServerTalk, Task>[] _scripts;
    private readonly ConcurrentBag<ServerTalk> _talks = [];
    private readonly List<Task> _running = [];
    private readonly Task _accepting;

    public ScriptedServer(params Func<ServerTalk, Task>[] scripts)
    {
        _scripts = scripts;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public int ConnectionCount { get; private set; }

    /// <summary>Every line that came, of all connections, in the order of arrival.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>Every message that came with its final dot, as it crossed the wire, without the dot line.</summary>
    public ConcurrentQueue<byte[]> Messages { get; } = new();

    /// <summary>Done when a script has reached <see cref="ServerTalk.StallAsync"/>.</summary>
    public TaskCompletionSource Stalled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting.InTimeAsync("the end of a server's accepting");
        foreach (var talk in _talks) talk.Dispose();
        await Task.WhenAll(_running).InTimeAsync("the end of a server's scripts");
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync();
                socket.NoDelay = true;
                var talk = new ServerTalk(this, socket);
                _talks.Add(talk);
                _running.Add(PlayAsync(talk, _scripts[Math.Min(ConnectionCount++, _scripts.Length - 1)]));
            }
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            // stopped by DisposeAsync
        }
    }

    private static async Task PlayAsync(ServerTalk talk, Func<ServerTalk, Task> script)
    {
        try
        {
            await script(talk);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // the client went away, or the test is over
        }
        finally
        {
            // Also where the script failed: the client would wait for its answer.
            talk.Dispose();
        }
    }
}
