using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Core.Tests.Contract;

/// <summary>What the contract says of events is what the code declares: keys, what is required, words, limits, lists of countries.</summary>
public sealed class EventTextTests
{
    [ContractFact]
    public void The_example_is_read() => Assert.IsType<EventReading.Sound>(Read(Example()));

    [ContractFact]
    public void What_is_said_to_be_required_is_missed_by_its_path()
    {
        var said = ContractText.Find(ContractText.Line(2, "Required:"), "Required: (.*?)\\. Unknown");
        var (all, ofPurchase) = (ContractText.Find(said, "^(.*?), and for purchases"), ContractText.Find(said, "and for purchases (.*)$"));

        string[] paths = [.. Regex.Replace(all, " \\([^)]*\\)", "").Split(", "), .. ofPurchase.Split(", ").Select(key => $"purchase.{key}")];

        Assert.Equal(8, paths.Length);
        Assert.All(paths, path => Assert.Equal(path, Assert.IsType<EventReading.Malformed>(Read(Without(path))).Path));
        Assert.IsType<EventReading.Sound>(Read(Without("customer.email", isKnownByStore: true)));
    }

    [ContractFact]
    public void An_order_is_of_the_kinds_that_are_said() =>
        Assert.Equal(ContractText.Choices(ContractText.Find(ContractText.Line(2, "`purchase.kind`:"), "`purchase.kind`: (.*)")).Words, PurchaseWords.AllKinds);

    [ContractTheory]
    [InlineData("refund", "refund")]
    [InlineData("shipment", "shipped")]
    [InlineData("cart", "cart_abandoned")]
    [InlineData("ticket", "ticket_opened")]
    [InlineData("survey", "survey_answered")]
    [InlineData("conversion", "conversion")]
    public void A_part_has_the_keys_that_are_said(string part, string type)
    {
        var keys = Regex.Replace(ContractText.Find(ContractText.Section(2), $@"`{part}` {{(.*?)}}(?!\])"), ":\\[[^\\]]*\\]", "").Split(", ");
        var body = new JsonObject(keys.Select(key => KeyValuePair.Create(key, (JsonNode?)null))) { ["nonsense"] = 1 };
        var fact = Example();
        fact["type"] = type;
        fact[part] = body;

        Assert.True(keys.Length >= 3);
        Assert.Equal($"{part}.nonsense", Assert.IsType<EventReading.Malformed>(Read(fact)).Path);
    }

    [ContractFact]
    public void A_list_is_as_long_as_is_said()
    {
        var most = int.Parse(ContractText.Find(ContractText.Section(2), "a list of up to ([0-9,]+)"), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

        Assert.Equal(CanonicalEvents.MaxEvents, most);
    }

    [ContractTheory]
    [InlineData("Consent:Strict", true)]
    [InlineData("Consent:ThirdPartyUnknown", false)]
    public void Silence_means_no_and_yes_in_the_countries_that_are_said(string setting, bool isStrict)
    {
        var said = ContractText.Find(ContractText.Line(2, "Consent that is absent"), $"`{setting}`[^(]*\\(default ([^)]*)\\)").Split([", ", "/"], StringSplitOptions.None);

        var countries = said.SelectMany(word => CountryCodes.Named(word)!).Distinct().Order();

        Assert.Equal(countries, (isStrict ? ConsentRules.Default.Strict : ConsentRules.Default.ThirdPartyUnknown).Order());
    }

    private static JsonObject Example() => JsonNode.Parse(ContractText.Block(2))!.AsObject();

    private static JsonObject Without(string path, bool isKnownByStore = false)
    {
        var fact = Example();
        if (path == "customer.email" && !isKnownByStore) fact["customer"]!.AsObject().Remove("external_id");
        var parts = path.Split('.');
        (parts.Length == 1 ? fact : fact[parts[0]]!.AsObject()).Remove(parts[^1]);
        return fact;
    }

    private static EventReading Read(JsonObject fact) => Assert.IsType<EventsReading.One>(CanonicalEvents.ReadMany(Encoding.UTF8.GetBytes(fact.ToJsonString()))).Event;
}
