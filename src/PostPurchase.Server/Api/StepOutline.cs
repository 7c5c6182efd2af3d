using PostPurchase.Core.Journeys;

namespace PostPurchase.Server.Api;

/// <summary>One step of a plan with its place in the outline.</summary>
/// <param name="Step">The step.</param>
/// <param name="Depth">0 for the journey's own steps.</param>
/// <param name="Parent">Id of the branch or split that it is in, or null.</param>
internal sealed record StepOutline(Step Step, int Depth, string? Parent)
{
    public string Kind => Step.GetType().Name.ToLowerInvariant();

    public string Label => Step switch
    {
        Step.Email email => email.Content.Template,
        Step.Branch branch => string.Join(" / ", branch.Arms.Select(arm => arm.Label)),
        Step.Split split => string.Join(" / ", split.Arms.Select(arm => arm.Name)),
        Step.Notify notify => notify.To,
        Step.Exit exit => exit.Reason,
        _ => Step.Id,
    };

    /// <summary>The steps from top to bottom.</summary>
    public static IReadOnlyList<StepOutline> Of(JourneyPlan plan)
    {
        var lines = new List<StepOutline>(plan.Steps.Count);
        Add(plan, (0, plan.Steps.Count), (0, null), lines);
        return lines;
    }

    // A branch's arms stand behind it, one after the other, up to the step that follows the branch.
    private static void Add(JourneyPlan plan, (int From, int Until) range, (int Depth, string? Parent) place, List<StepOutline> lines)
    {
        for (var i = range.From; i < range.Until;)
        {
            var step = plan.Steps[i];
            lines.Add(new(step, place.Depth, place.Parent));
            var firsts = FirstsOf(step);
            if (firsts.Count == 0)
            {
                i++;
                continue;
            }
            var after = step.Next > i && step.Next <= range.Until ? step.Next : range.Until;
            var starts = firsts.Where(first => first > i && first < after).Distinct().Order().ToList();
            for (var arm = 0; arm < starts.Count; arm++) Add(plan, (starts[arm], arm + 1 < starts.Count ? starts[arm + 1] : after), (place.Depth + 1, step.Id), lines);
            i = starts.Count == 0 ? i + 1 : after;
        }
    }

    private static IReadOnlyList<int> FirstsOf(Step step) => step switch
    {
        Step.Branch branch => [.. branch.Arms.Select(arm => arm.First)],
        Step.Split split => [.. split.Arms.Select(arm => arm.First)],
        _ => [],
    };
}
