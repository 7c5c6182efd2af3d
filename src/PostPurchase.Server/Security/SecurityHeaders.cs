namespace PostPurchase.Server.Security;

/// <summary>Headers of every answer, of which those to webhooks need one alone; a page that needs another policy sets its own before it writes.</summary>
internal static class SecurityHeaders
{
    // The app previews mail in a sandboxed frame of its own text, which inherits this: a preview that is asked for them shows pictures of anywhere, and says by a policy of its own that others do not.
    private const string AppPolicy =
        "default-src 'self'; img-src 'self' data: https: http:; style-src 'self' 'unsafe-inline'; frame-src 'self' blob: data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>For pages that customers see: no script at all. The shop's logo may be served from here, where that is not by https.</summary>
    public const string PagePolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' https: data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        // A store reads a line of JSON, and no browser shows it.
        if (context.Request.Path.StartsWithSegments("/hooks", StringComparison.Ordinal)) return next(context);
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy = AppPolicy;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return next(context);
    });
}
