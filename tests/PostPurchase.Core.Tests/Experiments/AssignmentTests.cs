using PostPurchase.Core.Experiments;
using Xunit;

namespace PostPurchase.Core.Tests.Experiments;

public sealed class AssignmentTests
{
    private const string Salt = "new-buyer/suggest/suggest-subject";
    private static readonly VariantWeight[] Even = [new("plain", 1), new("picked", 1)];

    [Fact]
    public void A_million_customers_spread_as_the_weights_say()
    {
        VariantWeight[] arms = [new("a", 1), new("b", 1), new("c", 2)];
        var counts = new Dictionary<string, long> { ["a"] = 0, ["b"] = 0, ["c"] = 0 };

        for (long owner = 1; owner <= 1_000_000; owner++) counts[Assignment.Choose(Salt, arms, owner)]++;

        Assert.InRange(SampleRatio.PValue([counts["a"], counts["b"], counts["c"]], [1, 1, 2]), 0.01, 1);
    }

    [Fact]
    public void Known_customers_keep_their_variant_for_ever()
    {
        var variants = Enumerable.Range(1, 16).Select(owner => Assignment.Choose(Salt, Even, owner) == "plain" ? 'p' : 'k');

        Assert.Equal(Golden, string.Concat(variants));
    }

    // Changing this string means that every running experiment is shuffled: never do it.
    private const string Golden = "pkkpkkkkkppkkpkk";

    [Fact]
    public void The_order_of_the_arms_does_not_matter()
    {
        for (long owner = 0; owner < 2000; owner++)
            Assert.Equal(Assignment.Choose(Salt, Even, owner), Assignment.Choose(Salt, [Even[1], Even[0]], owner));
    }

    [Fact]
    public void A_heavier_arm_takes_customers_and_nobody_else_moves()
    {
        VariantWeight[] before = [new("a", 1), new("b", 1), new("c", 1)];
        VariantWeight[] after = [new("a", 1), new("b", 1), new("c", 2)];
        var moves = Moves(before, after, 100_000);

        Assert.All(moves, move => Assert.Equal("c", move.To));
        Assert.InRange(moves.Count / 100_000.0, 1 / 6.0 - 0.01, 1 / 6.0 + 0.01); // from a third to a half: the least possible
    }

    [Fact]
    public void A_removed_arm_hands_over_its_own_customers_only()
    {
        VariantWeight[] before = [new("a", 1), new("b", 1), new("c", 1)];
        VariantWeight[] after = [new("a", 1), new("b", 1), new("c", 0)];

        Assert.All(Moves(before, after, 20_000), move => Assert.Equal("c", move.From));
    }

    [Fact]
    public void Two_experiments_are_independent()
    {
        var cells = new long[4];
        for (long owner = 0; owner < 200_000; owner++)
            cells[(Assignment.Choose("one", Even, owner) == "plain" ? 0 : 2) + (Assignment.Choose("two", Even, owner) == "plain" ? 0 : 1)]++;

        Assert.InRange(SampleRatio.PValue(cells, [1, 1, 1, 1]), 0.01, 1);
    }

    [Fact]
    public void Arms_without_weight_and_broken_weights_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Assignment.Choose(Salt, [], 1));
        Assert.Throws<ArgumentException>(() => Assignment.Choose(Salt, [new("a", 0)], 1));
        Assert.Throws<ArgumentException>(() => Assignment.Choose(Salt, [new("a", 1), new("b", double.NaN)], 1));
        Assert.Throws<ArgumentException>(() => Assignment.Choose(Salt, [new("a", 1), new("b", -1)], 1));
    }

    private static List<(string From, string To)> Moves(VariantWeight[] before, VariantWeight[] after, int owners) =>
        [.. Enumerable.Range(0, owners)
            .Select(owner => (From: Assignment.Choose(Salt, before, owner), To: Assignment.Choose(Salt, after, owner)))
            .Where(move => move.From != move.To)];
}
