using System.Globalization;
using System.Text.Json;

namespace PostPurchase.Core.Experiments;

/// <summary>One case of <see cref="StatsCommand.Compare"/>.</summary>
internal static class StatsCase
{
    private const string Flat = "improper flat";

    public static void Answer(JsonElement one, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        try
        {
            if (one.ValueKind != JsonValueKind.Object) throw new FormatException("a case is an object");
            if (Text(one, "kind", "") == "risk") WriteRisks(one, writer);
            else Write(Computable(Compare(one), Text(one, "kind", "").Contains("one_sided", StringComparison.Ordinal)), writer);
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException)
        {
            writer.WriteString("error", Argument.Said(problem));
        }
        writer.WriteEndObject();
    }

    private static Comparison Compare(JsonElement one)
    {
        var (a, b) = (Arm(one, "a"), Arm(one, "b"));
        var difference = Text(one, "difference", "relative") switch
        {
            "relative" => Difference.Relative,
            "absolute" => Difference.Absolute,
            var other => throw new FormatException($"difference '{other}': expected relative or absolute"),
        };
        var alpha = Number(one, "alpha", 0.05);
        var tuning = Number(one, "tuning", SequentialTest.DefaultTuning);
        return Text(one, "kind", "") switch
        {
            "bayesian" => BayesianTest.Compare(a, b, difference, PriorOf(one), alpha),
            "frequentist" or "welch" or "welch_two_sided" => WelchTest.Compare(a, b, difference, alpha),
            "welch_one_sided_greater" => WelchTest.Compare(a, b, difference, alpha, Tail.Greater),
            "welch_one_sided_lesser" => WelchTest.Compare(a, b, difference, alpha, Tail.Lesser),
            "sequential" or "sequential_two_sided" => SequentialTest.Compare(a, b, difference, alpha, tuning),
            "sequential_one_sided_greater" => SequentialTest.Compare(a, b, difference, alpha, tuning, Tail.Greater),
            "sequential_one_sided_lesser" => SequentialTest.Compare(a, b, difference, alpha, tuning, Tail.Lesser),
            var other => throw new FormatException($"kind '{other}': expected bayesian, frequentist or sequential"),
        };
    }

    private static Sample Arm(JsonElement one, string name)
    {
        if (!one.TryGetProperty(name, out var arm) || arm.ValueKind != JsonValueKind.Object) throw new FormatException($"'{name}' is missing");
        var count = Whole(arm, name);
        if (count < 0) throw new FormatException($"'{name}.n' is {count}: expected 0 or more customers");
        var sum = Number(arm, "sum", null);
        return Text(arm, "type", "") switch
        {
            "proportion" when sum < 0 || sum > count => throw new FormatException($"'{name}.sum' is {Said(sum)}: of {count} customers 0 to {count} did it"),
            "proportion" => new Sample.Proportion(count, sum),
            "mean" => new Sample.Mean(count, sum, Squares(arm, name, (count, sum))),
            var other => throw new FormatException($"'{name}.type' is '{other}': expected proportion or mean"),
        };
    }

    // By Cauchy and Schwarz; sums of many amounts are rounded.
    private static double Squares(JsonElement arm, string name, (long Count, double Sum) of)
    {
        var squares = Number(arm, "sum_squares", null);
        var least = of.Count == 0 ? 0 : of.Sum / of.Count * of.Sum;
        return squares >= least * (1 - 1e-9) ? squares : throw new FormatException($"'{name}.sum_squares' is {Said(squares)}: with n = {of.Count} and sum = {Said(of.Sum)} it is {Said(least)} or more");
    }

    private static string Said(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    // Programs write whole numbers as 100.0 and 1e9 too.
    private static long Whole(JsonElement arm, string name)
    {
        if (arm.TryGetProperty("n", out var n) && n.ValueKind == JsonValueKind.Number)
        {
            if (n.TryGetInt64(out var count)) return count;
            if (n.TryGetDouble(out var number) && Math.Abs(number) < 1e18 && double.IsInteger(number)) return (long)number;
        }

        throw new FormatException($"'{name}.n' is not a whole number");
    }

    private static Prior? PriorOf(JsonElement one)
    {
        if (!one.TryGetProperty("prior", out var prior) || prior.ValueKind == JsonValueKind.Null || (prior.ValueKind == JsonValueKind.String && prior.ValueEquals(Flat))) return null;
        if (prior.ValueKind != JsonValueKind.Object) throw new FormatException($"'prior' is {prior.GetRawText()}: expected \"{Flat}\" or an object with mean, variance and proper");
        var isProper = !prior.TryGetProperty("proper", out var proper) || proper.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.Null => true,
            JsonValueKind.False => false,
            _ => throw new FormatException($"'prior.proper' is {proper.GetRawText()}: expected true or false"),
        };
        if (!isProper) return null;
        return new Prior(Number(prior, "mean", 0), Number(prior, "variance", 1));
    }

