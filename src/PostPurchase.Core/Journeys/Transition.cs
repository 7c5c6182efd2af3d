using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Sending;

namespace PostPurchase.Core.Journeys;

/// <summary>What one advance decided: the run as it is now, what to write beside it, and the story.</summary>
/// <param name="Next">The run after it.</param>
/// <param name="Effects">In order; to be written in the same transaction as the run.</param>
/// <param name="Trace">What happened, in order, for the timeline.</param>
public sealed record Transition(Enrollment Next, IReadOnlyList<Effect> Effects, IReadOnlyList<TraceLine> Trace);

/// <summary>Something that a run wants done: a closed set.</summary>
public abstract record Effect
{
    private Effect() { }

    /// <summary>A row of the send ledger.</summary>
    public sealed record PlanSend(PlannedSend Send) : Effect;

    /// <summary>Attributes and tags of the customer.</summary>
    /// <param name="Set">Attribute names with their JSON values.</param>
    /// <param name="AddTags">Tags to add.</param>
    /// <param name="RemoveTags">Tags to take away.</param>
    public sealed record UpdateCustomer(IReadOnlyList<KeyValuePair<string, string>> Set, IReadOnlyList<string> AddTags, IReadOnlyList<string> RemoveTags) : Effect
    {
        /// <summary>The customer as they are after it.</summary>
        public Customer On(Customer customer) => JourneyChanges.Make(customer, Set, AddTags, RemoveTags);
    }

    /// <summary>A post to an address of the owner's.</summary>
    public sealed record PostWebhook(string Step, int Visit, string Url, string Body) : Effect;

    /// <summary>The customer is in a test from now on; whoever is in it already stays as they are.</summary>
    public sealed record Assign(Assignee Assignee) : Effect;

    /// <summary>A plain mail to staff.</summary>
    public sealed record NotifyStaff(string Step, int Visit, string To, string Subject, string Text) : Effect;
}

/// <summary>One line of a run's story.</summary>
/// <param name="At">When.</param>
/// <param name="Step">Step id, or null for the run as a whole.</param>
/// <param name="Action">enter, send, hold, skip, branch, exit, finish, wait or park.</param>
/// <param name="Reason">Why, for people; or null.</param>
/// <param name="Visit">How often the run has been on the step, from 1.</param>
public sealed record TraceLine(Instant At, string? Step, string Action, string? Reason, int Visit = 1);
