using System.Text.Json;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api;

namespace PostPurchase.Server.Hosting;

/// <summary>Answers what a handler could not: a body that is no JSON of the expected form, and a database that cannot be written now.</summary>
internal static class ErrorAnswers
{
    private const int TryAgainAfterSeconds = 5;

    public static void UseErrorAnswers(this WebApplication app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException problem) when (!context.Response.HasStarted)
        {
            var json = problem.InnerException as JsonException;
            await Answer.Error(problem.StatusCode, (json ?? (Exception)problem).Message, json?.Path).ExecuteAsync(context);
        }
        catch (StorageUnavailableException problem) when (!context.Response.HasStarted)
        {
            await Answer.Later(context, StatusCodes.Status503ServiceUnavailable, problem.Message, TryAgainAfterSeconds).ExecuteAsync(context);
        }
    });
}
