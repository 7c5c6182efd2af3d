namespace PostPurchase.Mail.Pacing;

/// <summary>Growing daily limits for a new sending address or domain, whose reputation receivers do not know yet. Pure.</summary>
/// <param name="StartsOn">First day, UTC.</param>
/// <param name="FirstDayLimit">Messages on the first day, from 1.</param>
/// <param name="DailyGrowth">Factor from day to day, above 1.</param>
/// <param name="Target">Daily volume at which the warm-up is over.</param>
public sealed record WarmUp(DateOnly StartsOn, int FirstDayLimit, double DailyGrowth, int Target)
{
    /// <summary>Messages allowed on <paramref name="day"/> (UTC): 0 before the start, null once the target is reached and nothing limits any more.</summary>
    public long? LimitOn(DateOnly day)
    {
        if (day < StartsOn) return 0;
        var limit = FirstDayLimit * Math.Pow(DailyGrowth, day.DayNumber - StartsOn.DayNumber);
        return limit >= Target ? null : (long)limit;
    }
}
