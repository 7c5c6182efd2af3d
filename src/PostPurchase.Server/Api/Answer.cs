using Microsoft.AspNetCore.Http.HttpResults;

namespace PostPurchase.Server.Api;

/// <summary>Answers in the one form that errors have: <c>{"error","path"}</c>.</summary>
internal static class Answer
{
    public static JsonHttpResult<ErrorAnswer> Error(int status, string error, string? path = null) =>
        TypedResults.Json(new ErrorAnswer(error, path), ApiJson.Default.ErrorAnswer, statusCode: status);

    /// <summary>Refuses for now, with when to come again.</summary>
    public static JsonHttpResult<ErrorAnswer> Later(HttpContext context, int status, string error, int seconds)
    {
        context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Error(status, error);
    }
}

internal sealed record ErrorAnswer(string Error, string? Path);
