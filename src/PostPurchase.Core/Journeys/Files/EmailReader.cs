using PostPurchase.Core.Sending;

namespace PostPurchase.Core.Journeys.Files;

/// <summary>Reads what an email step sends.</summary>
internal static class EmailReader
{
    public static EmailContent Read(YamlNode.Map node)
    {
        IReadOnlyList<MailExperiment> experiments = [.. node.Maps("experiments").Select(Experiment)];
        return new()
        {
            Template = node.Text("template") ?? "",
            Kind = node.Word("content", ContentKind.ThirdParty),
            Subject = node.Localized("subject") ?? Control(experiments) ?? new LocalizedText(""),
            Preheader = node.Localized("preheader"),
            Slots = node.LocalizedMap("slots"),
            Offers = node.Map("offers") is { } offers ? Offers(offers) : null,
            Experiments = experiments,
            Coupon = node.Text("coupon"),
            From = node.Text("from"),
            At = node.Hour("at"),
        };
    }

    // Each customer gets a variant with a subject; the control's stands where a mail is shown without one.
    private static LocalizedText? Control(IReadOnlyList<MailExperiment> experiments) =>
        experiments.FirstOrDefault(experiment => experiment.Variants.Count > 0 && experiment.Variants.All(variant => variant.Subject is not null))?.Variants[0].Subject;

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
