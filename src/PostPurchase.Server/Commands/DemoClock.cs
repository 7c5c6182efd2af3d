namespace PostPurchase.Server.Commands;

/// <summary>Stands at the start of the weeks that are played until it is let go; from then on the machine's. Ids are ordered by time: none may come from after what is played.</summary>
internal sealed class DemoClock(TimeProvider machine, DateTimeOffset start) : TimeProvider
{
    private volatile bool _isLetGo;

    public override DateTimeOffset GetUtcNow() => _isLetGo ? machine.GetUtcNow() : start;

    public override long GetTimestamp() => machine.GetTimestamp();

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => machine.CreateTimer(callback, state, dueTime, period);

    public void LetGo() => _isLetGo = true;
}
