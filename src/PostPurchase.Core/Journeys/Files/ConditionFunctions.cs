namespace PostPurchase.Core.Journeys.Files;

/// <summary>A function that conditions may call.</summary>
/// <param name="Name">As written.</param>
/// <param name="Parameters">For people: <c>"step"</c>.</param>
/// <param name="Summary">One line.</param>
public sealed record ConditionFunction(string Name, string Parameters, string Summary);

/// <summary>The functions over a customer's facts that conditions may call beside the template language's own.</summary>
public static class ConditionFunctions
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ConditionFunction> All { get; } =
    [
        new("clicked", "\"step\"", "A human click on an offer or content link of that step's mail in this run."),
        new("opened", "\"step\"", "A human opening of that step's mail in this run."),
        new("purchased", "\"product id or category\", days?", "A purchase of it, ever or in the last days."),
        new("answered", "\"step\", \"choice\"", "That choice was the last taken in that step's mail in this run."),
        new("in_segment", "\"name\"", "The customer is in that segment now."),
    ];
}
