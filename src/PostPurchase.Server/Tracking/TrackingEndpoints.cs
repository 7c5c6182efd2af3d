namespace PostPurchase.Server.Tracking;

/// <summary>The addresses that links of mails lead to.</summary>
internal static class TrackingEndpoints
{
    public static void MapTracking(this WebApplication app) => _ = app;
}
