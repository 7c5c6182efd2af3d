using System.Text.Json;
using PostPurchase.Server.Bench;
using PostPurchase.Server.Commands;
using Xunit;

namespace PostPurchase.Server.Tests.Commands;

/// <summary>That it works, not how fast: figures belong to an idle machine.</summary>
public sealed class BenchCommandTests : IDisposable
{
    private static readonly string[] s_measured =
        ["purchases stored over HTTP", "webhook to accepted mail", "webhook to mail at 2 a second", "steps, decided", "due mails accepted", "a waiting run in", "start to serving"];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Bench_measures_everything_and_leaves_nothing_behind()
    {
        var run = await CommandRun.Of(_folder, "bench", "--quick", "--share", "0.004", "--folder", _folder.Path, "--json");

        Assert.True(run.ExitCode == 0, run.Error);
        var figures = JsonDocument.Parse(run.Out).RootElement.GetProperty("figures").EnumerateArray().ToList();
        Assert.Equal(
            s_measured,
            s_measured.Where(name => figures.Exists(figure => figure.GetProperty("name").GetString()!.Contains(name, StringComparison.Ordinal))));
        Assert.All(figures, figure => Assert.True(figure.GetProperty("value").GetDouble() >= 0));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Bench_measures_one_part_alone_where_that_is_asked_for()
    {
        var run = await CommandRun.Of(_folder, "bench", "--only", "sizes", "--quick", "--share", "0.004", "--folder", _folder.Path);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(["a waiting run in the database", "the same with one sent mail"], run.Lines.Skip(1).Select(line => line[..line.IndexOfAny([':', '('])].TrimEnd()));
    }

    [Fact]
    public async Task Bench_that_is_interrupted_leaves_nothing_behind()
    {
        using var stop = new CancellationTokenSource();
        using var error = new StringWriter { NewLine = "\n" };
        var shell = new Shell { In = Stream.Null, Out = TextWriter.Null, Error = error, Folder = _folder.Path, Environment = new Dictionary<string, string>() };
        var running = CommandLine.RunAsync(["bench", "--only", "intake", "--folder", _folder.Path], shell, stop.Token);
        await Eventually.TrueAsync(() => Directory.EnumerateFiles(_folder.Path, "postpurchase.db", SearchOption.AllDirectories).Any());

        await stop.CancelAsync();

        Assert.Equal((1, "bench: interrupted\n"), (await running, error.ToString()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Bench_refuses_a_number_of_runs_below_one()
    {
        var run = await CommandRun.Of(_folder, "bench", "--waiting", "0");

        Assert.Equal((2, "--waiting 0: expected a number of runs above 0\n"), (run.ExitCode, run.Error));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(100, null, null, null)]
    [InlineData(100, 100.0, null, true)]
    [InlineData(99, 100.0, null, false)]
    [InlineData(100, null, 99.0, false)]
    [InlineData(99, null, 99.0, true)]
    public void A_figure_reaches_its_goal_or_misses_it(double value, double? atLeast, double? atMost, bool? isMet) =>
        Assert.Equal(isMet, new Figure("any", value, "/s") { AtLeast = atLeast, AtMost = atMost }.IsMet);

    [Theory]
    [InlineData(60, true)]
    [InlineData(59, false)]
    public void A_figure_has_to_reach_its_share_of_the_bound(double value, bool isMet) =>
        Assert.Equal(isMet, new Figure("any", value, "/s") { AtLeast = 1, Against = new("raw", 100, 0.6) }.IsMet);

    [Fact]
    public void A_conversation_of_which_everything_comes_at_once_is_answered_in_order()
    {
        var replies = new System.Buffers.ArrayBufferWriter<byte>();
        var mails = new List<string>();
        var talk = new SinkTalk((recipient, message) => mails.Add($"{recipient}: {message.Length}"));

        var used = talk.Take("EHLO x\r\nMAIL FROM:<a@b.c>\r\nRCPT TO:<d@e.f>\r\nDATA\r\nHi\r\n..\r\n.\r\nQUIT\r\nrest"u8, replies);

        Assert.Equal(["d@e.f: 8"], mails);
        Assert.Equal((true, 67), (talk.IsOver, used));
    }
}
