using PostPurchase.Core.Sending;

namespace PostPurchase.Core.Journeys.Files;

/// <summary>Reads what an email step sends.</summary>
internal static class EmailReader
{
    public static EmailContent Read(YamlNode.Map node) => new()
    {
        Template = node.Text("template") ?? "",
        Kind = node.Word("content", ContentKind.ThirdParty),
        Subject = node.Localized("subject") ?? new LocalizedText(""),
        Preheader = node.Localized("preheader"),
        Slots = node.LocalizedMap("slots"),
        Offers = node.Map("offers") is { } offers ? Offers(offers) : null,
        Experiments = [.. node.Maps("experiments").Select(Experiment)],
        Coupon = node.Text("coupon"),
        From = node.Text("from"),
        At = node.Hour("at"),
    };

    private static OfferRequest Offers(YamlNode.Map node) =>
        new(node.Text("pick") ?? "", node.Integer("count") ?? 3, node.Integer("min") ?? 1, node.Word("if_empty", EmptyOffers.Fallback));

    private static MailExperiment Experiment(YamlNode.Map node) => new(
        node.Text("name") ?? "",
        node.Text("metric") ?? "",
        [.. (node.Map("variants")?.Entries ?? []).Where(entry => entry.Value is YamlNode.Map).Select(entry => Variant(entry.Key.Text, (YamlNode.Map)entry.Value))])
    {
        Window = node.Span("window") ?? MailExperiment.DefaultWindow,
        Decide = TestReader.Promotion(node),
        ThompsonFloor = TestReader.ThompsonFloor(node),
    };

    private static MailVariant Variant(string name, YamlNode.Map node) => new(name, node.Number("weight"))
    {
        Subject = node.Localized("subject"),
        Preheader = node.Localized("preheader"),
        Template = node.Text("template"),
        Slots = node.LocalizedMap("slots"),
        Offers = node.Map("offers") is { } offers ? Offers(offers) : null,
        At = node.Hour("at"),
    };
}
