using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Api;

/// <summary>Answers in the one form that errors have: <c>{"error","path"}</c>.</summary>
internal static class Answer
{
    public static JsonHttpResult<ErrorAnswer> Error(int status, string error, string? path = null) =>
        TypedResults.Json(new ErrorAnswer(error, path), ApiJson.Default.ErrorAnswer, statusCode: status);

    /// <summary>Refuses for what settings say: the texts, and each with the name of its setting beside it.</summary>
    public static JsonHttpResult<ErrorAnswer> Settings(int status, IReadOnlyList<SettingProblem> problems, string? path = null) =>
        TypedResults.Json(new ErrorAnswer(string.Join("; ", problems.Select(problem => problem.Text)), path, problems), ApiJson.Default.ErrorAnswer, statusCode: status);

    /// <summary>Refuses for now, with when to come again.</summary>
    public static JsonHttpResult<ErrorAnswer> Later(HttpContext context, int status, string error, int seconds)
    {
        context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Error(status, error);
    }
}

/// <param name="Error">What was wrong, what was expected, what to do.</param>
/// <param name="Path">The field, or null.</param>
/// <param name="Settings">Where it is about settings: each with its name; else left out.</param>
internal sealed record ErrorAnswer(string Error, string? Path, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<SettingProblem>? Settings = null);
