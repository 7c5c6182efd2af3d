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
        if (links.FindMail(token) is not { } mail) return Page.Gone(context);
        if (MailAsSent.Of(runner, mail.Send, clock.Now()) is not { Html: { } html } shown) return Page.NotKept(context, mail);
        if (shown.Again == MadeAgain.OtherTemplate) html = WithNote(html, mail.Words.EarlierTemplate);
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        return Results.Content(html, "text/html; charset=utf-8");
    }

    private static string WithNote(string html, string note)
    {
        var body = html.IndexOf("<body", StringComparison.OrdinalIgnoreCase);
        var start = body < 0 ? 0 : html.IndexOf('>', body) + 1;
        return html.Insert(start, $"<p role=\"note\" style=\"margin:0;padding:12px 16px;background:#fff4d6;color:#3d2e00;font:15px/1.5 sans-serif;text-align:center\">{Page.Text(note)}</p>");
    }
}
