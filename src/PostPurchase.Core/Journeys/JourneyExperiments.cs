using NodaTime;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Sending;

namespace PostPurchase.Core.Journeys;

/// <summary>The tests of a journey, as its file says, and the weights that were chosen for them since.</summary>
public static class JourneyExperiments
{
    /// <summary>Key of the holdout from all journeys.</summary>
    public static ExperimentKey GlobalHoldout { get; } = new(ExperimentKind.GlobalHoldout, "", "", HoldoutName);

    /// <summary>The arm of a holdout that gets marketing.</summary>
    public const string Mailed = "mailed";

    /// <summary>The arm of a holdout that gets none.</summary>
    public const string HeldOut = "held-out";

    private const string HoldoutName = "holdout";

    /// <summary>Holdouts have no window in the file: what customers do in the quarter after counts.</summary>
    private static readonly Duration LongWindow = Duration.FromDays(90);

    /// <summary>All tests of a journey, in file order; its holdout last.</summary>
    public static IEnumerable<ExperimentDefinition> Of(JourneyPlan plan)
    {
        foreach (var step in plan.Steps)
        {
            if (step is Step.Email email)
            {
                foreach (var test in Of(plan, email)) yield return test;
            }
            else if (step is Step.Split split)
            {
                yield return Of(plan, split);
            }
        }

        if (plan.HoldoutRate is > 0 and < 1) yield return Holdout(HoldoutOf(plan.Key), plan.HoldoutRate) with { HasPartners = HasPartners(plan) };
    }

    /// <summary>The tests of one mail, in file order.</summary>
    public static IEnumerable<ExperimentDefinition> Of(JourneyPlan plan, Step.Email email) => email.Content.Experiments.Select(test => new ExperimentDefinition(
        KeyOf(plan, email, test), test.Metric, ArmsOf(test), LengthOf(test.Window))
    {
        Promotion = test.Decide,
        ThompsonFloor = test.ThompsonFloor,
        HasPartners = HasPartners(email.Content),
    });

    /// <summary>The test of paths that a split is.</summary>
    public static ExperimentDefinition Of(JourneyPlan plan, Step.Split split) =>
        new(KeyOf(plan, split), split.Metric, ArmsOf(split), LengthOf(split.Window))
        {
            Promotion = split.Decide,
            ThompsonFloor = split.ThompsonFloor,
            HasPartners = HasPartners(plan),
        };

    /// <summary>Whether a mail of the journey may show offers of others: it says so, or has some picked.</summary>
    public static bool HasPartners(JourneyPlan plan) => plan.Steps.OfType<Step.Email>().Any(email => HasPartners(email.Content));

    /// <summary>Key of a journey's holdout.</summary>
    public static ExperimentKey HoldoutOf(string journey) => new(ExperimentKind.Holdout, journey, "", HoldoutName);

    /// <summary>A holdout as a test with two arms.</summary>
    /// <param name="key">Of a journey, or <see cref="GlobalHoldout"/>.</param>
    /// <param name="rate">Share that is held out, over 0 and under 1.</param>
    public static ExperimentDefinition Holdout(ExperimentKey key, double rate) => new(key, "revenue", [new(HeldOut, rate), new(Mailed, 1 - rate)], LongWindow);

    /// <summary>The journey with the weights in force: a promoted winner, or what Thompson sampling said last. Its version stays that of its file.</summary>
    /// <param name="plan">As the file says.</param>
    /// <param name="weightOf">The chosen weight of an arm, or null where the file's holds.</param>
    public static JourneyPlan WithWeights(JourneyPlan plan, Func<ExperimentKey, string, double?> weightOf)
    {
        if (!plan.Steps.Any(step => step is Step.Split or Step.Email { Content.Experiments.Count: > 0 })) return plan;
        return plan with { Steps = [.. plan.Steps.Select(step => Weighted(plan, step, weightOf))] };
    }

    internal static ExperimentKey KeyOf(JourneyPlan plan, Step.Email email, MailExperiment test) => new(ExperimentKind.Mail, plan.Key, email.Id, test.Name);

    internal static ExperimentKey KeyOf(JourneyPlan plan, Step.Split split) => new(ExperimentKind.Paths, plan.Key, split.Id, split.Id);

    internal static List<VariantWeight> ArmsOf(MailExperiment test) => test.Variants.Select(variant => new VariantWeight(variant.Name, variant.Weight)).ToList();

    internal static List<VariantWeight> ArmsOf(Step.Split split) => split.Arms.Select(arm => new VariantWeight(arm.Name, arm.Weight)).ToList();

    private static bool HasPartners(EmailContent content) =>
        content.Kind == ContentKind.ThirdParty || content.Offers is not null || content.Experiments.Any(test => test.Variants.Any(variant => variant.Offers is not null));

    private static Duration LengthOf(CalendarSpan window) => Duration.FromDays(window.Days) + window.Exact;

    private static Step Weighted(JourneyPlan plan, Step step, Func<ExperimentKey, string, double?> weightOf)
    {
        switch (step)
        {
            case Step.Email { Content.Experiments.Count: > 0 } email:
                var tests = email.Content.Experiments.Select(test => Weighted(test, KeyOf(plan, email, test), weightOf));
                return email with { Content = email.Content with { Experiments = [.. tests] } };
            case Step.Split split:
                var key = KeyOf(plan, split);
                SplitArm[] arms = [.. split.Arms.Select(arm => arm with { Weight = weightOf(key, arm.Name) ?? arm.Weight })];
                return arms.Sum(arm => arm.Weight) > 0 ? split with { Arms = arms } : split;
            default:
                return step;
        }
    }

    // Where the file has lost the winner since, its own weights hold again: somebody has to get something.
    private static MailExperiment Weighted(MailExperiment test, ExperimentKey key, Func<ExperimentKey, string, double?> weightOf)
    {
        MailVariant[] variants = [.. test.Variants.Select(variant => variant with { Weight = weightOf(key, variant.Name) ?? variant.Weight })];
        return variants.Sum(variant => variant.Weight) > 0 ? test with { Variants = variants } : test;
    }
}
