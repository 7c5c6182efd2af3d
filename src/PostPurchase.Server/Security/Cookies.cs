using System.Buffers.Text;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Security;

/// <summary>The cookie of a browser in which somebody signed in, and the token that its page sends with each change.</summary>
internal static class Cookies
{
    public const string TokenHeader = "X-Csrf-Token";

    private const string Name = "postpurchase";

    public static string? SecretOf(HttpRequest request) => request.Cookies[Name] is { Length: > 0 } secret ? secret : null;

    /// <summary>What a page has to send with each change; known to whoever can read answers made for the cookie.</summary>
    public static string TokenOf(string secret) => Base64Url.EncodeToString(Secret.HashOf("csrf " + secret));

    /// <summary>Out of reach of scripts, not sent with what other sites post, and over TLS only where the request came over TLS.</summary>
    public static void Set(HttpContext context, string secret) => context.Response.Cookies.Append(Name, secret, OptionsOf(context, LoginStore.LongestLogin.ToTimeSpan()));

    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(Name, OptionsOf(context, null));

    private static CookieOptions OptionsOf(HttpContext context, TimeSpan? age) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = IsOverTls(context.Request), Path = "/", MaxAge = age, IsEssential = true };

    // The header of a proxy is believed without asking who sent it: a visitor who makes it up only makes the own cookie stricter.
    private static bool IsOverTls(HttpRequest request) => request.IsHttps || request.Headers["X-Forwarded-Proto"].ToString().Equals("https", StringComparison.OrdinalIgnoreCase);
}
