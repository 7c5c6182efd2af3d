using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PostPurchase.Core.Experiments;

/// <summary>The bare formulas on text: what <c>postpurchase stats compare</c> and <c>stats srm</c> answer.</summary>
public static class StatsCommand
{
    private static readonly JsonWriterOptions Pretty = new() { Indented = true };

    /// <summary>Computes every case of a document of the form <c>{"cases": [...]}</c>.</summary>
    /// <param name="json">
    /// A case has <c>kind</c> (bayesian, frequentist, sequential; also welch_two_sided, welch_one_sided_greater, ..._lesser,
    /// sequential_two_sided and so on; or risk with <c>mu</c> and <c>sigma</c>), <c>difference</c> (relative by default, absolute),
    /// <c>prior</c>, <c>tuning</c>, <c>alpha</c>, and the arms <c>a</c> (control) and <c>b</c>. Other keys are ignored.
    /// </param>
    /// <returns>
    /// <c>{"results": [...]}</c> in the same order: <c>expected</c>, <c>ci</c>, <c>uplift_sd</c>, <c>chanceToWin</c>, <c>risk</c>,
    /// <c>pValue</c> as they apply, or <c>notEnoughData</c> with the reason, or <c>error</c> for a case that cannot be read or computed. An open end of
    /// an interval is the text "Infinity" or "-Infinity".
    /// </returns>
    /// <exception cref="FormatException">The document is not JSON or has no list of cases.</exception>
    public static string Compare(string json)
    {
        using var document = Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("cases", out var cases)
            || cases.ValueKind != JsonValueKind.Array)
            throw new FormatException("expected an object with the list \"cases\"");
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Pretty))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("results");
            foreach (var one in cases.EnumerateArray()) StatsCase.Answer(one, writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>P-value of the sample ratio, in invariant culture and full precision.</summary>
    /// <param name="users">Customers by arm, separated by commas.</param>
    /// <param name="weights">Weights by arm, separated by commas.</param>
    /// <exception cref="FormatException">A number cannot be read, or the lists do not fit each other.</exception>
    public static string SampleRatioPValue(string users, string weights)
    {
        try
        {
            var counts = users.Split(',').Select(text => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var count) ? count : throw new FormatException($"users '{text}': expected whole numbers separated by commas")).ToArray();
            var shares = weights.Split(',').Select(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) ? share : throw new FormatException($"weights '{text}': expected numbers separated by commas")).ToArray();
            return SampleRatio.PValue(counts, shares).ToString("R", CultureInfo.InvariantCulture);
        }
        catch (Exception problem) when (problem is ArgumentException or OverflowException)
        {
            throw new FormatException(Argument.Said(problem), problem);
        }
    }

    private static JsonDocument Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException problem)
        {
            throw new FormatException($"the file is not JSON: {problem.Message}", problem);
        }
    }
}
