using System.Diagnostics;
using System.Diagnostics.Metrics;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Intake;

namespace PostPurchase.Engine;

/// <summary>
/// What this engine tells of itself: spans and measures under the name <c>PostPurchase</c>, which cost next to nothing while nobody listens. Attributes
/// are names of stores' sources, journeys, states and kinds; never an address, a token or an id of a person.
/// </summary>
/// <remarks>
/// Counters: <c>postpurchase.events</c> {type, source, outcome}, <c>postpurchase.steps</c>, <c>postpurchase.sends</c> {outcome, kind, journey}.
/// Histogram: <c>postpurchase.send.lateness</c> (s) {kind}, from the planned instant to the acceptance.
/// Gauges: <c>postpurchase.queue.due</c> {queue}. Spans: <c>intake</c> {source}, <c>advance</c>, <c>job</c> {job}.
/// </remarks>
public static class Telemetry
{
    /// <summary>Name of the source and the meter.</summary>
    public const string Name = "PostPurchase";

    private static readonly ActivitySource s_source = new(Name);
    private static readonly Meter s_meter = new(Name);
    private static readonly Counter<long> s_events = s_meter.CreateCounter<long>("postpurchase.events", "{event}", "Events of stores by what came of them.");
    private static readonly Counter<long> s_steps = s_meter.CreateCounter<long>("postpurchase.steps", "{step}", "Advances of runs that were written.");
    private static readonly Counter<long> s_sends = s_meter.CreateCounter<long>("postpurchase.sends", "{send}", "Sends by what became of them.");
    private static readonly Histogram<double> s_lateness = s_meter.CreateHistogram<double>("postpurchase.send.lateness", "s", "From the planned instant of a send to its acceptance.");

    /// <summary>A span, or null while nobody listens.</summary>
    internal static Activity? Span(string name, string? tag = null, string? value = null)
    {
        var activity = s_source.StartActivity(name);
        if (activity is not null && tag is not null) activity.SetTag(tag, value);
        return activity;
    }

    /// <summary>Counts what came of a delivery.</summary>
    internal static void Count(Intake.Delivery delivery, IntakeAnswer answer)
    {
        if (!s_events.Enabled) return;
        for (var i = 0; i < delivery.Events.Count; i++)
        {
            var outcome = answer.IsDuplicate ? EventOutcome.Duplicate : answer.Events[i];
            s_events.Add(1, Tag("type", delivery.Events[i].Type), Tag("source", delivery.Source), Tag("outcome", Word(outcome)));
        }
    }

    /// <summary>Counts advances.</summary>
    internal static void CountSteps(int count) => s_steps.Add(count);

    /// <summary>Counts what became of a send.</summary>
    internal static void Count(DeliveryEvent happened)
    {
        if (!s_sends.Enabled) return;
        var kind = Tag("kind", Word(happened.Send.Kind));
        s_sends.Add(1, Tag("outcome", Word(happened.State)), kind, Tag("journey", happened.Send.Journey ?? "none"));
        if (happened.State == SendState.Accepted) s_lateness.Record(Math.Max(0, (happened.At - happened.Send.PlannedAt).TotalSeconds), kind);
    }

    /// <summary>Lets a listener ask how much is due. Dispose to end that.</summary>
    public static IDisposable Watch(Func<(long Runs, long Sends)> due)
    {
        var meter = new Meter(Name);
        meter.CreateObservableGauge("postpurchase.queue.due", () => Measure(due), "{item}", "What should have been done already.");
        return meter;
    }

    private static IEnumerable<Measurement<long>> Measure(Func<(long Runs, long Sends)> due)
    {
        var (runs, sends) = due();
        return [new(runs, Tag("queue", "runs")), new(sends, Tag("queue", "sends"))];
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
