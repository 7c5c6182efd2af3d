using System.Globalization;
using System.Text.Json;
using PostPurchase.Core.Experiments;
using Xunit;

namespace PostPurchase.Core.Tests.Experiments;

public sealed class StatsCommandTests
{
    private const string Arms = """ "a":{"type":"proportion","sum":49,"n":100},"b":{"type":"proportion","sum":51,"n":100} """;

    [Fact]
    public void Results_come_in_order_with_the_keys_that_apply()
    {
        var results = Ask($$"""{"cases":[{"kind":"bayesian",{{Arms}}},{"kind":"frequentist","difference":"absolute",{{Arms}}},{"kind":"sequential","tuning":1000,"alpha":0.1,{{Arms}}}]}""");

        Assert.Equal(["expected", "ci", "uplift_sd", "chanceToWin", "risk"], Keys(results[0]));
        Assert.Equal(["expected", "ci", "uplift_sd", "pValue"], Keys(results[1]));
        Assert.Equal(["expected", "ci", "uplift_sd", "pValue"], Keys(results[2]));
        Assert.Equal(0.60918, results[0].GetProperty("chanceToWin").GetDouble(), 5);
        Assert.Equal(0.02, results[1].GetProperty("expected").GetDouble(), 12);
    }

    [Fact]
    public void A_prior_counts_only_if_it_is_proper()
    {
        var results = Ask($$"""{"cases":[{"kind":"bayesian","prior":"improper flat",{{Arms}}},{"kind":"bayesian","prior":{"mean":0,"variance":0.01,"proper":false},{{Arms}}},{"kind":"bayesian","prior":{"mean":0,"variance":0.01,"proper":true},{{Arms}}}]}""");

        Assert.Equal(results[0].ToString(), results[1].ToString());
        Assert.NotEqual(results[0].ToString(), results[2].ToString());
    }

    [Fact]
    public void Open_ends_are_words() =>
        Assert.Equal("Infinity", Ask($$"""{"cases":[{"kind":"welch_one_sided_greater",{{Arms}}}]}""")[0].GetProperty("ci")[1].GetString());

