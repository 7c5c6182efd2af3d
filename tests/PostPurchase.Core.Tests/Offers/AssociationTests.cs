using PostPurchase.Core.Offers;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Core.Tests.Offers;

public sealed class AssociationTests
{
    [Fact]
    public void Baskets_things_and_pairs_are_counted_once_a_basket()
    {
        var counts = new BasketCounts();
        counts.Add(["a", "b", "a"]);
        counts.Add(["b", "c"]);
        counts.Add([]);

        Assert.Equal((2, 1, 2), (counts.Baskets, counts.Items["a"], counts.Items["b"]));
        Assert.Equal(new Evidence(1, 1, 2, 2), counts.Of("a", "b"));
        Assert.Equal(1.0, counts.Of("b", "a").Lift);
    }

    [Fact]
    public void A_huge_basket_counts_its_first_things_only()
    {
        var counts = new BasketCounts();
        counts.Add(Enumerable.Range(1, 5000).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)));

        Assert.Equal(BasketCounts.MostItems * (BasketCounts.MostItems - 1) / 2, counts.Pairs.Count);
    }

    [Fact]
    public void Of_each_thing_the_likeliest_partners_are_kept()
    {
        var pairs = Enumerable.Range(1, 30).Select(number => ("a", $"b{number:00}", new Evidence(20 + number, 1000, 100, 100_000)));

        var known = new Associations(pairs);

        Assert.Equal((Associations.MostPartners, "b30"), (known.With("a").Count, known.With("a")[0].Item));
        Assert.Equal(new Evidence(50, 100, 1000, 100_000), known.Find("b30", "a"));
    }

    // Counts as published with the data set: Hahsler, Hornik and Reutterer 2006, table of item frequencies.
    [ConformanceFact]
    public void The_grocery_baskets_give_the_published_counts_and_exact_lifts()
    {
        var counts = new BasketCounts();
        foreach (var basket in Groceries()) counts.Add(basket);

        Assert.Equal((9835, 2513, 1903, 1809), (counts.Baskets, counts.Items["whole milk"], counts.Items["other vegetables"], counts.Items["rolls/buns"]));
        var pair = counts.Of("whole milk", "other vegetables");
        Assert.Equal(736, pair.Both);
        Assert.Equal(736.0 * 9835 / (2513.0 * 1903), pair.Lift, 12);
        Assert.Equal(1.5136, pair.Lift, 4);
    }

    [ConformanceFact]
    public void Evidence_in_the_grocery_baskets_beats_the_best_sellers_on_the_later_fifth()
    {
        var result = OfferEvaluation.Of(Groceries());

        Assert.True(result.WithEvidence > result.Cases * 0.9);
        Assert.True(result.Hits > result.PopularHits && result.Helps, result.ToString());
    }

    private static List<IReadOnlyList<string>> Groceries() =>
        [.. File.ReadLines(Conformance.PathTo("purchases", "groceries_baskets.csv")).Where(line => line.Length > 0).Select(line => (IReadOnlyList<string>)[.. line.Split(',').Select(item => item.Trim())])];
}
