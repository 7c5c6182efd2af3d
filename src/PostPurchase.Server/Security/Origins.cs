using System.Net;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Security;

/// <summary>Where a request comes from.</summary>
internal static class Origins
{
    /// <summary>
    /// From this machine. The name in the Host header counts too: a page elsewhere whose name was made to point here (DNS rebinding) sends its own. And no other site's
    /// form or script.
    /// </summary>
    public static bool IsFromHere(HttpContext context)
    {
        var isHere = context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
        return isHere && IsLoopbackName(context.Request.Host.Host) && IsOwn(context.Request);
    }

    /// <summary>Not from another site's page.</summary>
    public static bool IsOwn(HttpRequest request) =>
        request.Headers.Origin.ToString() is not { Length: > 0 } origin || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority == request.Host.Value);

    /// <summary>The visitor's address; that which a proxy in front tells, where the settings say that there is one.</summary>
    public static IPAddress? VisitorOf(HttpContext context, SecuritySettings security)
    {
        var forwarded = context.Request.Headers["X-Forwarded-For"].ToString();
        return security.TrustForwardedFor && IPAddress.TryParse(forwarded.Split(',')[^1].Trim(), out var visitor) ? visitor : context.Connection.RemoteIpAddress;
    }

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
