namespace PostPurchase.Server.Tracking;

/// <summary><c>/o/{token}.gif</c>: a transparent dot; the same for every token, so that it tells nobody which exist.</summary>
internal static class OpenEndpoint
{
    private static readonly byte[] s_dot = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    public static IResult Show(HttpContext context, string token, MailLinks links, TouchRecorder touches)
    {
        if (links.FindMail(token) is { } mail) touches.Opened(context, mail);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Bytes(s_dot, "image/gif");
    }
}
