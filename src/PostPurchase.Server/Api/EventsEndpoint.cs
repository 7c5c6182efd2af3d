using System.Text;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Webhooks;

namespace PostPurchase.Server.Api;

/// <summary><c>POST /api/v1/events</c>: one canonical event, or a list of which each is stored and answered alone.</summary>
internal static class EventsEndpoint
{
    public const int MostBytes = 8 * 1024 * 1024;

    private const string Source = "api";
    private const int RetrySeconds = 5;

    public static async Task<IResult> PostAsync(HttpContext context, IntakeDoor door, RefusedWrites refused, ILogger<IntakeDoor> log)
    {
        using var held = await HeldBody.ReadAsync(context, MostBytes, door.Bytes);
        if (held.Refusal is { } refusal) return refusal;
        var body = held.Bytes;
        var reading = CanonicalEvents.ReadMany(body.Span);
        if (reading is EventsReading.Malformed malformed) return Answer.Error(StatusCodes.Status400BadRequest, malformed.Message, malformed.Path);
        var events = reading is EventsReading.Many many ? many.Events : [((EventsReading.One)reading).Event];
        if (!door.TryEnter(events.Count)) return Answer.Later(context, StatusCodes.Status429TooManyRequests, "too many events wait to be stored", RetrySeconds);
        try
        {
            if (reading is EventsReading.One) return One(context, await StoreAsync(door, (log, refused), events[0], body));
            var answers = await Task.WhenAll(events.Select(one => StoreAsync(door, (log, refused), one, null)));
            return TypedResults.Json(new EventListAnswer(answers), ApiJson.Default.EventListAnswer);
        }
        finally
        {
            door.Leave(events.Count);
        }
    }

    private static IResult One(HttpContext context, EventAnswer answer) => answer.Status switch
    {
        StatusCodes.Status200OK => TypedResults.Json(answer, ApiJson.Default.EventAnswer),
        StatusCodes.Status503ServiceUnavailable => Answer.Later(context, answer.Status, answer.Error!, RetrySeconds),
        _ => Answer.Error(answer.Status, answer.Error!, answer.Path),
    };

    private static async Task<EventAnswer> StoreAsync(IntakeDoor door, (ILogger Log, RefusedWrites Refused) told, EventReading reading, ReadOnlyMemory<byte>? body)
    {
        if (reading is EventReading.Malformed bad) return new EventAnswer(bad.Id, StatusCodes.Status400BadRequest, null, bad.Message, bad.Path);
        var fact = ((EventReading.Sound)reading).Event;
        if (door.WhyNoStore(fact.Store) is { } unknown) return new EventAnswer(fact.Id, StatusCodes.Status400BadRequest, null, unknown, "store");
        try
        {
            var raw = body ?? Encoding.UTF8.GetBytes(CanonicalEvents.Write(fact));
            var answer = await door.StoreAsync(new Delivery { Source = Source, Body = raw, Events = [fact] });
            var outcome = answer.Events.Count > 0 ? answer.Events[0] : EventOutcome.Duplicate;
            return new EventAnswer(fact.Id, StatusCodes.Status200OK, outcome.ToString().ToLowerInvariant(), null, null);
        }
        catch (StorageUnavailableException exception)
        {
            told.Refused.Add(told.Log, $"An event of {Source} was answered 503", exception);
            return new EventAnswer(fact.Id, StatusCodes.Status503ServiceUnavailable, null, "it cannot be stored now", null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A fault of ours with this one; the others of its list are answered as they were stored.
            Log.Failed(told.Log, exception, Source);
            return new EventAnswer(fact.Id, StatusCodes.Status503ServiceUnavailable, null, "it could not be processed; nothing was stored", null);
        }
    }
}

/// <param name="Id">The event's, where it can be told.</param>
/// <param name="Status">As the HTTP status that it would have had alone.</param>
/// <param name="Outcome">stored, duplicate, waiting (for its purchase) or ignored.</param>
/// <param name="Error">What is wrong.</param>
/// <param name="Path">Where.</param>
internal sealed record EventAnswer(string? Id, int Status, string? Outcome, string? Error, string? Path);

internal sealed record EventListAnswer(IReadOnlyList<EventAnswer> Results);
