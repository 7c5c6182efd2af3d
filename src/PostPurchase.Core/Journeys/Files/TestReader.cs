using PostPurchase.Core.Experiments;

namespace PostPurchase.Core.Journeys.Files;

/// <summary>Reads what tests of mails and of paths have in common: how they end.</summary>
internal static class TestReader
{
    private const double DefaultFloor = 0.05;

    /// <summary>The rule that promotes, or null.</summary>
    public static PromotionRule? Promotion(YamlNode.Map node) => node.Map("decide") is { } decide ? new PromotionRule(decide.Text("guard")) : null;

    /// <summary>The least share with Thompson sampling, 0..1, or null without it.</summary>
    public static double? ThompsonFloor(YamlNode.Map node)
    {
        if (node.Map("thompson") is not { } thompson) return null;
        return thompson.Text("floor") is { } floor && Forms.TryPercent(floor, out var share) ? share : DefaultFloor;
    }
}
