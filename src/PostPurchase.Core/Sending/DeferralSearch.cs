using NodaTime;
using PostPurchase.Core.Journeys;

namespace PostPurchase.Core.Sending;

/// <summary>Finds the first instant at which hours, caps, gaps and priority let a marketing mail leave, inside its window.</summary>
internal static class DeferralSearch
{
    private const int LongestSearchDays = 120;

    /// <summary>Send now, hold until the first allowed instant, or expire when the window ends before one comes.</summary>
    public static GateDecision Decide(GateFacts facts, Instant now)
    {
        var objection = Objection(facts, now);
        return objection is null ? new GateDecision.Send() : Defer(facts, now, objection);
    }

    /// <summary>The next hour of the step, on another day than today's.</summary>
    public static GateDecision NextTime(GateFacts facts, Instant now) =>
        Defer(facts, now, new(GateRule.Late, "it is late"));

    private static GateDecision Defer(GateFacts facts, Instant now, RuleObjection why)
    {
        foreach (var candidate in Candidates(facts, now, why.Rule == GateRule.Late))
        {
            if (Objection(facts, candidate) is not { } objection)
            {
                return new GateDecision.Hold(candidate, Replan: true, why.Rule, $"held until {Gate.Shown(candidate, facts.Zone)}: {why.Reason}");
            }

            if (Decides(objection)) why = objection;
        }

        return facts.ExpiresAt is null
            ? new GateDecision.Skip(why.Rule, $"skipped: no day within {LongestSearchDays} allows it: {why.Reason}")
            : new GateDecision.Expire(why.Rule, $"expired: it could not leave before its window ended: {why.Reason}");
    }

    // What held the last instant before is why it is not earlier; that an instant is at night or on another day than the step's only moves it on.
    private static bool Decides(RuleObjection objection) => objection.Rule is not (GateRule.QuietHours or GateRule.Slot);

    // The hour of the window on any of its days comes first; where that leaves none, the window runs to 24:00 and any of its hours does.
    private static IEnumerable<Instant> Candidates(GateFacts facts, Instant now, bool skipToday)
    {
        var inTime = Candidates(facts, now, skipToday, anyHour: facts.Slot?.At is null);
        if (facts.ExpiresAt is not { } ends) return inTime;
        var ofTheWindow = inTime.TakeWhile(candidate => candidate < ends);
        return facts.Slot?.At is null ? ofTheWindow : ofTheWindow.Concat(Candidates(facts, now, skipToday, anyHour: true).TakeWhile(candidate => candidate < ends));
    }

    /// <summary>Instants worth trying after now, in order: each day's hour, and where any hour does the end of quiet hours and of the gap.</summary>
    private static IEnumerable<Instant> Candidates(GateFacts facts, Instant now, bool skipToday, bool anyHour)
    {
        var today = LocalClock.DateOf(now, facts.Zone);
        var hour = OutOfQuietHours(facts, facts.Slot?.At ?? UsualHour(facts));
        var delay = facts.Slot is { At: not null } slot
            ? WindowPlacement.SpreadDelay(new(facts.Zone, hour, facts.Policy.QuietHours), facts.Spread)
            : Duration.Zero;
        for (var ahead = skipToday ? 1 : 0; ahead <= LongestSearchDays; ahead++)
        {
            var day = today.PlusDays(ahead);
            var times = new List<Instant> { LocalClock.Resolve(day.At(hour), facts.Zone) + delay };
            if (anyHour && facts.Policy.QuietHours is { } quiet) times.Add(LocalClock.Resolve(day.At(quiet.To), facts.Zone));
            if (anyHour && GapEnd(facts) is { } gapEnd && LocalClock.DateOf(gapEnd, facts.Zone) == day) times.Add(gapEnd);
            times.Sort();
            foreach (var time in times)
            {
                if (time > now) yield return time;
            }
        }
    }

    // An hour that the journey names inside its own quiet hours never comes: the mail leaves when they end.
    private static LocalTime OutOfQuietHours(GateFacts facts, LocalTime hour) => facts.Policy.QuietHours is { } quiet && quiet.Covers(hour) ? quiet.To : hour;

    private static LocalTime UsualHour(GateFacts facts) => facts.PlannedAt.InZone(facts.Zone).TimeOfDay;

    private static RuleObjection? Objection(GateFacts facts, Instant at)
    {
        var local = at.InZone(facts.Zone);
        if (facts.Slot is { } slot && (local.Date < slot.First || !AllowsDay(slot, local.Date)))
        {
            return new(GateRule.Slot, $"{local.DayOfWeek} is not one of its days");
        }

        if (facts.Policy.QuietHours is { } quiet && quiet.Covers(at, facts.Zone))
        {
            return new(GateRule.QuietHours, $"quiet hours in {facts.Zone.Id}");
        }

        if (facts.HigherPriority.Any(other => LocalClock.DateOf(other, facts.Zone) == local.Date))
        {
            return new(GateRule.Priority, "a journey of higher priority mails this customer that day");
        }

        return CapObjection(facts, at, local.Date);
    }

    /// <summary>A weekday of the slot, or its last day when no allowed weekday lies inside it.</summary>
    private static bool AllowsDay(SendSlot slot, LocalDate day)
    {
        if (slot.Allows(day.DayOfWeek)) return true;
        if (day != slot.Last) return false;
        for (var inside = slot.First; inside <= slot.Last; inside = inside.PlusDays(1))
        {
            if (slot.Allows(inside.DayOfWeek)) return false;
        }

        return true;
    }

    private static RuleObjection? CapObjection(GateFacts facts, Instant at, LocalDate day)
    {
        var policy = facts.Policy;
        if (policy.MaxMarketingPerDay is { } daily && SentOn(facts, day, 1) >= daily)
        {
            return new(GateRule.DayCap, $"this customer gets at most {daily} a day");
        }

        if (policy.MaxMarketingPerWeek is { } weekly && SentOn(facts, day, 7) >= weekly)
        {
            return new(GateRule.WeekCap, $"this customer gets at most {weekly} a week");
        }

        return GapEnd(facts) is { } gapEnd && at < gapEnd
            ? new(GateRule.Gap, $"the last mail is less than {policy.MinGap} ago")
            : null;
    }

    private static int SentOn(GateFacts facts, LocalDate lastDay, int days)
    {
        var firstDay = lastDay.PlusDays(1 - days);
        var count = 0;
        foreach (var sentAt in facts.MarketingSent)
        {
            var day = LocalClock.DateOf(sentAt, facts.Zone);
            if (day >= firstDay && day <= lastDay) count++;
        }

        return count;
    }

    private static Instant? GapEnd(GateFacts facts) =>
        facts.Policy.MinGap is { } gap && facts.LastMarketingAt is { } last ? gap.After(last, facts.Zone) : null;

    private sealed record RuleObjection(GateRule Rule, string Reason);
}
