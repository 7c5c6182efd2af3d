using NodaTime;

namespace PostPurchase.Engine.Storage;

/// <summary>
/// Gives time-ordered 64-bit ids: 41 bits of milliseconds since 2025-01-01, 10 of node, 12 of sequence. They never go backwards, also when
/// the clock does: then the last millisecond is used on, and when its 4,096 numbers are spent the next one is borrowed. Never waits. Thread-safe.
/// </summary>
/// <param name="node">0..1023; two processes that write to one database need two nodes.</param>
public sealed class IdSource(int node)
{
    private const int SequenceBits = 12;
    private const int NodeBits = 10;
    private const long SequenceMask = (1L << SequenceBits) - 1;
    private static readonly long Epoch = Instant.FromUtc(2025, 1, 1, 0, 0).ToUnixTimeMilliseconds();

    private readonly long _node = node is >= 0 and < 1 << NodeBits
        ? (long)node << SequenceBits
        : throw new ArgumentOutOfRangeException(nameof(node), node, "expected 0..1023");

    // Milliseconds and sequence in one word, so that one compare-and-swap moves both.
    private long _last;

    /// <summary>The next id, greater than every id given before by this source.</summary>
    public long Next(Instant now)
    {
        var clock = Math.Max(0, now.ToUnixTimeMilliseconds() - Epoch) << SequenceBits;
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = Math.Max(clock, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
                return ((next >> SequenceBits) << (SequenceBits + NodeBits)) | _node | (next & SequenceMask);
        }
    }

    /// <summary>Makes every later id greater than <paramref name="id"/>, which a run of this program before a clock change may have given.</summary>
    public void StartAfter(long id)
    {
        var used = ((id >> (SequenceBits + NodeBits)) << SequenceBits) | SequenceMask;
        long last;
        while ((last = Volatile.Read(ref _last)) < used && Interlocked.CompareExchange(ref _last, used, last) != last)
        {
        }
    }

    /// <summary>The smallest id of an instant: what came before it has a smaller one.</summary>
    public static long FirstOf(Instant instant) => Math.Max(0, instant.ToUnixTimeMilliseconds() - Epoch) << (SequenceBits + NodeBits);

    /// <summary>The instant that is written in an id, to the millisecond.</summary>
    public static Instant InstantOf(long id) => Instant.FromUnixTimeMilliseconds((id >> (SequenceBits + NodeBits)) + Epoch);
}
