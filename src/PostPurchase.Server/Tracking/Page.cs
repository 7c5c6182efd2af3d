using System.Text.Encodings.Web;
using PostPurchase.Core.Personalisation;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Tracking;

/// <summary>The frame of the pages that customers see: plain, branded, readable on a phone and in the dark, without script, cookie or anything from elsewhere.</summary>
internal static class Page
{
    public static string Text(string? text) => HtmlEncoder.Default.Encode(text ?? "");

    /// <summary>A page; the title is text, the body markup.</summary>
    public static IResult Of(HttpContext context, VisitedMail mail, string title, string body, int status = StatusCodes.Status200OK) =>
        Of(context, mail.Words.Language, title, body, (status, mail.Store.Name, mail.Store.Brand));

    /// <summary>For a link that leads nowhere.</summary>
    public static IResult Gone(HttpContext context)
    {
        var words = WordsOf(context);
        return Of(context, words.Language, words.GoneTitle, $"<p>{Text(words.Gone)}</p>", (StatusCodes.Status404NotFound, "", new Brand()));
    }

    /// <summary>For a mail that was sent and cannot be shown any more, as after an erasure: nothing of whom it was to is known then, not even a language.</summary>
    public static IResult NotKept(HttpContext context, VisitedMail mail)
    {
        var words = WordsOf(context);
        return Of(context, words.Language, words.NotKeptTitle, $"<p>{Text(words.NotKept)}</p>", (StatusCodes.Status404NotFound, mail.Store.Name, mail.Store.Brand));
    }

    /// <summary>For who was erased: their language is known no more, so the visitor's counts, and then the shop's.</summary>
    public static IResult Erased(HttpContext context, VisitedMail mail)
    {
        var words = context.Request.Headers.AcceptLanguage.Count > 0 ? WordsOf(context) : mail.Words;
        return Of(context, words.Language, words.ErasedTitle, $"<p>{Text(words.Erased)}</p>", (StatusCodes.Status200OK, mail.Store.Name, mail.Store.Brand));
    }

    /// <summary>For a form that is none.</summary>
    public static IResult NotRead(HttpContext context, VisitedMail mail) =>
        Of(context, mail, mail.Words.NotReadTitle, $"<p>{Text(mail.Words.NotRead)}</p>", StatusCodes.Status400BadRequest);

    /// <summary>For what cannot be saved now.</summary>
    public static IResult Later(HttpContext context, VisitedMail mail)
    {
        context.Response.Headers.RetryAfter = "30";
        return Of(context, mail, mail.Words.LaterTitle, $"<p>{Text(mail.Words.Later)}</p>", StatusCodes.Status503ServiceUnavailable);
    }

    public static string Button(string label) => $"<p><button type=\"submit\">{Text(label)}</button></p>";

    /// <summary>A name, in the direction of its own letters.</summary>
    public static string Name(string? name) => $"<bdi>{Text(name)}</bdi>";

    private static Words WordsOf(HttpContext context) => Words.For(context.Request.Headers.AcceptLanguage.ToString());

    // In a style sheet no entity is read and no quote protects: what is more than words, commas, dashes and a colour's # is not written at all.
    private static string Css(string value, string usual)
    {
        var plain = value.Replace("\"", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal);
        return plain.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or ',' or '-' or '#') ? plain : usual;
    }

    private static IResult Of(HttpContext context, string language, string title, string body, (int Status, string Store, Brand Brand) look)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = SecurityHeaders.PagePolicy;
        headers["X-Robots-Tag"] = "noindex, nofollow";
        var usual = new Brand();
        var logo = look.Brand.LogoUrl is { } url ? $"<img src=\"{Text(url)}\" alt=\"{Text(look.Store)}\" class=\"logo\">" : look.Store.Length > 0 ? $"<strong>{Name(look.Store)}</strong>" : "";
        return Results.Content(
            $$"""
            <!doctype html>
            <html lang="{{language}}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <link rel="icon" href="data:,">
            <title>{{Text(title)}}</title>
            <style>
            :root { color-scheme: light dark; --ink: #1c2430; --quiet: #5f6875; --ground: #f5f6f8; --sheet: #fff; --rim: transparent; --link: #0b57d0 }
            @media (prefers-color-scheme: dark) { :root { --ink: #e7eaef; --quiet: #a3abb7; --ground: #12151a; --sheet: #1d2229; --rim: #79828f; --link: #8ab4f8 } .logo { background: #fff; padding: .5rem; border-radius: .375rem } }
            body { font: 1.0625rem/1.55 {{Css(look.Brand.Font, usual.Font)}}; color: var(--ink); background: var(--ground); margin: 0; padding: 1rem }
            main { max-width: 34rem; margin: 2rem auto; background: var(--sheet); padding: 1.5rem; border-radius: .5rem; overflow-wrap: anywhere }
            .logo { max-height: 3rem; max-width: 100% }
            ul { margin-top: 0; padding-left: 1.25rem }
            li a { display: inline-block; padding: .4rem 0 }
            .about { color: var(--quiet) }
            a { color: var(--link) }
            h1 { font-size: 1.5rem; line-height: 1.25; margin: 1rem 0 }
            label { display: flex; gap: .6rem; padding: .5rem 0 }
            label:has(:disabled) { color: var(--quiet) }
            input[type=checkbox], input[type=radio] { flex: none; width: 1.2rem; height: 1.2rem; margin: .2rem 0 }
            button { font: inherit; padding: .7rem 1.4rem; border: 1px solid var(--rim); border-radius: .375rem; background: {{Css(look.Brand.Color, usual.Color)}}; color: {{Css(look.Brand.TextOnColor, usual.TextOnColor)}}; max-width: 100%; unicode-bidi: plaintext; cursor: pointer }
            button:focus-visible, a:focus-visible, input:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px }
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
