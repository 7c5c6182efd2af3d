namespace PostPurchase.EndToEnd;

/// <summary>Every page of the app in the demo, for what holds on all of them. Add yours.</summary>
internal static class AppPages
{
    /// <summary>A short name, the path, and what is there when it is ready.</summary>
    public static IReadOnlyList<(string Name, string Path, string Shows)> All { get; } =
    [
        ("overview", "/", "In a journey now"),
        ("journeys", "/journeys", "From parcel to review"),
        ("journey", "/journeys/new-buyer", "Starts on a purchase"),
        ("journey-mail", "/journeys/new-buyer?step=suggest", "You might also like"),
        ("journey-yaml", "/journeys/new-buyer?tab=yaml", "stable key"),
        ("journey-versions", "/journeys/new-buyer?tab=versions", "In force"),
        ("templates", "/templates", "Order confirmation"),
        ("template", "/templates/order-confirmation", "Add a block"),
        ("commission", "/commission", "Earned by"),
        ("commission-earnings", "/commission?tab=earnings", "Per 1,000 sends"),
        ("deliveries", "/deliveries", "Sent"),
        ("customers", "/customers", "@"),
        ("health", "/health", "Runs due"),
        ("webhooks", "/webhooks", "Webhooks"),
        ("settings", "/settings", "Settings"),
    ];

    /// <summary>Those of journeys, which must be without a fault for assistive technology.</summary>
    public static IEnumerable<(string Name, string Path, string Shows)> OfJourneys => All.Where(page => page.Name.StartsWith("journey", StringComparison.Ordinal));
}
