using MathNet.Numerics;

namespace PostPurchase.Core.Experiments;

/// <summary>Exact Bayesian comparison of two rates with uniform priors, also for few customers, no success or nothing but successes.</summary>
public static class BetaBinomial
{
    private const int MostTerms = 2000;
    private const double MostCustomers = 1e6;

    /// <summary>P(rate of treatment > rate of control), 0..1; 0.5 without any data.</summary>
    /// <param name="control">The arm to compare with.</param>
    /// <param name="treatment">The other arm.</param>
    public static double ChanceToWin(Sample.Proportion control, Sample.Proportion treatment)
    {
        // beyond these sizes the logarithms of the closed form lose figures that quadrature keeps
        var isSmall = treatment.Successes < MostTerms && Math.Max(control.Count, treatment.Count) <= MostCustomers;
        return isSmall && double.IsInteger(treatment.Successes) ? ClosedForm(control, treatment) : ByQuadrature(control, treatment);
    }

    /// <summary>Expected loss of rate if the control is kept, and if the treatment is shipped; each within 0..1.</summary>
    /// <param name="control">The arm to compare with.</param>
    /// <param name="treatment">The other arm.</param>
    public static (double IfControl, double IfTreatment) ExpectedLoss(Sample.Proportion control, Sample.Proportion treatment)
    {
        var grid = Grid(control, treatment);
        return (grid.ExpectedExcess(1, 0), grid.ExpectedExcess(0, 1));
    }

    /// <summary>
    /// Sum over i below aB of B(aA + i, bA + bB) / ((bB + i) B(1 + i, bB) B(aA, bA)), a = successes + 1, b = failures + 1: Evan Miller,
    /// "Formulas for Bayesian A/B Testing", equation 6.
    /// </summary>
    internal static double ClosedForm(Sample.Proportion control, Sample.Proportion treatment)
    {
        var (a, b) = (control.Successes + 1, control.Count - control.Successes + 1);
        var (terms, failures) = ((int)treatment.Successes + 1, treatment.Count - treatment.Successes + 1);
        var sum = 0.0;
        for (var i = 0; i < terms; i++)
            sum += Math.Exp(BetaLn(a + i, b + failures) - Math.Log(failures + i) - BetaLn(1 + i, failures) - BetaLn(a, b));
        return Math.Clamp(sum, 0, 1);
    }

    internal static double ByQuadrature(Sample.Proportion control, Sample.Proportion treatment) =>
        Math.Clamp(Grid(control, treatment).ChanceToBeBest(1), 0, 1);

    private static PosteriorGrid Grid(Sample.Proportion control, Sample.Proportion treatment) => new([Rate(control), Rate(treatment)]);

    internal static Posterior Rate(Sample.Proportion sample) => new Posterior.Beta(sample.Successes, sample.Count - sample.Successes);

    private static double BetaLn(double a, double b) =>
        SpecialFunctions.GammaLn(a) + SpecialFunctions.GammaLn(b) - SpecialFunctions.GammaLn(a + b);
}
