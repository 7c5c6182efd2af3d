namespace PostPurchase.Core.Experiments;

/// <summary>
/// Variance reduction by earlier spend: Deng, Xu, Kohavi, Walker, "Improving the Sensitivity of Online Controlled Experiments by Utilizing
/// Pre-Experiment Data", WSDM 2013, equation 4.
/// </summary>
public static class Cuped
{
    /// <summary>
    /// The arms with the part of each average that earlier spend explains taken out. One theta and one earlier average, those of all arms
    /// together, so that the adjustment has the same mean in every arm and the difference stays unbiased. With no earlier spend, or one
    /// that does not vary, the arms come back unchanged in value.
    /// </summary>
    /// <param name="arms">Two or more arms of one experiment.</param>
    /// <returns>One sample an arm, in the same order.</returns>
    public static IReadOnlyList<Sample> Adjust(IReadOnlyList<PairedSample> arms)
    {
        var count = arms.Sum(arm => arm.Count);
        var earlierVariance = arms.Sum(arm => arm.Before.Variance * Math.Max(0, arm.Count - 1));
        var covariance = arms.Sum(arm => arm.Covariance * Math.Max(0, arm.Count - 1));
        var theta = earlierVariance > 0 ? covariance / earlierVariance : 0;
        var earlierAverage = count == 0 ? 0 : arms.Sum(arm => arm.EarlierSum) / count;
        return [.. arms.Select(arm => Adjust(arm, theta, earlierAverage))];
    }

    private static Sample.Adjusted Adjust(PairedSample arm, double theta, double earlierAverage)
    {
        var (during, before) = (arm.During, arm.Before);
        var average = arm.Count == 0 ? 0 : during.Average - theta * (before.Average - earlierAverage);
        var variance = during.Variance + theta * theta * before.Variance - 2 * theta * arm.Covariance;
        return new Sample.Adjusted(arm.Count, average, Math.Max(0, variance), during.EventCount);
    }
}
