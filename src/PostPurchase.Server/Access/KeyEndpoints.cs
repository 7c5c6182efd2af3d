using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Access;

internal static class KeyEndpoints
{
    public static IResult List(RunnerService runner) => TypedResults.Json(
        new Items<KeyRow>([.. new KeyStore(runner.Database).List().Select(row => new KeyRow(row.Key.Name, row.Key.Scope.Split(','), Form.At(row.CreatedAt)))], null), AccessJson.Default.ItemsKeyRow);

    public static async Task<IResult> AddAsync(KeyRequest request, HttpContext context, RunnerService runner, TimeProvider clock)
    {
        var name = request.Name?.Trim();
        if (name is not { Length: > 0 and <= 100 }) return Answer.Error(400, "expected a name of at most 100 characters that says what the key is for", "name");
        if (ApiScopes.Parse(string.Join(',', request.Scopes ?? [])) is not { } scope) return Answer.Error(400, $"expected some of {string.Join(", ", ApiScopes.All)}", "scopes");
        if (Beyond(scope, context) is { } more) return Answer.Error(403, $"you may not give the scope {more}", "scopes");
        var secret = Secret.CreateKey();
        return await new KeyStore(runner.Database).AddAsync(new ApiKey(name, scope), Secret.HashOf(secret), context.Caller().Name, clock.Now(), context.RequestAborted)
            ? TypedResults.Json(new NewKey(name, scope.Split(','), secret), AccessJson.Default.NewKey)
            : Answer.Error(409, $"there is a key named {name} already, or there was one", "name");
    }

    public static async Task<IResult> RevokeAsync(string name, HttpContext context, RunnerService runner, TimeProvider clock)
    {
        var keys = new KeyStore(runner.Database);
        var scope = keys.List().FirstOrDefault(row => row.Key.Name == name).Key?.Scope;
        if (scope is not null && Beyond(scope, context) is { } more) return Answer.Error(403, $"you may not revoke a key with the scope {more}");
        return await keys.RevokeAsync(name, context.Caller().Name, clock.Now(), context.RequestAborted) ? TypedResults.NoContent() : Answer.Error(404, $"there is no key named {name}");
    }

    // Nobody makes or ends a key that may do more than they may themselves.
    private static string? Beyond(string scope, HttpContext context) => scope.Split(',').FirstOrDefault(word => !ApiScopes.Allows(context.Caller().Scope, word));
}

internal sealed record KeyRow(string Name, IReadOnlyList<string> Scopes, string CreatedAt);

internal sealed record KeyRequest(string? Name, IReadOnlyList<string>? Scopes);

/// <param name="Name">What it is for.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Secret">The key itself: shown this once, only its hash is kept.</param>
internal sealed record NewKey(string Name, IReadOnlyList<string> Scopes, string Secret);
