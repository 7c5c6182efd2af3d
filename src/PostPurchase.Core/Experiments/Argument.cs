namespace PostPurchase.Core.Experiments;

/// <summary>Checks of arguments that many tests share.</summary>
internal static class Argument
{
    /// <summary>What is wrong, for people: without the name of the parameter, which is for programmers.</summary>
    public static string Said(Exception problem) =>
        problem.Message.IndexOf(" (Parameter '", StringComparison.Ordinal) is >= 0 and var end ? problem.Message[..end] : problem.Message;

    public static void Alpha(double alpha)
    {
        if (!(alpha > 0 && alpha < 1)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "alpha is over 0 and under 1");
    }

    public static void Power(double power)
    {
        if (!(power > 0 && power < 1)) throw new ArgumentOutOfRangeException(nameof(power), power, "power is over 0 and under 1");
    }

    public static void Rate(double rate)
    {
        if (!(rate >= 0 && rate <= 1)) throw new ArgumentOutOfRangeException(nameof(rate), rate, "a rate is within 0..1");
    }
}
