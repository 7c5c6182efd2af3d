namespace PostPurchase.Engine.Storage;

/// <summary>What came of asking for the <see cref="RunnerLease"/>.</summary>
public abstract record LeaseAnswer
{
    private LeaseAnswer()
    {
    }

    /// <summary>This process is the runner now.</summary>
    /// <param name="Lease">Dispose it to give the right back.</param>
    /// <param name="Quarantine">Why nothing may be sent, or null where all is well.</param>
    public sealed record Taken(RunnerLease Lease, string? Quarantine) : LeaseAnswer;

    /// <summary>Another process is.</summary>
    /// <param name="Message">Who, and what to do; for people.</param>
    public sealed record Refused(string Message) : LeaseAnswer;
}
