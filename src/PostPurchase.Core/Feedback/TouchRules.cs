using NodaTime;

namespace PostPurchase.Core.Feedback;

/// <summary>
/// Gives each touch of a send its verdict. A pure function of the raw touches: run it again whenever one more touch arrives or the rules
/// improve. Nothing is ever blocked: a scanner is redirected like anybody else.
/// </summary>
public static class TouchRules
{
    /// <summary>Grows with every change of the rules; verdicts of an older one are worth recomputing.</summary>
    public const int Version = 3;

    private static readonly Duration ReadingTime = Duration.FromSeconds(10);
    private static readonly Duration SameSecond = Duration.FromSeconds(1);
    private static readonly Duration OpenBeside = Duration.FromSeconds(5);

    /// <summary>Judges all touches of one send together.</summary>
    /// <param name="touches">Its opens and clicks, in any order.</param>
    /// <param name="linkCount">How many links the mail has, the invisible one included; 0 where it is not known.</param>
    /// <returns>One verdict a touch, in the order of <paramref name="touches"/>.</returns>
    public static IReadOnlyList<TouchVerdict> Judge(IReadOnlyList<Touch> touches, int linkCount = 0)
    {
        touches = Classed(touches);
        var verdicts = new TouchVerdict[touches.Count];
        for (var i = 0; i < verdicts.Length; i++) verdicts[i] = Alone(touches[i]);
        var clicks = ClicksInOrder(touches);
        MarkHoneypotVisitors(touches, clicks, verdicts);
        var bursts = Bursts.Find(touches, clicks, linkCount);
        MarkBursts(bursts, verdicts);
        MarkOpensBeside(touches, bursts, verdicts);
        MarkSharedSeconds(touches, clicks, verdicts);
        MarkSoonAfterDelivery(touches, bursts, verdicts);
        return verdicts;
    }

    // What is known of a network is known of all touches from it: one may have come before the list that has it, or from the part of it that the list names.
    private static IReadOnlyList<Touch> Classed(IReadOnlyList<Touch> touches)
    {
        Dictionary<ulong, AddressClass>? known = null;
        foreach (var touch in touches)
            if (touch is { Network: not 0, Address: not AddressClass.Unknown }) (known ??= [])[touch.Network] = touch.Address;
        return known is null ? touches : [.. touches.Select(touch => touch.Address == AddressClass.Unknown && known.TryGetValue(touch.Network, out var kind) ? touch with { Address = kind } : touch)];
    }

    /// <summary>What a touch says by itself.</summary>
    private static TouchVerdict Alone(Touch touch)
    {
        if (touch.Method is not ("GET" or "POST")) return TouchVerdict.Machine(TouchReason.Method);
        if (touch is { Kind: TouchKind.Click, Role: LinkRole.Honeypot }) return TouchVerdict.Machine(TouchReason.Honeypot);
        if (touch.Address == AddressClass.Scanner) return TouchVerdict.Machine(TouchReason.ScannerNetwork);
        if (touch is { Kind: TouchKind.Open, Address: AddressClass.Proxy }) return TouchVerdict.Machine(TouchReason.ProxyNetwork);
        return UserAgent.Judge(touch.UserAgent) switch
        {
            Program.ApplePrivacyProxy => TouchVerdict.Machine(TouchReason.ApplePrivacyProxy),
            Program.ImageProxy => TouchVerdict.Machine(TouchReason.ImageProxy),
            Program.Other => TouchVerdict.Machine(TouchReason.KnownProgram),
            Program.Unknown => TouchVerdict.Unsure(TouchReason.UnknownProgram),
            Program.None => TouchVerdict.Unsure(TouchReason.NoUserAgent),
            _ when touch.Address == AddressClass.Hosting => TouchVerdict.Unsure(TouchReason.DataCentre),
            _ => TouchVerdict.Human,
        };
    }

    private static int[] ClicksInOrder(IReadOnlyList<Touch> touches)
    {
        var clicks = new List<int>(touches.Count);
        for (var i = 0; i < touches.Count; i++)
            if (touches[i].Kind == TouchKind.Click) clicks.Add(i);
        clicks.Sort((one, other) => touches[one].At.CompareTo(touches[other].At) is var order and not 0 ? order : one.CompareTo(other));
        return [.. clicks];
    }

    private static void MarkHoneypotVisitors(IReadOnlyList<Touch> touches, int[] clicks, TouchVerdict[] verdicts)
    {
        HashSet<Source>? visitors = null;
        foreach (var click in clicks)
            if (touches[click].Role == LinkRole.Honeypot) (visitors ??= []).Add(Source.Of(touches[click]));
        if (visitors is null) return;
        for (var i = 0; i < verdicts.Length; i++)
            if (verdicts[i].Actor != TouchActor.Machine && visitors.Contains(Source.Of(touches[i])))
                verdicts[i] = TouchVerdict.Machine(TouchReason.HoneypotVisitor);
    }

