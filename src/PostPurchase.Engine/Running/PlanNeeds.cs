using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using PostPurchase.Core.Journeys;

namespace PostPurchase.Engine.Running;

/// <summary>What the expressions and texts of a plan mention, so that only that is read for each of its runs.</summary>
internal sealed class PlanNeeds
{
    private static readonly ConditionalWeakTable<JourneyPlan, PlanNeeds> Known = [];

    private PlanNeeds(string texts)
    {
        bool Mentions(string word) => texts.Contains(word, StringComparison.Ordinal);
        var segments = Mentions("in_segment");
        Event = segments || Mentions("event");
        Parcel = segments || Mentions("shipment");
        Cart = segments || Mentions("cart");
        UsualGap = segments || Mentions("usual_gap_days");
        SpendPercentile = segments || Mentions("spend_percentile");
        RunsOut = segments || Mentions("runs_out_at");
    }

    public bool Event { get; }
    public bool Parcel { get; }
    public bool Cart { get; }
    public bool UsualGap { get; }
    public bool SpendPercentile { get; }
    public bool RunsOut { get; }

    public static PlanNeeds Of(JourneyPlan plan) => Known.GetValue(plan, known => new PlanNeeds(string.Join('\n', TextsOf(known))));

    /// <summary>What a plan and the templates of a mail mention.</summary>
    public static PlanNeeds OfMail(JourneyPlan plan, IEnumerable<string> templates) => new(string.Join('\n', TextsOf(plan).Concat(templates)));

    public static PlanNeeds OfAll(IReadOnlyList<JourneyPlan> plans, IReadOnlyDictionary<string, Condition> segments) =>
        new(string.Join('\n', plans.SelectMany(TextsOf).Concat(segments.Values.Select(condition => condition.Text))));

    // Reflection over our own records, once a plan: a text field that is added later counts by itself.
    private static IEnumerable<string> TextsOf(object? value) => value switch
    {
        null => [],
        string text => [text],
        IDictionary map => map.Values.Cast<object?>().SelectMany(TextsOf),
        IEnumerable list => list.Cast<object?>().SelectMany(TextsOf),
        _ when value.GetType().Namespace?.StartsWith("PostPurchase.Core", StringComparison.Ordinal) == true && !value.GetType().IsEnum =>
            value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.GetIndexParameters().Length == 0)
                .SelectMany(property => TextsOf(property.GetValue(value))),
        _ => [],
    };
}
