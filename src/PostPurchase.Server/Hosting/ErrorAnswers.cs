using System.Text.Json;
using System.Text.RegularExpressions;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api;

namespace PostPurchase.Server.Hosting;

/// <summary>Answers what a handler could not: a body that is no JSON of the expected form, and a database that cannot be written now.</summary>
internal static partial class ErrorAnswers
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
            await Answer.Error(problem.StatusCode, json is null ? problem.Message : WordsOf(json), json?.Path).ExecuteAsync(context);
        }
        catch (StorageUnavailableException problem) when (!context.Response.HasStarted)
        {
            await Answer.Later(context, StatusCodes.Status503ServiceUnavailable, problem.Message, TryAgainAfterSeconds).ExecuteAsync(context);
        }
    });

    /// <summary>What is wrong with a body, without the types of this program: callers know their JSON only.</summary>
    public static string WordsOf(JsonException problem)
    {
        var key = (problem.Path ?? "$").Split('.')[^1];
        var at = problem.LineNumber is { } line ? $" (line {line + 1}, byte {problem.BytePositionInLine + 1})" : "";
        return problem.Message switch
        {
            var text when UnknownKey().Match(text) is { Success: true } unknown => $"unknown key '{unknown.Groups[1].Value}'",
            var text when MissingKeys().Match(text) is { Success: true } missing => $"missing: {missing.Groups[1].Value.TrimEnd('.')}",
            var text when text.Contains("could not be converted", StringComparison.Ordinal) => $"'{key}' is of another kind than expected: text, a number, true or false, a list or an object{at}",
            var text => $"this is no JSON: {text.Split(" Path: ")[0].TrimEnd()}{at}",
        };
    }

    [GeneratedRegex("property '(.*)' could not be mapped", RegexOptions.CultureInvariant)]
    private static partial Regex UnknownKey();

    [GeneratedRegex("missing required properties including: (.*)", RegexOptions.CultureInvariant)]
    private static partial Regex MissingKeys();
}
