using System.Globalization;
using System.Text.Json;
using PostPurchase.Core.Experiments;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Core.Tests.Experiments;

public sealed class PublishedCasesTests
{
    [ConformanceFact]
    public void Every_published_case_agrees_to_five_decimals()
    {
        var text = File.ReadAllText(Conformance.PathTo("stats", "gbstats_published_cases.json"));
        using var cases = JsonDocument.Parse(text);
        using var answers = JsonDocument.Parse(StatsCommand.Compare(text));
        var pairs = cases.RootElement.GetProperty("cases").EnumerateArray()
            .Zip(answers.RootElement.GetProperty("results").EnumerateArray()).ToList();

        var misses = pairs.SelectMany(pair => Misses(pair.First, pair.Second)).ToList();

        Assert.Equal(17, pairs.Count);
        Assert.Empty(misses);
    }

    [ConformanceFact]
    public void The_published_statement_on_tuning_holds()
    {
        var (a, b) = (new Sample.Mean(3000, 1396.87, 52377.9767), new Sample.Mean(3461, 2422.7, 134698.29));

        double Width(double tuning) => ((Comparison.Frequentist)SequentialTest.Compare(a, b, tuning: tuning)).Confidence.High;

        Assert.True(Width(10) > Width(6461) && Width(10) > Width(10000) && Width(10000) > Width(6461));
    }

    private static IEnumerable<string> Misses(JsonElement asked, JsonElement answered)
    {
        var kind = asked.GetProperty("kind").GetString()!;
        if (kind == "property") return [];
        if (kind == "risk")
            return asked.GetProperty("cases").EnumerateArray().Zip(answered.GetProperty("cases").EnumerateArray())
                .Where(pair => !Agree(pair.First.GetProperty("risk"), pair.Second.GetProperty("risk"))).Select(pair => pair.Second.ToString());
        // the case without any customers is answered in words
        if (asked.GetProperty("a").GetProperty("n").GetInt64() == 0)
            return answered.TryGetProperty("notEnoughData", out _) ? [] : [answered.ToString()];
        return asked.GetProperty("expect").EnumerateObject()
            .Where(expected => !Agree(expected.Value, answered.GetProperty(expected.Name)))
            .Select(expected => $"{asked.GetProperty("test")} {expected.Name}: expected {expected.Value}, got {answered.GetProperty(expected.Name)}");
    }

    private static bool Agree(JsonElement expected, JsonElement actual) => expected.ValueKind switch
    {
        JsonValueKind.Array => expected.EnumerateArray().Zip(actual.EnumerateArray()).All(pair => Agree(pair.First, pair.Second)),
        JsonValueKind.String => expected.GetString() == actual.GetString(),
        _ => Five(expected) == Five(actual),
    };

    private static string Five(JsonElement number) => Math.Round(number.GetDouble(), 5).ToString("0.00000", CultureInfo.InvariantCulture).Replace("-0.00000", "0.00000", StringComparison.Ordinal);
}
