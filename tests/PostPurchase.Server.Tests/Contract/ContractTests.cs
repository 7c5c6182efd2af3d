using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Server.Tests.Contract;

/// <summary>What is promised to users beside the tests that hold it: a test that was renamed or deleted leaves a promise without one, which shows here.</summary>
public sealed class ContractTests
{
    private static readonly ContractRow[] s_rows = [.. ContractOfJourneys.All, .. ContractOfRuns.All, .. ContractOfEvents.All, .. ContractOfCommands.All, .. ContractOfWeb.All, .. ContractOfSettings.All];

    [Fact]
    public void Every_promise_is_held_by_tests_that_are_there()
    {
        var tests = TestNames.All();

        Assert.True(tests.Count > 1_000, $"only {tests.Count} tests were found");
        Assert.Empty(s_rows.SelectMany(row => row.Tests.Where(test => !tests.Contains(test)).Select(test => $"{row.Section}: {row.Words}: there is no test {test}")));
    }

    [Fact]
    public void A_promise_without_a_test_says_what_is_not_here_and_none_is_made_twice()
    {
        Assert.Empty(s_rows.Where(row => row.Tests.Length == 0 && row.NotHere is null).Select(row => row.Words));
        Assert.Equal(s_rows.Length, s_rows.Select(row => row.Words).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal([1, 2, 3, 4, 5], s_rows.Select(row => row.Section).Distinct().Order());
    }
}
