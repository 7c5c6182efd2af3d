using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Hosting;

/// <summary>The web app: its built files, or a page that says how to build them.</summary>
internal static class WebAppFiles
{
    private const string Assets = "/assets/";
    private const string Suffix = ".br";
    private const string Root = "<html ";

    // The app asks at once for what its page shows where it is expected to get it, and else only who is there.
    private const string ExpectedRoot = "<html data-expected ";

    // What mails, stores and programs ask for: a wrong address there is wrong, and no page of the app.
    private static readonly string[] s_others = ["/api", "/hooks", "/postbacks", "/c", "/o", "/u", "/p", "/v", "/r", "/a"];

    // Surveys and articles.
    private static readonly string[] s_reserved = ["/s", "/h"];

    private const string NotBuilt = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>PostPurchase</title></head>
        <body style="font:16px/1.5 system-ui, sans-serif; max-width:40rem; margin:3rem auto; padding:0 1rem">
        <h1>PostPurchase is running</h1>
        <p>The web app is not built. With Node 20 or newer, run this in the project's folder and start again:</p>
        <pre>cd src/PostPurchase.Designer
        npm ci
        npm run build</pre>
        <p>The API is described at <a href="/openapi/v1.json">/openapi/v1.json</a>.</p>
        </body></html>
        """;

    public static void MapWebApp(this WebApplication app)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        var index = Path.Combine(folder, "index.html");
        if (File.Exists(index))
        {
            app.Use((context, next) => Compressed(context, next, folder));
            app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(folder), ContentTypeProvider = new CompressedTypes(), OnPrepareResponse = Keep });
        }
        app.MapGet("/favicon.ico", () => IconIn(folder)).ExcludeFromDescription();
        app.MapFallback("{*path:nonfile}", Page).ExcludeFromDescription();
        // A mail of the outbox is named like its file.
        app.MapFallback("outbox/{name}", Page).ExcludeFromDescription();

        Task Page(HttpContext context) => PageOf(context).ExecuteAsync(context);

        IResult PageOf(HttpContext context)
        {
            var path = context.Request.Path;
            if (Array.Exists(s_reserved, prefix => path.StartsWithSegments(prefix))) return Results.Text("not available in this version", statusCode: StatusCodes.Status404NotFound);
            if (OtherContent.Refusal(context) is { } refusal) return refusal;
            if (Array.Exists(s_others, prefix => path.StartsWithSegments(prefix))) return Results.NotFound();
            var html = File.Exists(index) ? File.ReadAllText(index) : NotBuilt;
            var isExpected = context.RequestServices.GetRequiredService<Gatekeeper>().Expects(context);
            return Results.Content(isExpected ? html.Replace(Root, ExpectedRoot, StringComparison.Ordinal) : html, "text/html; charset=utf-8");
        }
    }

    // Browsers ask for it by this name on pages that name no icon, such as a picture or a list of the API.
    private static IResult IconIn(string folder) => Path.Combine(folder, "icon.svg") is var icon && File.Exists(icon) ? Results.File(icon, "image/svg+xml") : Results.NoContent();

    // The build lays the compressed form beside each file; a browser that reads it gets that one.
    private static Task Compressed(HttpContext context, RequestDelegate next, string folder)
    {
        var path = context.Request.Path.Value ?? "";
        var isWanted = path.StartsWith(Assets, StringComparison.Ordinal) && !path.Contains("..", StringComparison.Ordinal)
            && context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal) && File.Exists(Path.Combine(folder, path[1..] + Suffix));
        if (!isWanted) return next(context);
        context.Request.Path = path + Suffix;
        context.Response.Headers.ContentEncoding = "br";
        context.Response.Headers.Vary = "Accept-Encoding";
        return next(context);
    }

    // The name of a built file holds a hash of what is in it.
    private static void Keep(StaticFileResponseContext answer)
    {
        if (answer.Context.Request.Path.StartsWithSegments(Assets.TrimEnd('/'))) answer.Context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
    }

    private sealed class CompressedTypes : IContentTypeProvider
    {
        private readonly FileExtensionContentTypeProvider _types = new();

        public bool TryGetContentType(string subpath, [MaybeNullWhen(false)] out string contentType) =>
            _types.TryGetContentType(subpath.EndsWith(Suffix, StringComparison.Ordinal) ? subpath[..^Suffix.Length] : subpath, out contentType);
    }
}
