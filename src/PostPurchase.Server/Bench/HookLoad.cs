using System.Diagnostics;
using System.Net.Sockets;

namespace PostPurchase.Server.Bench;

/// <summary>
/// Posts ready requests over connections that stay open, each one after the other's answer. One thread that looks which connections have an answer: the
/// load shares the machine with what it measures, so it has to cost little.
/// </summary>
internal static class HookLoad
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Posts all of them; how long that took in all and each request for itself, ascending.</summary>
    /// <exception cref="InvalidOperationException">One was not answered with 200, or nothing was answered for half a minute.</exception>
    public static Task<LoadResult> PostAsync(Uri address, IReadOnlyList<byte[]> requests, int connections, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(() => Post(address, requests, connections, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static LoadResult Post(Uri address, IReadOnlyList<byte[]> requests, int connections, CancellationToken cancellationToken)
    {
        var open = new Dictionary<Socket, HookConnection>();
        try
        {
            for (var number = 0; number < Math.Min(connections, requests.Count); number++)
            {
                var connection = HookConnection.Open(address);
                open.Add(connection.Socket, connection);
            }

            return Post(open, requests, cancellationToken);
        }
        finally
        {
            foreach (var connection in open.Values) connection.Dispose();
        }
    }

    private static LoadResult Post(Dictionary<Socket, HookConnection> open, IReadOnlyList<byte[]> requests, CancellationToken cancellationToken)
    {
        var (times, sent, answered) = (new double[requests.Count], 0, 0);
        var (watch, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        foreach (var connection in open.Values) connection.Send(requests[sent++]);
        var ready = new List<Socket>(open.Count);
        while (answered < requests.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ready.Clear();
            ready.AddRange(open.Keys);
            Socket.Select(ready, null, null, s_patience);
            if (ready.Count == 0) throw new InvalidOperationException($"{requests.Count - answered} purchases were not answered");
            foreach (var socket in ready)
            {
                var connection = open[socket];
                if (connection.Receive() is not { } status) continue;
                if (status != 200) throw new InvalidOperationException($"a purchase was answered {status}");
                times[answered++] = Stopwatch.GetElapsedTime(connection.SentAt).TotalMilliseconds;
                if (sent < requests.Count) connection.Send(requests[sent++]);
            }
        }

        var (seconds, used) = (watch.Elapsed.TotalSeconds, Environment.CpuUsage.TotalTime - cpu);
        Array.Sort(times);
        return new(requests.Count / seconds, times, used.TotalSeconds * 1_000 / requests.Count);
    }
}

/// <summary>How a load went.</summary>
/// <param name="PerSecond">Requests answered a second.</param>
/// <param name="Times">Milliseconds of each, ascending.</param>
/// <param name="Cpu">Processor seconds that this process used for 1,000 of them.</param>
internal sealed record LoadResult(double PerSecond, IReadOnlyList<double> Times, double Cpu)
{
    /// <summary>The time that a share of the requests, 0..1, did not exceed.</summary>
    public double Percentile(double share) => Times[Math.Min(Times.Count - 1, (int)(Times.Count * share))];
}
