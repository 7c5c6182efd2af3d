using PostPurchase.Core.Sending;

namespace PostPurchase.Core.Journeys;

/// <summary>Looks ahead in a plan: what a run that goes on from a wait may send before it waits again.</summary>
public static class ComingMail
{
    /// <summary>Whether a run that waits on <paramref name="wait"/> may plan marketing as it goes on, on any of its branches. False for a step that is no wait.</summary>
    /// <param name="plan">The run's version.</param>
    /// <param name="wait">Index of the step that it waits on.</param>
    public static bool IsMarketing(JourneyPlan plan, int wait) => Of(plan, wait).Any(email => email.Content.Kind != ContentKind.Transactional);

    /// <summary>The mails that a run that waits on <paramref name="wait"/> may plan as it goes on, on any of its branches, in file order. Empty for a step that is no wait.</summary>
    /// <param name="plan">The run's version.</param>
    /// <param name="wait">Index of the step that it waits on.</param>
    public static IReadOnlyList<Step.Email> Of(JourneyPlan plan, int wait)
    {
        if (wait < 0 || wait >= plan.Steps.Count || plan.Steps[wait] is not Step.Wait) return [];
        var found = new SortedSet<int>();
        var (seen, ahead) = (new HashSet<int>(), new Stack<int>([plan.Steps[wait].Next]));
        while (ahead.TryPop(out var index))
        {
            if (index < 0 || index >= plan.Steps.Count || !seen.Add(index)) continue;
            switch (plan.Steps[index])
            {
                case Step.Email email:
                    found.Add(index);
                    ahead.Push(email.Next);
                    break;
                case Step.Wait or Step.Exit: break;
                case Step.Branch branch:
                    foreach (var arm in branch.Arms) ahead.Push(arm.First);
                    if (branch.Arms.All(arm => arm.If is not null)) ahead.Push(branch.Next);
                    break;
                case Step.Split split:
                    foreach (var arm in split.Arms) ahead.Push(arm.First);
                    break;
                case var step: ahead.Push(step.Next); break;
            }
        }

        return [.. found.Select(index => (Step.Email)plan.Steps[index])];
    }
}
