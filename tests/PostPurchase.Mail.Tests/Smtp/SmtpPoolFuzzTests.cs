using System.Collections.Concurrent;
using System.Globalization;
using PostPurchase.Mail.Smtp;
using Xunit;

namespace PostPurchase.Mail.Tests.Smtp;

/// <summary>A server that fails at every stage, in every way, at seeded random: whatever the interleaving, the books must balance.</summary>
public class SmtpPoolFuzzTests
{
    private const int MessageCount = 400;

    private readonly ConcurrentDictionary<int, int> _dots = new();
    private readonly ConcurrentDictionary<int, bool> _taken = new();
    private int _connectionCount;

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task No_message_is_lost_doubled_or_told_wrongly(int seed, bool pipelining)
    {
        await using var server = new ScriptedServer(talk => ServeBadlyAsync(talk, new Random(seed * 10_000 + Interlocked.Increment(ref _connectionCount)), pipelining));
        await using var pool = new SmtpPool(An.Transport(server, connections: 4, tries: 3), TimeProvider.System);
        var log = new MemoryLog();
        for (var id = 0; id < MessageCount; id++)
            await pool.EnqueueAsync(An.Envelope(id, $"u{id}@example.com"), log, CancellationToken.None).AsTask().WaitAsync(An.Hang);
        await pool.DrainAsync(CancellationToken.None).WaitAsync(An.Hang);

        Assert.Equal(log.Handed.Count, log.Handed.Distinct().Count());
        var seen = new HashSet<string>();
        for (var id = 0; id < MessageCount; id++)
        {
            var outcome = await log.Outcome(id);
            seen.Add(outcome.GetType().Name);
            var dots = _dots.GetValueOrDefault(id);
            Assert.True(dots <= 1, $"{id} reached its final dot {dots} times");
            if (outcome is SendOutcome.Accepted) Assert.True(_taken.ContainsKey(id), $"{id} was never taken");
            if (_taken.ContainsKey(id)) Assert.True(outcome is SendOutcome.Accepted or SendOutcome.Uncertain, $"{id} was taken, and yet is {outcome}");
            if (dots == 1) Assert.Contains(id, log.Handed);
        }

        Assert.Equal(["Accepted", "Deferred", "Rejected", "Uncertain"], seen.Order());
    }

    private Task ServeBadlyAsync(ServerTalk talk, Random random, bool pipelining)
    {
        var (current, hasSender, hasRecipient) = (-1, false, false);
        return talk.ServeAsync(pipelining ? "PIPELINING" : "SIZE", line =>
        {
            var (isMail, isRecipient) = (line.StartsWith("MAIL", StringComparison.Ordinal), line.StartsWith("RCPT", StringComparison.Ordinal));
            if (isMail) (hasSender, hasRecipient) = (false, false);
            if (isRecipient) current = int.Parse(line.AsSpan(10, line.IndexOf('@', StringComparison.Ordinal) - 10), CultureInfo.InvariantCulture);
            if (line == "." && !(hasSender && hasRecipient)) return "554 5.5.1 no valid recipients";
            if (line == ".") _dots.AddOrUpdate(current, 1, (_, count) => count + 1);
            if (Failure(talk, random) is { } failure) return failure;
            hasSender |= isMail;
            hasRecipient |= isRecipient && hasSender;
            if (line == ".") _taken[current] = true;
            return isRecipient && !hasSender ? "503 5.5.1 MAIL first" : null;
        });
    }

    private static string? Failure(ServerTalk talk, Random random)
    {
        switch (random.Next(40))
        {
            case 0:
                if (random.Next(2) == 0) talk.Reset();
                throw new IOException("gone");
            case 1: return "421 4.3.2 closing";
            case 2: return "451 4.7.1 later";
            case 3: return "550 5.7.1 no";
            default: return null;
        }
    }
}