    private static string Text(JsonElement from, string name, string otherwise)
    {
        if (!from.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return otherwise;
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new FormatException($"'{name}' is {value.GetRawText()}: expected a text");
    }

    private static double Number(JsonElement from, string name, double? otherwise)
    {
        if (!from.TryGetProperty(name, out var value) || (value.ValueKind == JsonValueKind.Null && otherwise is not null)) return otherwise ?? throw new FormatException($"'{name}' is missing");
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw new FormatException($"'{name}' is not a number");
    }

    // Looked at whole before anything is written: half a result beside an error would be neither.
    private static Comparison Computable(Comparison comparison, bool isOneSided)
    {
        var isComputable = comparison switch
        {
            Comparison.Bayesian belief => AreFinite(belief.Expected, belief.UpliftDeviation, belief.ChanceToWin, belief.LossIfControl, belief.LossIfTreatment, belief.Credible.Low, belief.Credible.High),
            Comparison.Frequentist test => AreFinite(test.Expected, test.UpliftDeviation, test.PValue) && HasEnds(test.Confidence, isOneSided),
            _ => true,
        };
        return isComputable ? comparison : throw OutOfRange();
    }

    private static bool AreFinite(params ReadOnlySpan<double> numbers)
    {
        foreach (var number in numbers)
        {
            if (!double.IsFinite(number)) return false;
        }
        return true;
    }

    // Of a one-sided interval one end is open, outwards.
    private static bool HasEnds(Interval interval, bool isOneSided) =>
        isOneSided ? (AreFinite(interval.Low) && interval.High > interval.Low) || (AreFinite(interval.High) && interval.Low < interval.High) : AreFinite(interval.Low, interval.High);

    private static FormatException OutOfRange() => new("its numbers are too small or too large to compute with");

    private static void Write(Comparison comparison, Utf8JsonWriter writer)
    {
        switch (comparison)
        {
            case Comparison.NotEnoughData missing:
                writer.WriteString("notEnoughData", missing.Why);
                break;
            case Comparison.Bayesian belief:
                writer.WriteNumber("expected", belief.Expected);
                WritePair(writer, "ci", belief.Credible.Low, belief.Credible.High);
                writer.WriteNumber("uplift_sd", belief.UpliftDeviation);
                writer.WriteNumber("chanceToWin", belief.ChanceToWin);
                WritePair(writer, "risk", belief.LossIfControl, belief.LossIfTreatment);
                break;
            case Comparison.Frequentist test:
                writer.WriteNumber("expected", test.Expected);
                WritePair(writer, "ci", test.Confidence.Low, test.Confidence.High);
                writer.WriteNumber("uplift_sd", test.UpliftDeviation);
                writer.WriteNumber("pValue", test.PValue);
                break;
        }
    }

    private static void WriteRisks(JsonElement one, Utf8JsonWriter writer)
    {
        if (!one.TryGetProperty("cases", out var cases))
        {
            WriteRisk(one, writer);
            return;
        }
        var risks = cases.ValueKind == JsonValueKind.Array ? cases.EnumerateArray().ToArray() : throw new FormatException("'cases' is not a list");
        var pairs = risks.Select(Risk).ToArray(); // all read before anything is written
        writer.WriteStartArray("cases");
        foreach (var (ifControl, ifTreatment) in pairs)
        {
            writer.WriteStartObject();
            WritePair(writer, "risk", ifControl, ifTreatment);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteRisk(JsonElement one, Utf8JsonWriter writer)
    {
        var (ifControl, ifTreatment) = Risk(one);
        WritePair(writer, "risk", ifControl, ifTreatment);
    }

    private static (double IfControl, double IfTreatment) Risk(JsonElement one)
    {
        if (one.ValueKind != JsonValueKind.Object) throw new FormatException("a case is an object");
        var sigma = Number(one, "sigma", null);
        if (!(sigma > 0)) throw new FormatException("'sigma' is not over 0");
        var risk = BayesianTest.Risk(Number(one, "mu", null), sigma);
        return AreFinite(risk.IfControl, risk.IfTreatment) ? risk : throw OutOfRange();
    }

    private static void WritePair(Utf8JsonWriter writer, string name, double first, double second)
    {
        writer.WriteStartArray(name);
        WriteNumber(writer, first);
        WriteNumber(writer, second);
        writer.WriteEndArray();
    }

    // JSON has no infinity
    private static void WriteNumber(Utf8JsonWriter writer, double value)
    {
        if (double.IsPositiveInfinity(value)) writer.WriteStringValue("Infinity");
        else if (double.IsNegativeInfinity(value)) writer.WriteStringValue("-Infinity");
        else writer.WriteNumberValue(value);
    }
}
