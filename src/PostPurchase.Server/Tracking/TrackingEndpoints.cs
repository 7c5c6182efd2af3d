namespace PostPurchase.Server.Tracking;

/// <summary>The addresses that links of mails lead to.</summary>
internal static class TrackingEndpoints
{
    private static readonly string[] s_looks = ["GET", "HEAD"];

    public static void MapTracking(this WebApplication app)
    {
        app.MapMethods("/c/{token}", s_looks, ClickEndpoint.Follow).ExcludeFromDescription();
        app.MapMethods("/o/{token}.gif", s_looks, OpenEndpoint.Show).ExcludeFromDescription();
        app.MapMethods("/u/{token}", s_looks, UnsubscribeEndpoint.Show).ExcludeFromDescription();
        app.MapPost("/u/{token}", UnsubscribeEndpoint.ActAsync).ExcludeFromDescription();
        app.MapMethods("/p/{token}", s_looks, PreferencesEndpoint.Show).ExcludeFromDescription();
        app.MapPost("/p/{token}", PreferencesEndpoint.SaveAsync).ExcludeFromDescription();
        app.MapMethods("/v/{token}", s_looks, ViewEndpoint.Show).ExcludeFromDescription();
        app.MapMethods("/r/{token}", s_looks, ChoiceEndpoint.Show).ExcludeFromDescription();
        app.MapPost("/r/{token}", ChoiceEndpoint.RecordAsync).ExcludeFromDescription();
    }
}
