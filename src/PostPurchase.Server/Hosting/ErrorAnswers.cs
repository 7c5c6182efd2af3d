using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api;

namespace PostPurchase.Server.Hosting;

/// <summary>Answers what a handler could not: a value or body that is not as expected, and a database that cannot be written now.</summary>
internal static partial class ErrorAnswers
{
    private const int TryAgainAfterSeconds = 5;
    private const int Refused = StatusCodes.Status400BadRequest;

    public static void UseErrorAnswers(this WebApplication app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
            if (context.Response is { StatusCode: Refused, HasStarted: false, ContentType: null } && AskedValues.Problem(context) is { } asked) await Answer.Error(Refused, asked.Error, asked.Path).ExecuteAsync(context);
        }
        catch (BadHttpRequestException problem) when (!context.Response.HasStarted)
        {
            await AnswerTo(problem, context).ExecuteAsync(context);
        }
        catch (StorageUnavailableException problem) when (!context.Response.HasStarted)
        {
            await Answer.Later(context, StatusCodes.Status503ServiceUnavailable, problem.Message, TryAgainAfterSeconds).ExecuteAsync(context);
        }
    });

    private static JsonHttpResult<ErrorAnswer> AnswerTo(BadHttpRequestException problem, HttpContext context)
    {
        if (problem.InnerException is JsonException json) return Answer.Error(problem.StatusCode, WordsOf(json), json.Path);
        if (problem.StatusCode == Refused && AskedValues.Problem(context) is { } asked) return Answer.Error(Refused, asked.Error, asked.Path);
        return LacksBody(problem) ? Answer.Error(Refused, "expected a JSON document in the body, and there is none", "$") : Answer.Error(problem.StatusCode, problem.Message);
    }

    // The framework says so with the names of this program's types; the body null is none either.
    private static bool LacksBody(BadHttpRequestException problem) =>
        problem.Message.Contains("was not provided from body", StringComparison.Ordinal) || problem.Message.StartsWith("Implicit body inferred", StringComparison.Ordinal);

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
