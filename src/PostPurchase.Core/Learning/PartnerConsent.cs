using NodaTime;

namespace PostPurchase.Core.Learning;

/// <summary>What customers said of offers of others.</summary>
public static class PartnerConsent
{
    /// <summary>When offers of others were refused by somebody who had allowed them until then; a form that is saved again without them is no refusal.</summary>
    /// <param name="said">All that they said of mail, in any order; null = nothing of that kind.</param>
    /// <param name="isSilenceYes">Whether offers of others may go to them as long as they say nothing.</param>
    /// <returns>By time.</returns>
    public static IReadOnlyList<Instant> RefusalsOf(IEnumerable<(Instant At, bool? Own, bool? ThirdParty)> said, bool isSilenceYes)
    {
        var (refusals, own, others) = (new List<Instant>(), (bool?)null, (bool?)null);
        foreach (var word in said.OrderBy(word => word.At))
        {
            // Who wants no mail of the shop wants none of others either.
            if (word.ThirdParty == false && own != false && (others ?? isSilenceYes)) refusals.Add(word.At);
            (own, others) = (word.Own ?? own, word.ThirdParty ?? others);
        }

        return refusals;
    }
}
