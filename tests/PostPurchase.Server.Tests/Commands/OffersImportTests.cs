using Xunit;

namespace PostPurchase.Server.Tests.Commands;

/// <summary><c>offers import</c>: whose the products of a feed may be.</summary>
public sealed class OffersImportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OffersImportTests()
    {
        _folder.Write("feed.csv", "id,title,link\nmug,Mug,https://peak.example/mug\n");
        _folder.Write("workflows/offers/peak.yaml", "program: peak\nname: Peak\nnetwork: direct\n");
        _folder.Write("workflows/offers/feeds.yaml", "feeds: [ { name: summit, url: \"https://summit.example/f.csv\", program: summit } ]\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_program_that_no_file_has_is_refused_with_those_that_there_are()
    {
        var run = await CommandRun.Of(_folder, "offers", "import", "feed.csv", "--program", "nosuch");

        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains("--program nosuch: no file of workflows/offers has such a program; there are own, peak, summit", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("own")]
    [InlineData("peak")]
    [InlineData("summit")]
    public async Task The_shops_own_and_a_program_that_a_file_names_take_it(string program) =>
        Assert.Equal("taken 1, set aside 0\n", (await CommandRun.Of(_folder, "offers", "import", "feed.csv", "--program", program)).Out);
}