    private static void MarkBursts(List<Burst> bursts, TouchVerdict[] verdicts)
    {
        foreach (var burst in bursts)
            foreach (var click in burst.Clicks)
            {
                if (verdicts[click].Actor == TouchActor.Machine) continue;
                if (burst.IsCertain) verdicts[click] = TouchVerdict.Machine(TouchReason.ManyLinksWithinSeconds);
                else if (verdicts[click].Actor == TouchActor.Human) verdicts[click] = TouchVerdict.Unsure(TouchReason.ManyLinksWithinSeconds);
            }
    }

    /// <summary>What follows the links fetches the picture too: an open of a burst's visitor, at most 5 seconds before or after it, was not a person's.</summary>
    private static void MarkOpensBeside(IReadOnlyList<Touch> touches, List<Burst> bursts, TouchVerdict[] verdicts)
    {
        foreach (var burst in bursts)
        {
            if (!burst.IsCertain) continue;
            var (from, to) = (touches[burst.Clicks[0]].At - OpenBeside, burst.EndAt + OpenBeside);
            for (var i = 0; i < verdicts.Length; i++)
            {
                var touch = touches[i];
                if (touch.Kind == TouchKind.Open && verdicts[i].Actor != TouchActor.Machine && touch.At >= from && touch.At <= to && IsVisitor(burst, touches, touch))
                    verdicts[i] = TouchVerdict.Machine(TouchReason.OpenBesideManyLinks);
            }
        }
    }

    // A scanner that spreads over networks may open from one more.
    private static bool IsVisitor(Burst burst, IReadOnlyList<Touch> touches, Touch open)
    {
        var first = touches[burst.Clicks[0]];
        var isSpread = burst.Clicks.Any(click => touches[click].Network != first.Network);
        return burst.Clicks.Any(click => touches[click].UserAgent == open.UserAgent && (isSpread || touches[click].Network == open.Network));
    }

    /// <summary>
    /// A link checker looks at the link in the moment in which a person follows it, so one of the two is the person: the one that is not in a
    /// data centre, else the later one. Three networks at once are no person.
    /// </summary>
    private static void MarkSharedSeconds(IReadOnlyList<Touch> touches, int[] clicks, TouchVerdict[] verdicts)
    {
        for (var i = 0; i + 1 < clicks.Length; i++)
        {
            var first = touches[clicks[i]];
            var (rival, networks) = (-1, 1);
            for (var j = i + 1; j < clicks.Length && touches[clicks[j]].At - first.At <= SameSecond; j++)
            {
                var next = touches[clicks[j]];
                if (next.Slot != first.Slot || next.Network == first.Network) continue;
                if (rival < 0 || touches[clicks[rival]].Network != next.Network) networks++;
                if (rival < 0) rival = j;
                if (networks > 2) Suspect(verdicts, clicks[j]);
            }
            if (rival < 0) continue;
            if (networks <= 2) MarkPair(touches, clicks[i], clicks[rival], verdicts);
            else
            {
                Suspect(verdicts, clicks[i]);
                Suspect(verdicts, clicks[rival]);
            }
        }
    }

    private static void MarkPair(IReadOnlyList<Touch> touches, int first, int second, TouchVerdict[] verdicts)
    {
        if (verdicts[first].Actor == TouchActor.Machine || verdicts[second].Actor == TouchActor.Machine) return;
        var (one, other) = (touches[first], touches[second]);
        if (one.Address != other.Address && (one.Address == AddressClass.Hosting || other.Address == AddressClass.Hosting))
            Suspect(verdicts, one.Address == AddressClass.Hosting ? first : second);
        else if (one.At < other.At) Suspect(verdicts, first);
        else (verdicts[first], verdicts[second]) = (Undecided, Undecided);
    }

    private static TouchVerdict Undecided => TouchVerdict.Unsure(TouchReason.TwoNetworksInOneSecond);

    private static void Suspect(TouchVerdict[] verdicts, int touch)
    {
        if (verdicts[touch].Actor != TouchActor.Machine) verdicts[touch] = TouchVerdict.Machine(TouchReason.TwoNetworksInOneSecond);
    }

    private static void MarkSoonAfterDelivery(IReadOnlyList<Touch> touches, List<Burst> bursts, TouchVerdict[] verdicts)
    {
        for (var i = 0; i < verdicts.Length; i++)
        {
            var touch = touches[i];
            if (verdicts[i].Actor == TouchActor.Machine || touch.At - touch.SendAcceptedAt >= ReadingTime) continue;
            if (touch.Kind == TouchKind.Open) verdicts[i] = TouchVerdict.Unsure(TouchReason.SecondsAfterDelivery);
            else if (!FollowsScanner(touch, touches, bursts)) verdicts[i] = TouchVerdict.Machine(TouchReason.SecondsAfterDelivery);
        }
    }

    // The scanner has shown itself and is somebody else: this may be the person whose mail it checked, waiting for it.
    private static bool FollowsScanner(Touch touch, IReadOnlyList<Touch> touches, List<Burst> bursts)
    {
        foreach (var burst in bursts)
            if (burst.IsCertain && touch.At - burst.EndAt > SameSecond && !HasSource(burst, touches, Source.Of(touch))) return true;
        return false;
    }

    private static bool HasSource(Burst burst, IReadOnlyList<Touch> touches, Source source)
    {
        foreach (var click in burst.Clicks)
            if (Source.Of(touches[click]) == source) return true;
        return false;
    }
}
