using NodaTime;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Sending;

namespace PostPurchase.Core.Journeys;

/// <summary>Everything that one advance needs to know beside the run itself.</summary>
public sealed record Facts
{
    /// <summary>The model and the functions over it: what conditions and texts are evaluated in.</summary>
    public required IScope Scope { get; init; }

    /// <summary>Zone in which this customer's days and hours count, by the journey's setting.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>When the first parcel of the run's purchase left, or null.</summary>
    public Instant? ShippedAt { get; init; }

    /// <summary>When the first parcel of the run's purchase arrived, or null.</summary>
    public Instant? DeliveredAt { get; init; }

    /// <summary>The customer's own hour, for <c>at: best</c>: theirs after three human clicks, else that of the order.</summary>
    public LocalTime? BestTime { get; init; }

    /// <summary>Whether the customer gets no marketing of this journey, so that what it brings can be measured; then they are in no test of it.</summary>
    public bool HeldOut { get; init; }

    /// <summary>The arm of an experiment that the customer was put in before, in this run or another one; null where they were in none.</summary>
    public Func<ExperimentKey, string?> ArmOf { get; init; } = _ => null;

    /// <summary>How the send of the step that the run is on ended, or null while it has not.</summary>
    public SendConclusion? Conclusion { get; init; }
}

/// <summary>Evaluates what a journey file says over one customer's model. Production, preview and tests have scopes of their own.</summary>
public interface IScope
{
    /// <summary>Whether a condition holds.</summary>
    Evaluation<bool> Test(Condition condition);

    /// <summary>The instant that an expression gives; null where it gives none.</summary>
    Evaluation<Instant?> InstantOf(Condition expression);

    /// <summary>A text field in the customer's language.</summary>
    Evaluation<string> TextOf(LocalizedText text);

    /// <summary>The same with what an update changes of the customer, for the steps behind it.</summary>
    IScope After(Effect.UpdateCustomer update);
}

/// <summary>What an expression gave, or why it could not be evaluated.</summary>
/// <typeparam name="T">What it gives.</typeparam>
public abstract record Evaluation<T>
{
    private Evaluation() { }

    /// <summary>It gave this.</summary>
    public sealed record Of(T Value) : Evaluation<T>;

    /// <summary>It failed: the message names the expression and what was wrong.</summary>
    public sealed record Failed(string Message) : Evaluation<T>;
}
