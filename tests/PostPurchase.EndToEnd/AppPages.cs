using System.Text.Json;

namespace PostPurchase.EndToEnd;

/// <summary>Every page of the app in the demo, for what holds on all of them. Add yours: a route without a line here fails a test.</summary>
internal static class AppPages
{
    /// <summary>A short name, the path (<c>{delivery}</c> and the like stand for the demo's first), and what is there when it is ready.</summary>
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
        ("brand", "/brand", "Save the brand"),
        ("template-code", "/templates/order-confirmation?tab=code", "include"),
        ("offers", "/offers", "Quiet burr grinder"),
        ("offers-programs", "/offers?tab=programs", "Slow Mornings"),
        ("offers-rules", "/offers?tab=rules", "No rules yet"),
        ("rule-new", "/offers/add-rule", "Offers and categories"),
        ("rule-gone", "/offers/rule/none", "There is no rule of this name"),
        ("feed-gone", "/offers/feed/none", "There is no feed of this name"),
        ("feed-new", "/offers/add-feed", "Fetched every"),
        ("pool", "/offers/pool/come-back", "Least order"),
        ("pool-new", "/offers/add-pool", "As it is typed at checkout"),
        ("offers-feeds", "/offers?tab=feeds", "No product feeds yet"),
        ("offers-coupons", "/offers?tab=coupons", "Redeemed"),
        ("offer", "/offers/item/double-wall-cup", "As a mail shows it"),
        ("offer-new", "/offers/add", "Fill in the name"),
        ("program", "/offers/program/slow-mornings", "How its links will look"),
        ("program-new", "/offers/add-program", "Name of the merchant"),
        ("offers-law", "/offers?tab=compliance", "Law and terms"),
        ("commission", "/commission", "Earned by"),
        ("commission-unmatched", "/commission?tab=unmatched", "1482930417"),
        ("commission-held", "/commission?tab=held", "Set aside"),
        ("commission-earnings", "/commission?tab=earnings", "Per 1,000 sends"),
        ("commission-networks", "/commission?tab=networks", "Awin"),
        ("deliveries", "/deliveries", "Handed over"),
        ("delivery", "/deliveries/{delivery}", "Mail as it was handed over"),
        ("customers", "/customers", "@"),
        ("customer", "/customers/{customer}", "Story"),
        ("experiments", "/experiments", "Plan a test"),
        ("experiment", "/experiments/{experiment}", "Chance to be better"),
        ("reports", "/reports", "Machines"),
        ("reports-money", "/reports?report=revenue", "Money"),
        ("reports-holdout", "/reports?report=holdout", "Held out"),
        ("reports-cohorts", "/reports?report=cohorts", "Cohorts"),
        ("reports-repeat", "/reports?report=repeat", "Repeat customers"),
        ("reports-next-order", "/reports?report=next-order", "Next order"),
        ("reports-touches", "/reports?report=touches", "Opens and clicks"),
        ("reports-deliverability", "/reports?report=deliverability", "Deliverability"),
        ("health", "/health", "Steps due"),
        ("webhooks", "/webhooks", "Raw body"),
        ("webhooks-secrets", "/webhooks?tab=secrets", "No source of webhooks is set"),
        ("settings", "/settings", "Settings"),
        ("settings-mail", "/settings?tab=mail", "Who mail is from"),
        ("settings-people", "/settings?tab=accounts", "Add a person"),
        ("settings-keys", "/settings?tab=keys", "Make a key"),
        ("settings-audit", "/settings?tab=audit", "Audit log"),
        ("setup", "/setup", "Make the first account"),
        ("welcome", "/welcome?step=source", "Where do your orders come from?"),
        ("welcome-brand", "/welcome?step=brand", "How do your mails look?"),
        ("welcome-sender", "/welcome?step=sender", "Who is your mail from?"),
        ("welcome-receipt", "/welcome?step=receipt", "Does your store mail its own receipt?"),
        ("welcome-replay", "/welcome?step=replay", "Your last orders, replayed"),
        ("welcome-end", "/welcome?step=end", "What next"),
        ("go-live", "/go-live", "What will happen first"),
        ("test-mail", "/outbox/{testmail}", "As it was kept in the outbox"),
        ("nowhere", "/no-such-page", "There is nothing here"),
    ];

    /// <summary>What opens over a page: a short name, the page, and the names of what is pressed, one after the other.</summary>
    public static IReadOnlyList<(string Name, string Path, string[] Presses)> Dialogs { get; } =
    [
        ("account menu", "/", ["Your account"]),
        ("new journey", "/journeys", ["New journey"]),
        ("publish", "/journeys/new-buyer", ["Publish"]),
        ("simulate", "/journeys/new-buyer", ["Simulate"]),
        ("pause", "/journeys/new-buyer", ["Pause"]),
        ("more of a journey", "/journeys/new-buyer", ["More"]),
        ("duplicate", "/journeys/new-buyer", ["More", "Duplicate the journey"]),
        ("add a step", "/journeys/new-buyer", ["Add a step here"]),
        ("choose a template", "/journeys/new-buyer?step=suggest", ["Change"]),
        ("preview of a step", "/journeys/new-buyer?step=suggest", ["Preview the mail"]),
        ("new mail", "/templates", ["New mail"]),
        ("send a test", "/templates/order-confirmation", ["Send a test"]),
        ("add a block", "/templates/order-confirmation", ["Add a block"]),
        ("import products", "/offers", ["Import products"]),
        ("delete a program", "/offers/program/slow-mornings", ["Delete"]),
        ("connect a network", "/commission", ["Connect a network"]),
        ("conversion", "/commission", ["{conversion}"]),
        ("conversion without a mail", "/commission?tab=unmatched", ["Awin 1482930417"]),
        ("clicks behind earnings", "/commission?tab=earnings", [": Human clicks: "]),
        ("pause marketing", "/customers/{customer}", ["Pause marketing"]),
        ("more for a customer", "/customers/{customer}", ["More for this customer"]),
        ("record consent", "/customers/{customer}", ["More for this customer", "Write down consent"]),
        ("suppress", "/customers/{customer}", ["More for this customer", "Send no more"]),
        ("erase", "/customers/{customer}", ["More for this customer", "Erase this customer"]),
        ("plan a test", "/experiments", ["Plan a test"]),
        ("customers behind a figure", "/reports?report=repeat", ["Customers with 1 order"]),
        ("runs behind a number", "/reports", [": Entered: "]),
        ("raw body", "/webhooks", ["Raw body"]),
        ("add a person", "/settings?tab=accounts", ["Add a person"]),
        ("make a key", "/settings?tab=keys", ["Make a key"]),
    ];

    /// <summary>A path with the demo's own ids.</summary>
    public static async Task<Func<string, string>> PathsAsync(string address)
    {
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        var first = new Dictionary<string, string>();
        foreach (var (name, list) in new[] { ("{delivery}", "deliveries?state=accepted"), ("{customer}", "customers"), ("{experiment}", "experiments") })
        {
            using var json = JsonDocument.Parse(await client.GetStringAsync(new Uri($"/api/v1/{list}", UriKind.Relative)));
            first[name] = json.RootElement.GetProperty("items")[0].GetProperty("id").GetString()!;
        }

        using var sales = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/conversions", UriKind.Relative)));
        var sale = sales.RootElement.GetProperty("items").EnumerateArray().First(one => one.GetProperty("delivery").ValueKind == JsonValueKind.String);
        first["{conversion}"] = $"{sale.GetProperty("network").GetString()} {sale.GetProperty("network_id").GetString()}";

        using var sent = await client.PostAsync(new Uri("/api/v1/template-tests", UriKind.Relative), new StringContent("""{"to":"owner@example.com","preview":{"template":"order-confirmation"}}""", System.Text.Encoding.UTF8, "application/json"));
        using var test = JsonDocument.Parse(await sent.Content.ReadAsStringAsync());
        first["{testmail}"] = test.RootElement.GetProperty("where").GetString()!;
        return path => first.Aggregate(path, (text, one) => text.Replace(one.Key, one.Value, StringComparison.Ordinal));
    }
}
