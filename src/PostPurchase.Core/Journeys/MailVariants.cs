using NodaTime;
using PostPurchase.Core.Experiments;

namespace PostPurchase.Core.Journeys;

/// <summary>Which variants of a mail and which arm of a split a customer gets: by hash, sticky, never a draw.</summary>
public static class MailVariants
{
    /// <summary>Variant by experiment name, for every experiment of the step, in file order.</summary>
    /// <param name="plan">The journey, with the weights in force.</param>
    /// <param name="email">Its step.</param>
    /// <param name="owner">The customer.</param>
    /// <param name="armOf">The arm of an experiment that the customer was put in before, or null; it stays theirs as long as it gets anybody.</param>
    public static IReadOnlyDictionary<string, string> For(JourneyPlan plan, Step.Email email, CustomerId owner, Func<ExperimentKey, string?>? armOf = null)
    {
        if (email.Content.Experiments.Count == 0) return NoVariants;
        var chosen = new Dictionary<string, string>(email.Content.Experiments.Count);
        foreach (var experiment in email.Content.Experiments)
        {
            var arms = JourneyExperiments.ArmsOf(experiment);
            chosen[experiment.Name] = Kept(arms, armOf?.Invoke(JourneyExperiments.KeyOf(plan, email, experiment)))
                ?? Assignment.Choose($"{plan.Key}/{email.Id}/{experiment.Name}", arms, owner.Value);
        }

        return chosen;
    }

    /// <summary>Index of the arm of a split.</summary>
    /// <param name="plan">The journey, with the weights in force.</param>
    /// <param name="split">Its step.</param>
    /// <param name="owner">The customer.</param>
    /// <param name="armOf">As for <see cref="For"/>.</param>
    public static int SplitArm(JourneyPlan plan, Step.Split split, CustomerId owner, Func<ExperimentKey, string?>? armOf = null)
    {
        var arms = JourneyExperiments.ArmsOf(split);
        var name = Kept(arms, armOf?.Invoke(JourneyExperiments.KeyOf(plan, split))) ?? Assignment.Choose($"{plan.Key}/{split.Id}", arms, owner.Value);
        return arms.FindIndex(arm => arm.Name == name);
    }

    /// <summary>The step's mail with the chosen variants put in: later experiments win over earlier ones.</summary>
    public static EmailContent Apply(EmailContent content, IReadOnlyDictionary<string, string> variants)
    {
        foreach (var variant in Chosen(content, variants))
        {
            content = content with
            {
                Subject = variant.Subject ?? content.Subject,
                Preheader = variant.Preheader ?? content.Preheader,
                Template = variant.Template ?? content.Template,
                Offers = variant.Offers ?? content.Offers,
                At = variant.At ?? content.At,
                Slots = variant.Slots.Count == 0 ? content.Slots : Merged(content.Slots, variant.Slots),
            };
        }

        return content;
    }

    /// <summary>The local hour at which the mail leaves under these variants, or null for at once.</summary>
    public static LocalTime? HourOf(EmailContent content, IReadOnlyDictionary<string, string> variants) =>
        Chosen(content, variants).LastOrDefault(variant => variant.At is not null)?.At ?? content.At;

    /// <summary>0..1: this customer's place in the hour over which sends of one hour spread.</summary>
    public static double Spread(CustomerId owner, string step) => StableChance.Of("spread", step, owner.Value);

    private static Dictionary<string, string> NoVariants { get; } = [];

    // Shares that move (Thompson sampling, another weight in the file) move only those who come for the first time; a promoted winner leaves the others nobody.
    private static string? Kept(List<VariantWeight> arms, string? before) => before is not null && arms.Exists(arm => arm.Name == before && arm.Weight > 0) ? before : null;

    private static IEnumerable<MailVariant> Chosen(EmailContent content, IReadOnlyDictionary<string, string> variants) =>
        from experiment in content.Experiments
        let name = variants.GetValueOrDefault(experiment.Name)
        let variant = experiment.Variants.FirstOrDefault(variant => variant.Name == name)
        where variant is not null
        select variant;

    private static Dictionary<string, LocalizedText> Merged(
        IReadOnlyDictionary<string, LocalizedText> slots, IReadOnlyDictionary<string, LocalizedText> replaced)
    {
        var merged = new Dictionary<string, LocalizedText>(slots);
        foreach (var (name, text) in replaced) merged[name] = text;
        return merged;
    }
}
