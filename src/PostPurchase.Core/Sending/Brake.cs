namespace PostPurchase.Core.Sending;

/// <summary>What lately became of one journey.</summary>
public sealed record JourneyFigures
{
    /// <summary>Runs that entered in the last hour.</summary>
    public long EntriesLastHour { get; init; }

    /// <summary>Runs that entered in the 14 days before it.</summary>
    public long EntriesBefore { get; init; }

    /// <summary>Mails that left in the window of the rates.</summary>
    public long SentCount { get; init; }

    /// <summary>Complaints about them.</summary>
    public long ComplaintCount { get; init; }

    /// <summary>Those of them that were refused for good, or came back.</summary>
    public long BounceCount { get; init; }

    /// <summary>Sends in the window that were tried in any way.</summary>
    public long TriedCount { get; init; }

    /// <summary>Those of them that failed on our side: parked, or given up.</summary>
    public long ErrorCount { get; init; }
}

/// <summary>When a journey stops by itself, and says so. Pure.</summary>
public sealed record BrakePolicy
{
    /// <summary>Stops nothing: for trials, whose rush is on purpose.</summary>
    public static BrakePolicy Never { get; } = new() { LeastEntries = long.MaxValue, LeastSent = long.MaxValue, LeastTried = long.MaxValue };

    private const double HoursBefore = 14 * 24;

    /// <summary>How many times the mean hour of entries stops it. Default 10.</summary>
    public double EntryFactor { get; init; } = 10;

    /// <summary>Entries in an hour below which they never stop it. Default 200.</summary>
    public long LeastEntries { get; init; } = 200;

    /// <summary>Complaints per mail, 0..1. Default 0.3%.</summary>
    public double ComplaintRate { get; init; } = 0.003;

    /// <summary>Bounces per mail, 0..1. Default 5%.</summary>
    public double BounceRate { get; init; } = 0.05;

    /// <summary>Mails below which complaints and bounces never stop it. Default 500.</summary>
    public long LeastSent { get; init; } = 500;

    /// <summary>Errors per send, 0..1. Default 5%.</summary>
    public double ErrorRate { get; init; } = 0.05;

    /// <summary>Sends below which errors never stop it. Default 200.</summary>
    public long LeastTried { get; init; } = 200;

    /// <summary>Why the journey must stop, for people; null where it need not.</summary>
    public string? Decide(JourneyFigures figures)
    {
        var usual = figures.EntriesBefore / HoursBefore;
        if (figures.EntriesLastHour >= LeastEntries && figures.EntriesLastHour > EntryFactor * usual)
            return Invariant($"{figures.EntriesLastHour} people entered in an hour, usually {usual:0.#}");
        if (figures.SentCount >= LeastSent && figures.ComplaintCount > ComplaintRate * figures.SentCount)
            return Invariant($"{figures.ComplaintCount} of {figures.SentCount} mails were called spam, more than {ComplaintRate * 100:0.##}%");
        if (figures.SentCount >= LeastSent && figures.BounceCount > BounceRate * figures.SentCount)
            return Invariant($"{figures.BounceCount} of {figures.SentCount} mails were refused or came back, more than {BounceRate * 100:0.##}%");
        if (figures.TriedCount >= LeastTried && figures.ErrorCount > ErrorRate * figures.TriedCount)
            return Invariant($"{figures.ErrorCount} of {figures.TriedCount} mails failed, more than {ErrorRate * 100:0.##}%");
        return null;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
