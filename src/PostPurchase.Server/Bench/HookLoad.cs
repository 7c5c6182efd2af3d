using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace PostPurchase.Server.Bench;

/// <summary>Posts ready requests over connections that stay open, each one after the other's answer.</summary>
internal static class HookLoad
{
    /// <summary>Posts all of them; how long that took in all and each request for itself, ascending.</summary>
    /// <exception cref="InvalidOperationException">One was not answered with 200.</exception>
    public static async Task<LoadResult> PostAsync(Uri address, IReadOnlyList<byte[]> requests, int connections, CancellationToken cancellationToken)
    {
        var times = new double[requests.Count];
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Math.Min(connections, requests.Count)).Select(_ => Task.Run(
            async () =>
            {
                using var connection = await HookConnection.OpenAsync(address, cancellationToken);
                for (int mine; (mine = Interlocked.Increment(ref next)) < requests.Count;)
                {
                    var start = Stopwatch.GetTimestamp();
                    var status = await connection.PostAsync(requests[mine], cancellationToken);
                    times[mine] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                    if (status != 200) throw new InvalidOperationException($"a purchase was answered {status}");
                }
            },
            cancellationToken)));
        var seconds = watch.Elapsed.TotalSeconds;
        Array.Sort(times);
        return new(requests.Count / seconds, times);
    }
}

/// <summary>How a load went.</summary>
/// <param name="PerSecond">Requests answered a second.</param>
/// <param name="Times">Milliseconds of each, ascending.</param>
internal sealed record LoadResult(double PerSecond, IReadOnlyList<double> Times)
{
    /// <summary>The time that a share of the requests, 0..1, did not exceed.</summary>
    public double Percentile(double share) => Times[Math.Min(Times.Count - 1, (int)(Times.Count * share))];
}

/// <summary>One connection to the server that stays open.</summary>
internal sealed class HookConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _answer = new byte[8 * 1024];

    private HookConnection()
    {
    }

    public static async Task<HookConnection> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        var connection = new HookConnection();
        await connection._socket.ConnectAsync(address.Host, address.Port, cancellationToken);
        return connection;
    }

    /// <summary>Posts one request; its status.</summary>
    /// <exception cref="IOException">The server closed the connection before it had answered.</exception>
    public async Task<int> PostAsync(byte[] request, CancellationToken cancellationToken)
    {
        for (var sent = 0; sent < request.Length;) sent += await _socket.SendAsync(request.AsMemory(sent), cancellationToken);
        for (var length = 0; length < _answer.Length;)
        {
            var read = await _socket.ReceiveAsync(_answer.AsMemory(length), cancellationToken);
            if (read == 0) throw new IOException("the server closed the connection");
            length += read;
            if (IsWhole(_answer.AsSpan(0, length))) return int.Parse(_answer.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture);
        }

        throw new IOException("the answer is longer than expected");
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        var head = Encoding.ASCII.GetString(answer[..(end + 2)]);
        if (head.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase)) return answer.EndsWith("\r\n0\r\n\r\n"u8);
        var at = head.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        if (at < 0) return true;
        at += "Content-Length: ".Length;
        return answer.Length >= end + 4 + int.Parse(head.AsSpan(at, head.IndexOf('\r', at) - at), System.Globalization.CultureInfo.InvariantCulture);
    }
}
