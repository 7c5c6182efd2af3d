using PostPurchase.Engine.Connectors;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Webhooks;

/// <summary><c>POST /hooks/{source}</c>: size, signature over the raw bytes, meaning, storage; the answer comes after the commit.</summary>
internal static class HookEndpoint
{
    public const int MostBytes = 1024 * 1024;

    private const int RetrySeconds = 5;

    public static void MapHooks(this WebApplication app)
    {
        // Asked for once: a scope of services for each webhook is work that nothing needs.
        var services = new HookServices(app.Services);
        app.MapPost("/hooks/{source}", (HttpContext context, string source) => PostAsync(context, source, services)).ExcludeFromDescription();
    }

    private static async Task<IResult> PostAsync(HttpContext context, string source, HookServices services)
    {
        var (runner, door, refused, clock, log) = (services.Runner, services.Door, services.Refused, services.Clock, services.Log);
        if (!runner.Settings.Sources.TryGetValue(source, out var hook)) return Answer.Error(StatusCodes.Status404NotFound, $"there is no source '{source}'");
        using var held = await HeldBody.ReadAsync(context, MostBytes, door.Bytes);
        if (held.Refusal is { } refusal) return refusal;
        var body = held.Bytes;
        var headers = new HookHeaders(name => context.Request.Headers[name].ToString());
        if (hook.Kind.IsMailProvider()) return await ProviderCalls.TakeAsync(context, (source, hook), headers, body);
        var topic = Hooks.TopicOf(hook.Kind, headers);
        var reading = Hooks.Read(hook, headers, body, clock.Now());
        if (reading is not HookReading.BadSignature) NoteSecret(services.Uses, (source, hook), headers, body, clock.Now());
        switch (reading)
        {
            case HookReading.Events read:
                return await StoreAsync(context, door, log, new Delivery { Source = source, DeliveryId = read.DeliveryId, Topic = topic, Body = body, Events = read.Items }, null);
            case HookReading.Ignored read:
                return await StoreAsync(context, door, log, new Delivery { Source = source, DeliveryId = read.DeliveryId, Topic = topic, Body = body, Events = [] }, read.Reason);
            case HookReading.Erasure read:
                return await EraseAsync(context, runner, log, (source, hook.Store), read, clock.Now());
            case HookReading.Ping:
                return ReadyAnswer.Pong;
            case HookReading.Malformed read:
                refused.Add(new(clock.Now(), source, StatusCodes.Status400BadRequest, read.Path.Length == 0 ? read.Message : $"{read.Path}: {read.Message}", body.Length));
                return Answer.Error(StatusCodes.Status400BadRequest, read.Message, read.Path);
            case HookReading.BadSignature read:
                refused.Add(new(clock.Now(), source, StatusCodes.Status401Unauthorized, read.Reason, body.Length));
                return Answer.Error(StatusCodes.Status401Unauthorized, read.Reason);
            case var other:
                throw new InvalidOperationException($"{other.GetType().Name} is no known reading");
        }
    }

    // Read once more only while two secrets are accepted: without the old one it says which of them signed.
    private static void NoteSecret(SecretUses uses, (string Name, HookSource Hook) source, HookHeaders headers, ReadOnlyMemory<byte> body, NodaTime.Instant now)
    {
        var isPrevious = source.Hook.PreviousSecret is not null && Hooks.Read(source.Hook with { PreviousSecret = null }, headers, body, now) is HookReading.BadSignature;
        uses.Add(source.Name, isPrevious, now);
    }

    private static async Task<IResult> EraseAsync(HttpContext context, RunnerService runner, ILogger log, (string Name, string Store) source, HookReading.Erasure asked, NodaTime.Instant now)
    {
        try
        {
            var isFound = await CustomerActions.ForgetAsync(runner, (source.Store, asked.Email, asked.ExternalId), source.Name, now);
            return TypedResults.Json(isFound ? new HookAnswer("erased", null) : new HookAnswer("ignored", "nobody is known by that address or id"), ApiJson.Default.HookAnswer);
        }
        catch (StorageUnavailableException exception)
        {
            Refused(context, log, source.Name, exception);
            return Answer.Later(context, StatusCodes.Status503ServiceUnavailable, "it cannot be done now", RetrySeconds);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.Failed(log, exception, source.Name);
            return Answer.Later(context, StatusCodes.Status503ServiceUnavailable, "it could not be done to its end", RetrySeconds);
        }
    }

    private static async Task<IResult> StoreAsync(HttpContext context, IntakeDoor door, ILogger log, Delivery delivery, string? ignoredBecause)
    {
        var events = Math.Max(1, delivery.Events.Count);
        if (!door.TryEnter(events)) return Answer.Later(context, StatusCodes.Status429TooManyRequests, "too many deliveries wait to be stored", RetrySeconds);
        try
        {
            var answer = await door.StoreAsync(delivery);
            if (ignoredBecause is null) return answer.IsDuplicate ? ReadyAnswer.Duplicate : ReadyAnswer.Stored;
            return TypedResults.Json(new HookAnswer(answer.IsDuplicate ? "duplicate" : "ignored", ignoredBecause), ApiJson.Default.HookAnswer);
        }
        catch (StorageUnavailableException exception)
        {
            Refused(context, log, delivery.Source, exception);
            return Answer.Later(context, StatusCodes.Status503ServiceUnavailable, "it cannot be stored now", RetrySeconds);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A fault of ours: nothing was stored, and the sender shall come again when it is repaired.
            Log.Failed(log, exception, delivery.Source);
            return Answer.Later(context, StatusCodes.Status503ServiceUnavailable, "it could not be processed; nothing was stored", RetrySeconds);
        }
        finally
        {
            door.Leave(events);
        }
    }

    private static void Refused(HttpContext context, ILogger log, string source, StorageUnavailableException problem) =>
        context.RequestServices.GetRequiredService<RefusedWrites>().Add(log, $"A delivery of {source} was answered 503", problem);
}

/// <summary>What every webhook needs.</summary>
internal sealed class HookServices(IServiceProvider services)
{
    public RunnerService Runner { get; } = services.GetRequiredService<RunnerService>();

    public IntakeDoor Door { get; } = services.GetRequiredService<IntakeDoor>();

    public RefusedHooks Refused { get; } = services.GetRequiredService<RefusedHooks>();

    public SecretUses Uses { get; } = services.GetRequiredService<SecretUses>();

    public TimeProvider Clock { get; } = services.GetRequiredService<TimeProvider>();

    public ILogger Log { get; } = services.GetRequiredService<ILogger<IntakeDoor>>();
}

/// <param name="Status">stored, duplicate, ignored, erased (a customer, as the store asked) or pong.</param>
/// <param name="Reason">Why it was ignored.</param>
internal sealed record HookAnswer(string Status, string? Reason);
