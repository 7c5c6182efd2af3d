using Microsoft.AspNetCore.Mvc;
using PostPurchase.Core.Feedback;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Running;
using PostPurchase.Mail.Feedback;

namespace PostPurchase.Server.Api;

/// <summary>Which deliveries are listed; what is not said is not asked for.</summary>
internal sealed record DeliveryQuery
{
    private static readonly HashSet<string> s_reasons = [.. Enum.GetValues<BounceReason>().Select(reason => reason.ToName())];

    /// <summary>Of the delivery, such as accepted; several with commas between them.</summary>
    [FromQuery(Name = "state")]
    public string? State { get; init; }

    /// <summary>Key of its journey.</summary>
    [FromQuery(Name = "journey")]
    public string? Journey { get; init; }

    /// <summary>Its step.</summary>
    [FromQuery(Name = "step")]
    public string? Step { get; init; }

    /// <summary>Part of an address, a name that a store gave the customer, or the subject.</summary>
    [FromQuery(Name = "q")]
    public string? Q { get; init; }

    /// <summary>Cursor of the page before.</summary>
    [FromQuery(Name = "before")]
    public string? Before { get; init; }

    /// <summary>Key of its store.</summary>
    [FromQuery(Name = "store")]
    public string? Store { get; init; }

    /// <summary>First day, such as 2026-01-31, in the zone of the mail's store; with a day only what reports count on it is listed.</summary>
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    /// <summary>Last day.</summary>
    [FromQuery(Name = "to")]
    public string? To { get; init; }

    /// <summary>Of the address that a server was asked to take it for; - for customers who were erased, of whom it is not known any more.</summary>
    [FromQuery(Name = "domain")]
    public string? Domain { get; init; }

    /// <summary>open or click: the mails of one step with such a touch, each on the day of the first.</summary>
    [FromQuery(Name = "touched")]
    public string? Touched { get; init; }

    /// <summary>Who touched them: human (when nothing is said), machine or unsure.</summary>
    [FromQuery(Name = "by")]
    public string? By { get; init; }

    /// <summary>bounce or complaint: the mails that came back, or were complained about.</summary>
    [FromQuery(Name = "told")]
    public string? Told { get; init; }

    /// <summary>Of those, on which days: left (those on which they left, when nothing is said) or reported (those on which it was reported).</summary>
    [FromQuery(Name = "on")]
    public string? On { get; init; }

    /// <summary>Why they were refused, or came back: the name of a bounce's reason, such as mailbox_full.</summary>
    [FromQuery(Name = "why")]
    public string? Why { get; init; }

    /// <summary>The filter that it stands for; null where a word of it is wrong.</summary>
    /// <param name="stores">The stores that there are.</param>
    /// <param name="refusal">What to answer then.</param>
    public DeliveryFilter? FilterOf(StoreDirectory stores, out IResult? refusal)
    {
        long before = 0;
        refusal = null;
        if (StatesOf(State, out var wrong) is not { } states) refusal = Answer.Error(400, $"'{wrong}' is no state of a delivery", "state");
        else if (!string.IsNullOrEmpty(Before) && !Form.TryId(Before, out before)) refusal = Answer.Error(400, Cursors.Expected, "before");
        else if (!string.IsNullOrEmpty(Store) && !stores.Stores.ContainsKey(Store)) refusal = Answer.Error(400, ReportEndpoints.NoStore(stores, Store), "store");
        else if (!ReportEndpoints.TryDays(From, To, out var days)) refusal = Answer.Error(400, ReportEndpoints.ExpectedDays, "from");
        else if (!string.IsNullOrEmpty(Why) && !s_reasons.Contains(Why)) refusal = Answer.Error(400, $"'{Why}' is no reason of a failure", "why");
        else if (TryTouched(out var touched, out refusal) && TryTold(out var told, out refusal))
            return new(Journey, Step, Q, before == 0 ? null : before) { States = states, Store = Store, Domain = Domain?.ToLowerInvariant(), Days = days, Touched = touched, Told = told, Why = Why };

        return null;
    }

    // True with null where nothing that came back is asked for.
    private bool TryTold(out (FeedbackKind Kind, bool IsByReport)? told, out IResult? refusal)
    {
        (told, refusal) = (null, null);
        if (string.IsNullOrEmpty(Told))
        {
            if (!string.IsNullOrEmpty(On)) refusal = Answer.Error(400, "the days of a report are those of what came back: give told too", "on");
            return refusal is null;
        }

        FeedbackKind? kind = Told switch { "bounce" => FeedbackKind.Bounce, "complaint" => FeedbackKind.Complaint, _ => null };
        if (kind is not { } known) refusal = Answer.Error(400, "expected bounce or complaint", "told");
        else if (On is not (null or "" or "left" or "reported")) refusal = Answer.Error(400, "expected left or reported", "on");
        else if (!string.IsNullOrEmpty(State) || !string.IsNullOrEmpty(Q) || !string.IsNullOrEmpty(Touched)) refusal = Answer.Error(400, "what came back is listed by journey, step, domain, store and days only", "told");
        else told = (known, On == "reported");
        return refusal is null;
    }

    private static List<SendState>? StatesOf(string? words, out string? wrong)
    {
        var states = new List<SendState>();
        foreach (var word in (words ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            wrong = word;
            if (!Enum.TryParse<SendState>(word, ignoreCase: true, out var state) || !Enum.IsDefined(state)) return null;
            if (!states.Contains(state)) states.Add(state);
        }

        wrong = null;
        return states;
    }

    // True with null where no touch is asked for.
    private bool TryTouched(out (TouchKind Kind, TouchActor Actor)? touched, out IResult? refusal)
    {
        (touched, refusal) = (null, null);
        if (string.IsNullOrEmpty(Touched))
        {
            if (!string.IsNullOrEmpty(By)) refusal = Answer.Error(400, "who made a touch is asked of touches: give touched too", "by");
            return refusal is null;
        }

        var by = string.IsNullOrEmpty(By) ? nameof(TouchActor.Human) : By;
        if (!Enum.TryParse<TouchKind>(Touched, ignoreCase: true, out var kind) || !Enum.IsDefined(kind)) refusal = Answer.Error(400, "expected open or click", "touched");
        else if (!Enum.TryParse<TouchActor>(by, ignoreCase: true, out var actor) || !Enum.IsDefined(actor)) refusal = Answer.Error(400, "expected human, machine or unsure", "by");
        else if (string.IsNullOrEmpty(Journey) || string.IsNullOrEmpty(Step)) refusal = Answer.Error(400, "touches are listed for one step: give its journey and step too", "step");
        else if (new[] { State, Q, Domain, Why }.Any(one => !string.IsNullOrEmpty(one))) refusal = Answer.Error(400, "touches are listed by step, store and days only", "touched");
        else touched = (kind, actor);
        return refusal is null;
    }
}
