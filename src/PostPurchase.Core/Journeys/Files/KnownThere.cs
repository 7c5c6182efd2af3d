using PostPurchase.Core.Personalisation;
using PostPurchase.Templates;

namespace PostPurchase.Core.Journeys.Files;

/// <summary>What is known to be there at a place of a journey file.</summary>
/// <param name="Model">The model as the journey's runs see it.</param>
/// <param name="Given">Conditions that hold there: of the trigger, of the branches around it, of waits before it that end by nothing else.</param>
internal sealed record KnownThere(ModelShape Model, IReadOnlyList<string> Given)
{
    private static readonly string[] s_otherEnds = ["for", "window", "date"];

    /// <summary>What the journey's trigger brings.</summary>
    public static KnownThere Of(JourneyPlan plan) =>
        new(ModelShapes.OfRun(plan.Trigger.On, plan.Trigger.Per == RunSubject.Line), plan.Trigger.If is { } condition ? [condition.Text] : []);

    /// <summary>Inside an arm of a branch, behind those before it that did not hold.</summary>
    public KnownThere In(YamlNode arm, IEnumerable<YamlNode> before)
    {
        var failed = before.OfType<YamlNode.Map>().Select(other => other.Text("if")).OfType<string>().Select(condition => $"!({condition})");
        return this with { Given = [.. Given, .. failed, .. arm is YamlNode.Map map && map.Text("if") is { } own ? [own] : Array.Empty<string>()] };
    }

    /// <summary>Behind a step.</summary>
    public KnownThere Behind(YamlNode step) => step is YamlNode.Map map && map.Map("wait") is { } wait && wait.Text("until") is { } until && s_otherEnds.All(key => wait.Find(key) is null)
        ? this with { Given = [.. Given, until] }
        : this;
}
