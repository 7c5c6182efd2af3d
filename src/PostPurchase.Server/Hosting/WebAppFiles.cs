using Microsoft.Extensions.FileProviders;

namespace PostPurchase.Server.Hosting;

/// <summary>The web app: its built files, or a page that says how to build them.</summary>
internal static class WebAppFiles
{
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
        if (File.Exists(index)) app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(folder) });
        app.MapFallback("{*path:nonfile}", Page).ExcludeFromDescription();

        IResult Page(HttpContext context)
        {
            var path = context.Request.Path;
            if (path.StartsWithSegments("/api") || path.StartsWithSegments("/hooks")) return Results.NotFound();
            return File.Exists(index) ? Results.File(index, "text/html; charset=utf-8") : Results.Content(NotBuilt, "text/html; charset=utf-8");
        }
    }
}
