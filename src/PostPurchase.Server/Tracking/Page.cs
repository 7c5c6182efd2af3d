using System.Text.Encodings.Web;
using PostPurchase.Core.Personalisation;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Tracking;

/// <summary>The frame of the pages that customers see: plain, branded, readable on a phone, without script, cookie or anything from elsewhere.</summary>
internal static class Page
{
    public static string Text(string? text) => HtmlEncoder.Default.Encode(text ?? "");

    /// <summary>A page; the title is text, the body markup.</summary>
    public static IResult Of(HttpContext context, VisitedMail mail, string title, string body, int status = StatusCodes.Status200OK) =>
        Of(context, mail.Words.Language, title, body, (status, mail.Store.Name, mail.Store.Brand));

    /// <summary>For a link that leads nowhere.</summary>
    public static IResult Gone(HttpContext context)
    {
        var words = Words.For(context.Request.Headers.AcceptLanguage.ToString());
        return Of(context, words.Language, words.GoneTitle, $"<p>{Text(words.Gone)}</p>", (StatusCodes.Status404NotFound, "", new Brand()));
    }

    /// <summary>For what cannot be saved now.</summary>
    public static IResult Later(HttpContext context, VisitedMail mail)
    {
        context.Response.Headers.RetryAfter = "30";
        return Of(context, mail, mail.Words.LaterTitle, $"<p>{Text(mail.Words.Later)}</p>", StatusCodes.Status503ServiceUnavailable);
    }

    public static string Button(string label) => $"<p><button type=\"submit\">{Text(label)}</button></p>";

    private static IResult Of(HttpContext context, string language, string title, string body, (int Status, string Store, Brand Brand) look)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = SecurityHeaders.PagePolicy;
        headers["X-Robots-Tag"] = "noindex, nofollow";
        var logo = look.Brand.LogoUrl is { } url ? $"<img src=\"{Text(url)}\" alt=\"{Text(look.Store)}\" style=\"max-height:3rem\">" : $"<strong>{Text(look.Store)}</strong>";
        return Results.Content(
            $$"""
            <!doctype html>
            <html lang="{{language}}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{Text(title)}}</title>
            <style>
            body { font: 1.0625rem/1.55 {{Text(look.Brand.Font)}}; color: #1c2430; background: #f5f6f8; margin: 0; padding: 1rem }
            main { max-width: 34rem; margin: 2rem auto; background: #fff; padding: 1.5rem; border-radius: .5rem }
            h1 { font-size: 1.5rem; line-height: 1.25; margin: 1rem 0 }
            label { display: block; padding: .5rem 0 }
            input[type=checkbox], input[type=radio] { width: 1.2rem; height: 1.2rem; vertical-align: middle; margin-right: .5rem }
            button { font: inherit; padding: .7rem 1.4rem; border: 0; border-radius: .375rem; background: {{Text(look.Brand.Color)}}; color: {{Text(look.Brand.TextOnColor)}}; cursor: pointer }
            button:focus-visible, a:focus-visible, input:focus-visible { outline: 3px solid #1c2430; outline-offset: 2px }
            </style>
            </head>
            <body><main>{{logo}}<h1>{{Text(title)}}</h1>
            {{body}}
            </main></body>
            </html>
            """,
            "text/html; charset=utf-8", statusCode: look.Status);
    }
}
