using PostPurchase.Engine.Scheduling;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Tracking;

/// <summary><c>/v/{token}</c>: the mail in a browser, in a sandbox of its own.</summary>
internal static class ViewEndpoint
{
    private const string Policy =
        "default-src 'none'; img-src https: http: data:; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation";

    public static IResult Show(HttpContext context, string token, MailLinks links, RunnerService runner, TimeProvider clock)
    {
        if (links.Find(token) is not { } mail || MailAsSent.Of(runner, mail.Send, clock.Now()).Html is not { } html) return Page.Gone(context);
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        return Results.Content(html, "text/html; charset=utf-8");
    }
}
