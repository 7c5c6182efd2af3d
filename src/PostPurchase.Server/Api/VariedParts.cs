using PostPurchase.Core.Experiments;
using PostPurchase.Core.Journeys;
using PostPurchase.Engine.Running;

namespace PostPurchase.Server.Api;

/// <summary>What a test of a mail changes in it, so that people can call it by that.</summary>
internal static class VariedParts
{
    /// <summary>In the order of the inbox: subject, preheader, template, offers, hour, then slots by name. Empty where the journey that is in force has no such test of a mail.</summary>
    public static IReadOnlyList<string> Of(JourneySet journeys, ExperimentKey key)
    {
        if (key.Kind != ExperimentKind.Mail) return [];
        var email = journeys.CurrentOf(key.Journey)?.Steps.OfType<Step.Email>().FirstOrDefault(step => step.Id == key.Step);
        return email?.Content.Experiments.FirstOrDefault(test => test.Name == key.Name) is { } found ? [.. Parts(found.Variants)] : [];
    }

    private static IEnumerable<string> Parts(IReadOnlyList<MailVariant> variants)
    {
        if (variants.Any(variant => variant.Subject is not null)) yield return "subject";
        if (variants.Any(variant => variant.Preheader is not null)) yield return "preheader";
        if (variants.Any(variant => variant.Template is not null)) yield return "template";
        if (variants.Any(variant => variant.Offers is not null)) yield return "offers";
        if (variants.Any(variant => variant.At is not null)) yield return "hour";
        foreach (var slot in variants.SelectMany(variant => variant.Slots.Keys).Distinct(StringComparer.Ordinal)) yield return slot;
    }
}
