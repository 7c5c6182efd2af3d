using PostPurchase.Core.Experiments;
using PostPurchase.Engine.Learning;
using Xunit;

namespace PostPurchase.Engine.Tests.Learning;

public sealed class VerdictWordsTests
{
    [Theory]
    [InlineData(0.0004, "once in 2,500 times")]
    [InlineData(1e-14, "less than once in a billion times")]
    public void How_seldom_sizes_are_so_by_chance_is_told_without_a_p_value(double chance, string text) =>
        Assert.StartsWith($"The variants' sizes do not fit their shares (by chance that happens {text}): ", VerdictWords.Of(new Verdict.SampleRatioMismatch(chance, [], [])), StringComparison.Ordinal);

    [Theory]
    [InlineData(700.5, "about 9,000 more customers, about 701 days at this rate.")]
    [InlineData(2076, "about 9,000 more customers, more than two years at this rate: too few people for this test.")]
    public void A_test_that_takes_years_is_told_as_one_for_which_there_are_too_few_people(double days, string text) =>
        Assert.Equal($"No difference yet. A difference worth finding would show after {text}", VerdictWords.Of(new Verdict.NoDifferenceYet([], 9_000, days)));

    [Theory]
    [InlineData(0.9, "90%")]
    [InlineData(0.995, "over 99%")]
    public void A_chance_is_a_percent_without_a_space(double chance, string text) =>
        Assert.Equal($"mailed is ahead: {text} likely to be best, not proven yet.", VerdictWords.Of(new Verdict.Ahead("mailed", chance, [], [])));
}
