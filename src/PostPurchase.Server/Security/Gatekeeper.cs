using System.Security.Cryptography;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Security;

/// <summary>Says who makes a request: the holder of a key, a person who signed in, or somebody at this machine where that is switched on.</summary>
internal sealed class Gatekeeper(Database database, SecuritySettings security, TimeProvider clock)
{
    private const string Bearer = "Bearer ";

    private readonly KeyStore _keys = new(database);
    private readonly LoginStore _logins = new(database);

    /// <summary>The caller, or the status that refuses the request and why.</summary>
    public async Task<Admission> AdmitAsync(HttpContext context, string scope)
    {
        var answer = await IdentifyAsync(context);
        if (answer is not Admission.Granted { Caller: var caller }) return answer;
        if (caller.Kind == CallerKind.Account && !IsSafe(context.Request) && !HasToken(context.Request))
            return new Admission.Refused(StatusCodes.Status403Forbidden, $"expected the header {Cookies.TokenHeader} with the token that /api/v1/me gives");
        if (ApiScopes.Allows(caller.Scope, scope)) return answer;
        var who = caller.Role is { } role ? $"the role {role}" : "this key";
        return new Admission.Refused(StatusCodes.Status403Forbidden, $"{who} has the {(caller.Scope.Contains(',', StringComparison.Ordinal) ? "scopes" : "scope")} {caller.Scope.Replace(",", ", ", StringComparison.Ordinal)}; this takes {scope}");
    }

    /// <summary>The caller of a request, whatever they may do.</summary>
    public async Task<Admission> IdentifyAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return await _keys.FindAsync(Secret.HashOf(header[Bearer.Length..].Trim())) is { } key
                ? new Admission.Granted(new Caller(CallerKind.Key, key.Name, key.Scope))
                : new Admission.Refused(StatusCodes.Status401Unauthorized, "this key is not known");
        }
        if (Cookies.SecretOf(context.Request) is { } secret && await _logins.FindAsync(Secret.HashOf(secret), clock.Now(), context.RequestAborted) is { Account: var account } login)
            return new Admission.Granted(new Caller(CallerKind.Account, account.Name, Roles.ScopesOf(account.Role), account.Role, login.Id));
        if (security.OpenOnLoopback && Origins.IsFromHere(context)) return new Admission.Granted(Caller.ThisMachine);
        return new Admission.Refused(StatusCodes.Status401Unauthorized, "sign in, or send the header 'Authorization: Bearer KEY' (a key comes from: postpurchase key add NAME --scope SCOPE)");
    }

    /// <summary>Whether the caller of a page looks like one who is known by more than a key, without asking the database: a cookie may be of a login that has ended.</summary>
    public bool Expects(HttpContext context) => Cookies.SecretOf(context.Request) is not null || (security.OpenOnLoopback && Origins.IsFromHere(context));

    private static bool IsSafe(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    // The token is made from the cookie's secret, which no other site can read: a form or script of theirs cannot send it.
    private static bool HasToken(HttpRequest request) =>
        Cookies.SecretOf(request) is { } secret && Origins.IsOwn(request)
        && CryptographicOperations.FixedTimeEquals(Secret.HashOf(request.Headers[Cookies.TokenHeader].ToString()), Secret.HashOf(Cookies.TokenOf(secret)));
}

/// <summary>Whether a request may go on.</summary>
internal abstract record Admission
{
    private Admission()
    {
    }

    /// <summary>It may, as this caller.</summary>
    public sealed record Granted(Caller Caller) : Admission;

    /// <summary>It may not.</summary>
    /// <param name="Status">401 where nobody is known, 403 where it is too much for the caller.</param>
    /// <param name="Why">For people.</param>
    public sealed record Refused(int Status, string Why) : Admission;
}
