using NodaTime;
using PostPurchase.Core.Learning;
using Xunit;

namespace PostPurchase.Core.Tests.Experiments;

public sealed class PartnerConsentTests
{
    [Theory]
    [InlineData("y n", false, 2)] // allowed, and taken back
    [InlineData("n", true, 1)] // allowed by silence
    [InlineData("n", false, 0)] // never allowed
    [InlineData("y n n", false, 2)] // a form saved again
    [InlineData("- n", true, 2)] // said something else before
    [InlineData("y x n", false, 0)] // wanted no mail at all by then
    [InlineData("x y n", false, 0)] // still wants none
    public void A_refusal_counts_where_offers_of_others_were_allowed_until_then(string said, bool isSilenceYes, int day)
    {
        var words = said.Split(' ').Select((word, index) => (At: Day(index + 1), Own: word == "x" ? false : (bool?)null, ThirdParty: word switch { "y" => true, "n" => false, _ => (bool?)null }));

        var refusals = PartnerConsent.RefusalsOf(words.Reverse(), isSilenceYes);

        Instant[] expected = day == 0 ? [] : [Day(day)];
        Assert.Equal(expected, refusals);
    }

    private static Instant Day(int day) => Instant.FromUtc(2026, 1, day, 12, 0);
}
