using System.Globalization;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Access;

/// <summary>The caller's own affairs: sign in and out, password, browsers.</summary>
internal static class MeEndpoints
{
    public static async Task<IResult> ShowAsync(HttpContext context, Gatekeeper gatekeeper, RunnerService runner) => Json(await MeAsync(context, gatekeeper, runner));

    public static async Task<IResult> LoginAsync(LoginRequest request, HttpContext context, SignIn signIn, RunnerService runner)
    {
        if (!Origins.IsOwn(context.Request)) return Answer.Error(403, "this page is not of this server");
        var name = AccountName.Of(request.Name);
        var answer = name is null || string.IsNullOrEmpty(request.Password)
            ? new SignInAnswer.Wrong()
            : await signIn.TryAsync(name, request.Password, Origins.VisitorOf(context, runner.Settings.Security), context.Request.Headers.UserAgent.ToString(), context.RequestAborted);
        switch (answer)
        {
            case SignInAnswer.Done done:
                return Welcome(context, new AccountStore(runner.Database).Find(name!)!, done.Secret);
            case SignInAnswer.Locked locked:
                var minutes = Math.Max(1, (int)Math.Ceiling(locked.Wait.TotalMinutes));
                return Answer.Later(context, 429, string.Create(CultureInfo.InvariantCulture, $"too many wrong passwords: try again in {minutes} min"), minutes * 60);
            default:
                return Answer.Error(401, "the name or the password is wrong");
        }
    }

    public static async Task<IResult> SetupAsync(SetupRequest request, HttpContext context, SetupToken token, SignIn signIn, RunnerService runner, TimeProvider clock)
    {
        if (!token.Is(request.Token)) return Answer.Error(400, "expected the token of the address that serve printed at its last start", "token");
        if (AccountName.Of(request.Name) is not { } name) return Answer.Error(400, AccountName.Expected, "name");
        if (Passwords.ProblemOf(request.Password, name) is { } problem) return Answer.Error(400, problem, "password");
        if (await new AccountStore(runner.Database).AddAsync(name, Roles.Admin, Passwords.Hash(request.Password!), name, clock.Now(), onlyFirst: true, context.RequestAborted) is null)
            return Answer.Error(409, "there is an account already: sign in");
        return await LoginAsync(new LoginRequest(name, request.Password), context, signIn, runner);
    }

    public static async Task<IResult> LogoutAsync(HttpContext context, RunnerService runner)
    {
        if (context.Caller() is { Kind: CallerKind.Account } caller && new AccountStore(runner.Database).Find(caller.Name) is { } account)
            await new LoginStore(runner.Database).EndAsync(caller.LoginId, account, context.RequestAborted);
        Cookies.Clear(context);
        return TypedResults.NoContent();
    }

    public static IResult Logins(HttpContext context, RunnerService runner, TimeProvider clock)
    {
        var caller = context.Caller();
        IReadOnlyList<Login> logins = caller.Kind == CallerKind.Account && new AccountStore(runner.Database).Find(caller.Name) is { } account ? new LoginStore(runner.Database).Of(account, clock.Now()) : [];
        var rows = logins.Select(login => new LoginRow(Form.Id(login.Id), login.Id == caller.LoginId, Form.At(login.StartedAt), Form.At(login.SeenAt), login.Agent)).ToList();
        return TypedResults.Json(new Items<LoginRow>(rows, null), AccessJson.Default.ItemsLoginRow);
    }

    public static async Task<IResult> EndLoginAsync(string id, HttpContext context, RunnerService runner)
    {
        var isEnded = Form.TryId(id, out var number) && context.Caller() is { Kind: CallerKind.Account } caller && new AccountStore(runner.Database).Find(caller.Name) is { } account
            && await new LoginStore(runner.Database).EndAsync(number, account, context.RequestAborted);
        return isEnded ? TypedResults.NoContent() : Answer.Error(404, "you are not signed in there");
    }

    public static async Task<IResult> ChangePasswordAsync(PasswordRequest request, HttpContext context, RunnerService runner, SignIn signIn, TimeProvider clock)
    {
        var caller = context.Caller();
        if (caller.Kind != CallerKind.Account) return Answer.Error(400, "only somebody who signed in has a password");
        if (Passwords.ProblemOf(request.New, caller.Name) is { } problem) return Answer.Error(400, problem, "new");
        if (!await signIn.IsPasswordAsync(caller.Name, request.Old ?? "", context.RequestAborted)) return Answer.Error(400, "this is not your password", "old");
        await new AccountStore(runner.Database).SetPasswordAsync(caller.Name, Passwords.Hash(request.New!), caller.LoginId, caller.Name, clock.Now(), context.RequestAborted);
        return TypedResults.NoContent();
    }

    // The cookie comes with this very answer: the next request has it, this one had not.
    private static Microsoft.AspNetCore.Http.HttpResults.JsonHttpResult<MeAnswer> Welcome(HttpContext context, Account account, string secret)
    {
        Cookies.Set(context, secret);
        return Json(new MeAnswer(true, false, account.Name, account.Role, Scopes(Roles.ScopesOf(account.Role)), Cookies.TokenOf(secret)));
    }

    private static async Task<MeAnswer> MeAsync(HttpContext context, Gatekeeper gatekeeper, RunnerService runner)
    {
        if (await gatekeeper.IdentifyAsync(context) is not Admission.Granted { Caller: var caller }) return new MeAnswer(false, !new AccountStore(runner.Database).HasAny(), null, null, [], null);
        var token = caller.Kind == CallerKind.Account && Cookies.SecretOf(context.Request) is { } secret ? Cookies.TokenOf(secret) : null;
        return new MeAnswer(true, false, caller.Name, caller.Role, Scopes(caller.Scope), token);
    }

    private static IReadOnlyList<string> Scopes(string granted) => [.. ApiScopes.All.Where(scope => ApiScopes.Allows(granted, scope))];

    private static Microsoft.AspNetCore.Http.HttpResults.JsonHttpResult<MeAnswer> Json(MeAnswer answer) => TypedResults.Json(answer, AccessJson.Default.MeAnswer);
}

/// <param name="SignedIn">Whether the caller is known.</param>
/// <param name="NeedsSetup">Whether nobody has an account yet.</param>
/// <param name="Name">The account's or key's name.</param>
/// <param name="Role">The account's role.</param>
/// <param name="Scopes">What the caller may do.</param>
/// <param name="Csrf">To be sent as X-Csrf-Token with each change; null where no cookie is used.</param>
internal sealed record MeAnswer(bool SignedIn, bool NeedsSetup, string? Name, string? Role, IReadOnlyList<string> Scopes, string? Csrf);

internal sealed record LoginRequest(string? Name, string? Password);

internal sealed record SetupRequest(string? Token, string? Name, string? Password);

internal sealed record PasswordRequest(string? Old, string? New);

internal sealed record LoginRow(string Id, bool IsThis, string StartedAt, string SeenAt, string? Agent);