    [Fact]
    public void Missing_data_and_unreadable_cases_are_answered_one_by_one()
    {
        var results = Ask($$"""{"cases":[{"kind":"bayesian","a":{"type":"proportion","sum":0,"n":0},"b":{"type":"proportion","sum":0,"n":0} },{"kind":"guess",{{Arms}}},7,{"kind":"frequentist",{{Arms}}}]}""");

        Assert.Equal(["notEnoughData"], Keys(results[0]));
        Assert.Equal(["error"], Keys(results[1]));
        Assert.Equal(["error"], Keys(results[2]));
        Assert.True(results[3].TryGetProperty("pValue", out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"cases\":3}")]
    public void A_file_without_cases_is_refused(string json) => Assert.Throws<FormatException>(() => StatsCommand.Compare(json));

    [Fact]
    public void Sample_ratio_reads_lists()
    {
        Assert.Equal(0.0290963, double.Parse(StatsCommand.SampleRatioPValue("1000,1100", "0.5,0.5"), CultureInfo.InvariantCulture), 7); // chi-square 100^2 / 2100
        Assert.Throws<FormatException>(() => StatsCommand.SampleRatioPValue("1000", "0.5,0.5"));
        Assert.Throws<FormatException>(() => StatsCommand.SampleRatioPValue("many", "1"));
    }

    [Theory]
    [InlineData("\"flat earth\"", "'prior' is \"flat earth\": expected \"improper flat\" or an object with mean, variance and proper")]
    [InlineData("7", "'prior' is 7: expected \"improper flat\" or an object with mean, variance and proper")]
    [InlineData("{\"proper\":\"no\"}", "'prior.proper' is \"no\": expected true or false")]
    public void A_prior_that_is_not_known_is_an_error(string prior, string said) =>
        Assert.Equal(said, Ask($$"""{"cases":[{"kind":"bayesian","prior":{{prior}},{{Arms}}}]}""")[0].GetProperty("error").GetString());

    [Theory]
    [InlineData("""{"type":"proportion","sum":5,"n":-10}""", "'b.n' is -10: expected 0 or more customers")]
    [InlineData("""{"type":"mean","sum":5,"sum_squares":25,"n":-1}""", "'b.n' is -1: expected 0 or more customers")]
    [InlineData("""{"type":"proportion","sum":120,"n":100}""", "'b.sum' is 120: of 100 customers 0 to 100 did it")]
    [InlineData("""{"type":"proportion","sum":-1,"n":100}""", "'b.sum' is -1: of 100 customers 0 to 100 did it")]
    [InlineData("""{"type":"mean","sum":10,"sum_squares":19.9,"n":5}""", "'b.sum_squares' is 19.9: with n = 5 and sum = 10 it is 20 or more")]
    [InlineData("""{"type":"mean","sum":0,"sum_squares":-1,"n":0}""", "'b.sum_squares' is -1: with n = 0 and sum = 0 it is 0 or more")]
    public void Sums_that_cannot_be_are_an_error_that_says_what_can(string arm, string said) =>
        Assert.Equal(said, Ask($$"""{"cases":[{"kind":"frequentist","a":{"type":"mean","sum":10,"sum_squares":40,"n":4},"b":{{arm}}}]}""")[0].GetProperty("error").GetString());

    [Fact]
    public void Errors_do_not_name_parameters_of_the_program()
    {
        var error = Ask($$"""{"cases":[{"kind":"frequentist","alpha":2,{{Arms}}}]}""")[0].GetProperty("error").GetString();
        var ratio = Assert.Throws<FormatException>(() => StatsCommand.SampleRatioPValue("1000", "0.5,0.5"));

        Assert.Equal(("alpha is over 0 and under 1", "1 counts of customers, but 2 weights"), (error, ratio.Message));
    }

    [Theory]
    [InlineData("\"kind\":\"sequential\",\"tuning\":1e-310")]
    [InlineData("\"kind\":\"sequential_one_sided_lesser\",\"tuning\":1e-310")]
    [InlineData("\"kind\":\"bayesian\",\"prior\":{\"mean\":0,\"variance\":1e-310}")]
    [InlineData("\"kind\":\"bayesian\",\"prior\":{\"mean\":0,\"variance\":1e-320}")]
    [InlineData("\"kind\":\"bayesian\",\"alpha\":5e-324")]
    [InlineData("\"kind\":\"risk\",\"mu\":1.7e308,\"sigma\":1.7e308")]
    [InlineData("\"kind\":\"risk\",\"cases\":[{\"mu\":0,\"sigma\":1},{\"mu\":1.7e308,\"sigma\":1.7e308}]")]
    public void What_cannot_be_computed_is_an_error_without_half_a_result_and_the_next_case_is_answered(string asked)
    {
        var results = Ask($$"""{"cases":[{{{asked}},{{Arms}}},{"kind":"frequentist",{{Arms}}}]}""");

        Assert.Equal(["error"], Keys(results[0]));
        Assert.Equal("its numbers are too small or too large to compute with", results[0].GetProperty("error").GetString());
        Assert.True(results[1].TryGetProperty("pValue", out _));
    }

    // R's qnorm(5e-17, lower.tail = FALSE), and the same of 5e-301: 1 less such a tail is 1
    [Theory]
    [InlineData("frequentist", "1e-16", 8.30479)]
    [InlineData("bayesian", "1e-16", 8.30479)]
    [InlineData("bayesian", "1e-300", 37.06579)]
    public void The_interval_of_a_tiny_alpha_is_as_wide_as_its_tail_says(string kind, string alpha, double errors)
    {
        const string Many = """ "a":{"type":"proportion","sum":490000000,"n":1000000000},"b":{"type":"proportion","sum":510000000,"n":1000000000} """;

        var result = Ask($$"""{"cases":[{"kind":"{{kind}}","alpha":{{alpha}},{{Many}}}]}""")[0];

        var ends = result.GetProperty("ci");
        Assert.Equal(errors, (ends[1].GetDouble() - ends[0].GetDouble()) / 2 / result.GetProperty("uplift_sd").GetDouble(), 4);
    }

    [Theory]
    [InlineData("\"kind\":\"bayesian\",\"difference\":5", "'difference' is 5: expected a text")]
    [InlineData("\"kind\":[]", "'kind' is []: expected a text")]
    public void A_choice_that_is_no_text_is_an_error(string asked, string said) =>
        Assert.Equal(said, Ask($$"""{"cases":[{{{asked}},{{Arms}}}]}""")[0].GetProperty("error").GetString());

    private static JsonElement[] Ask(string json)
    {
        using var answer = JsonDocument.Parse(StatsCommand.Compare(json));
        return [.. answer.RootElement.GetProperty("results").EnumerateArray().Select(result => result.Clone())];
    }

    private static IEnumerable<string> Keys(JsonElement result) => result.EnumerateObject().Select(property => property.Name);

    [Fact]
    public void Whole_numbers_with_a_point_or_an_exponent_and_nulls_for_defaults_are_read()
    {
        const string Case = """{"cases":[{"kind":"frequentist","difference":"absolute","alpha":null,"tuning":null,"prior":null,"a":{"type":"proportion","sum":5e8,"n":1e9},"b":{"type":"proportion","sum":500100000,"n":1000000000.0}}]}""";

        Assert.Contains("pValue", StatsCommand.Compare(Case), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3.3000000000000003", "3.6300000000000003", 3)]
    [InlineData("0.30000000000000004", "0.030000000000000006", 3)]
    [InlineData("700.0000000000001", "70000.00000000001", 7)]
    public void Amounts_that_differ_by_rounding_only_have_no_variance(string sum, string squares, int count)
    {
        var text = $$$"""{"cases":[{"kind":"bayesian","a":{"type":"mean","sum":{{{sum}}},"sum_squares":{{{squares}}},"n":{{{count}}}},"b":{"type":"mean","sum":10,"sum_squares":40,"n":4}}]}""";

        Assert.Contains("notEnoughData", StatsCommand.Compare(text), StringComparison.Ordinal);
    }
}
