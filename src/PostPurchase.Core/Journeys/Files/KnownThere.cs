using PostPurchase.Core.Personalisation;
using PostPurchase.Templates;

namespace PostPurchase.Core.Journeys.Files;

/// <summary>What is known to be there at a place of a journey file.</summary>
/// <param name="Model">The model as the journey's runs see it.</param>
/// <param name="Given">Conditions that hold there: of the trigger, of the branches around it, of waits before it that end by nothing else.</param>
internal sealed record KnownThere(ModelShape Model, IReadOnlyList<string> Given)
{
    // Each text is looked at with all of them: without an end a long file would take minutes.
    internal const int MostFailed = 32;
    internal const int MostGiven = 64;

    private static readonly string[] s_otherEnds = ["for", "window", "date"];

    /// <summary>What the journey's trigger brings.</summary>
    public static KnownThere Of(JourneyPlan plan) =>
        new(ModelShapes.OfRun(plan.Trigger.On, plan.Trigger.Per == RunSubject.Line), plan.Trigger.If is { } condition ? [condition.Text] : []);

    /// <summary>Inside an arm of a branch, behind the nearest of those before it, which did not hold.</summary>
    public KnownThere In(IReadOnlyList<YamlNode> arms, int index)
    {
        var more = new List<string>();
        for (var i = Math.Max(0, index - MostFailed); i < index; i++)
        {
            if (ConditionOf(arms[i]) is { } failed) more.Add($"!({failed})");
        }

        if (ConditionOf(arms[index]) is { } own) more.Add(own);
        return With(more);
    }

    /// <summary>Behind a step.</summary>
    public KnownThere Behind(YamlNode step) => step is YamlNode.Map map && map.Map("wait") is { } wait && wait.Text("until") is { } until && s_otherEnds.All(key => wait.Find(key) is null)
        ? With([until])
        : this;

    private static string? ConditionOf(YamlNode arm) => (arm as YamlNode.Map)?.Text("if");

    // The newest are kept: they are nearest to what is read.
    private KnownThere With(List<string> more) => this with { Given = [.. Given.Concat(more).TakeLast(MostGiven)] };
}
