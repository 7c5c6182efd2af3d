using System.Net;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Security;

/// <summary>Who may call the API: whoever has a key with the scope, and people at this machine where that is switched on.</summary>
internal sealed class ApiKeys(Database database, SecuritySettings security)
{
    private readonly KeyStore _keys = new(database);

    /// <summary>Null when the call may go on, else the status that refuses it and why.</summary>
    public async Task<(int Status, string Why)?> RefusalAsync(HttpContext context, string scope)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            if (security.OpenOnLoopback && IsFromHere(context)) return null;
            return (StatusCodes.Status401Unauthorized, "expected the header 'Authorization: Bearer KEY' (a key comes from: postpurchase key add NAME --scope SCOPE)");
        }
        if (await _keys.FindAsync(ApiSecret.HashOf(header["Bearer ".Length..].Trim())) is not { } key) return (StatusCodes.Status401Unauthorized, "this key is not known");
        return ApiScopes.Allows(key.Scope, scope) ? null : (StatusCodes.Status403Forbidden, $"this key has the scope {key.Scope}, expected {scope}");
    }

    // The name in the Host header too: a page elsewhere whose name was made to point here (DNS rebinding) sends its own. And no other site's form or script.
    private static bool IsFromHere(HttpContext context)
    {
        var isHere = context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
        return isHere && IsLoopbackName(context.Request.Host.Host) && IsOwnOrigin(context.Request);
    }

    private static bool IsOwnOrigin(HttpRequest request) =>
        request.Headers.Origin.ToString() is not { Length: > 0 } origin || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority == request.Host.Value);

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
