using PostPurchase.Engine.Bounces;
using PostPurchase.Engine.Connectors;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Feedback.Providers;
using PostPurchase.Server.Api;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Webhooks;

/// <summary>Calls of mail providers to <c>/hooks/{source}</c>: bounces and complaints. The answer comes after what they say is on disk.</summary>
internal static class ProviderCalls
{
    private const int RetrySeconds = 30;

    public static async Task<IResult> TakeAsync(HttpContext context, (string Name, HookSource Hook) source, HookHeaders headers, ReadOnlyMemory<byte> body)
    {
        var services = context.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().Now();
        switch (await services.GetRequiredService<ProviderHooks>().ReadAsync(source.Hook, headers, body, now, context.RequestAborted))
        {
            case ProviderReading.Reports read:
                return await StoreAsync(context, (source.Name, read.DeliveryId), body, read.Items, null);
            case ProviderReading.Ignored read:
                return await StoreAsync(context, (source.Name, read.DeliveryId), body, [], read.Reason);
            case ProviderReading.Malformed read:
                return Answer.Error(StatusCodes.Status400BadRequest, read.Message);
            case ProviderReading.BadSignature read:
                return Answer.Error(StatusCodes.Status401Unauthorized, read.Reason);
            case ProviderReading.Unavailable read:
                return Answer.Later(context, StatusCodes.Status503ServiceUnavailable, read.Reason, RetrySeconds);
            case var other:
                throw new InvalidOperationException($"{other.GetType().Name} is no known reading");
        }
    }

    private static async Task<IResult> StoreAsync(
        HttpContext context, (string Source, string DeliveryId) name, ReadOnlyMemory<byte> body, IReadOnlyList<ProviderReport> reports, string? ignoredBecause)
    {
        var runner = context.RequestServices.GetRequiredService<RunnerService>();
        try
        {
            var now = context.RequestServices.GetRequiredService<TimeProvider>().Now();
            var answer = await runner.Engine.Bounces.TakeCallAsync(name, body, reports, now, CancellationToken.None);
            if (answer.AppliedCount > 0) runner.WakeUp();
            return TypedResults.Json(new HookAnswer(answer.IsDuplicate ? "duplicate" : ignoredBecause is null ? "stored" : "ignored", ignoredBecause), ApiJson.Default.HookAnswer);
        }
        catch (StorageUnavailableException exception)
        {
            context.RequestServices.GetRequiredService<RefusedWrites>().Add(context.RequestServices.GetRequiredService<ILogger<ProviderHooks>>(), $"A delivery of {name.Source} was answered 503", exception);
            return Answer.Later(context, StatusCodes.Status503ServiceUnavailable, "it cannot be stored now", RetrySeconds);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.Failed(context.RequestServices.GetRequiredService<ILogger<ProviderHooks>>(), exception, name.Source);
            return Answer.Later(context, StatusCodes.Status503ServiceUnavailable, "it could not be processed; nothing was stored", RetrySeconds);
        }
    }
}
