using PostPurchase.Core.Customers;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Api;

/// <summary>What happened with a customer, in sentences, and what comes next.</summary>
internal sealed record CustomerStory(
    CustomerRow Profile, ConsentAnswer Consent, IReadOnlyList<SuppressionAnswer> Suppressions, IReadOnlyList<OpenRun> OpenRuns, IReadOnlyList<StoryLine> Timeline, IReadOnlyList<NextLine> Next)
{
    private static readonly Sql s_events = new("""
        select type, occurred_at, purchase_id
        from event
        where owner = @owner
        order by id desc
        limit 200
        """);

    public static List<StoryLine> Events(Session session, Customer customer) =>
    [
        .. CustomerStore.Same(session, customer.Owner.Value).SelectMany(owner => session[s_events].With(owner).All(row => (Type: row.Int(0), At: row.At(1), Purchase: row.LongOrNull(2)))
            .Select(fact => new StoryLine(Form.At(fact.At), "event", Sentence(EventTypeNumber.Name(fact.Type), NumberOf(session, owner, fact.Purchase)), null, null))),
    ];

    public static IEnumerable<StoryLine> Of(Enrollment run, JourneySet journeys)
    {
        yield return new(Form.At(run.EnteredAt), "enter", $"Entered the journey {run.Journey}", null, null);
        if (run is { EndedAt: { } at }) yield return new(Form.At(at), "end", $"The journey {run.Journey} ended at {StepOf(run, journeys) ?? "its end"}", run.Reason, null);
    }

    public static StoryLine Of(StoredSend send)
    {
        var text = send.State switch
        {
            SendState.Accepted => $"Got the mail of {send.Journey}, {send.Step}",
            SendState.Held => $"The mail of {send.Journey}, {send.Step} is held",
            var state => $"The mail of {send.Journey}, {send.Step} was {Form.Word(state)}",
        };
        return new(Form.At(send.ConcludedAt ?? send.PlannedAt), Form.Word(send.State), text, send.Reason, Form.Id(send.Id.Value));
    }

    public static IEnumerable<NextLine> NextOf(IReadOnlyList<Enrollment> runs, IReadOnlyList<StoredSend> sends, JourneySet journeys)
    {
        foreach (var send in sends.Where(send => send.ConcludedAt is null)) yield return new(Form.At(send.DueAt), send.Journey, send.Step, send.Reason ?? $"The mail {send.Step} leaves");
        foreach (var run in runs.Where(run => run is { Status: EnrollmentStatus.Open, Phase: not StepPhase.Sending })) yield return new(Form.At(run.DueAt), run.Journey, StepOf(run, journeys), $"Goes on after {StepOf(run, journeys) ?? "its start"}");
    }

    public static string? StepOf(Enrollment run, JourneySet journeys) =>
        journeys.Find(run.Journey, run.Version) is { } plan && run.Step >= 0 && run.Step < plan.Steps.Count ? plan.Steps[run.Step].Id : null;

    private static string? NumberOf(Session session, long owner, long? purchase) =>
        purchase is { } id && PurchaseStore.Read(session, owner, id) is { } found ? found.Facts.Number ?? found.Facts.Id : null;

    private static string Sentence(string type, string? number) => number is null ? type.Replace('_', ' ') : $"{type.Replace('_', ' ')} of order {number}";
}

internal sealed record StoryLine(string At, string Kind, string Text, string? Detail, string? Delivery);

internal sealed record NextLine(string? At, string? Journey, string? Step, string Text);
