namespace PostPurchase.Core.Experiments;

/// <summary>
/// Evan Miller's simple sequential test of two equally large arms with rare successes: count successes only, stop at a line that was fixed
/// beforehand (evanmiller.org, "Simple Sequential A/B Testing").
/// </summary>
public static class SuccessRace
{
    /// <summary>Where the race stands.</summary>
    /// <param name="control">Successes of the control so far.</param>
    /// <param name="treatment">Successes of the treatment so far.</param>
    /// <param name="limit">N, the number of successes at which the race ends without a winner; at least 1.</param>
    /// <param name="tail">
    /// <see cref="Tail.Greater"/> asks for the treatment only (lead of 2 sqrt(N)), <see cref="Tail.Lesser"/> for the control only,
    /// <see cref="Tail.Both"/> for either (2.25 sqrt(N)).
    /// </param>
    public static RaceState Look(long control, long treatment, long limit, Tail tail = Tail.Greater)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var lead = (tail == Tail.Both ? 2.25 : 2) * Math.Sqrt(limit);
        if (tail != Tail.Lesser && treatment - control >= lead) return RaceState.TreatmentWins;
        if (tail != Tail.Greater && control - treatment >= lead) return RaceState.ControlWins;
        return control + treatment >= limit ? RaceState.NoWinner : RaceState.GoOn;
    }
}
