using NodaTime;

namespace PostPurchase.Core.Feedback;

/// <summary>Finds bursts: of one visitor, also a slow one; and of any visitors, because scanners spread over many addresses.</summary>
internal static class Bursts
{
    private const int ManyLinks = 3;
    private static readonly Duration SourcePause = Duration.FromSeconds(5);
    private static readonly Duration CommonPause = Duration.FromSeconds(1);

    /// <param name="touches">All touches of a send.</param>
    /// <param name="clicks">Indexes of the clicks in time order.</param>
    /// <param name="linkCount">Links in the mail; 0 where it is not known.</param>
    public static List<Burst> Find(IReadOnlyList<Touch> touches, int[] clicks, int linkCount)
    {
        var bursts = new List<Burst>();
        if (clicks.Length < 2) return bursts;
        var bySource = new Dictionary<Source, List<int>>();
        foreach (var click in clicks)
        {
            var source = Source.Of(touches[click]);
            if (!bySource.TryGetValue(source, out var own)) bySource.Add(source, own = []);
            own.Add(click);
        }
        foreach (var own in bySource.Values) AddChains(bursts, touches, own, linkCount, SourcePause);
        if (bySource.Count > 1) AddChains(bursts, touches, clicks, linkCount, CommonPause);
        return bursts;
    }

    private static void AddChains(List<Burst> bursts, IReadOnlyList<Touch> touches, IReadOnlyList<int> clicks, int linkCount, Duration pause)
    {
        var (chain, slots) = (new List<int>(), new HashSet<int>());
        foreach (var click in clicks)
        {
            if (chain.Count > 0 && !Continues(touches[chain[^1]], touches[click], slots, pause))
            {
                Close(bursts, touches, chain, slots, linkCount);
                (chain, slots) = ([], []);
            }
            chain.Add(click);
            slots.Add(touches[click].Slot);
        }
        Close(bursts, touches, chain, slots, linkCount);
    }

    // A link that was followed already is followed again by a person, or at once by a scanner that asks twice.
    private static bool Continues(Touch last, Touch next, HashSet<int> slots, Duration pause)
    {
        var gap = next.At - last.At;
        return gap <= CommonPause || (gap <= pause && !slots.Contains(next.Slot));
    }

    private static void Close(List<Burst> bursts, IReadOnlyList<Touch> touches, List<int> chain, HashSet<int> slots, int linkCount)
    {
        var isAll = linkCount >= 2 && slots.Count >= linkCount;
        if (slots.Count < ManyLinks && !isAll) return;
        var span = touches[chain[^1]].At - touches[chain[0]].At;
        var isFast = span <= CommonPause * (slots.Count - 1);
        if (!isFast && slots.Count < ManyLinks) return;
        var isCertain = isFast || (isAll && slots.Count >= ManyLinks);
        bursts.Add(new Burst(chain, touches[chain[^1]].At, isCertain));
    }
}
