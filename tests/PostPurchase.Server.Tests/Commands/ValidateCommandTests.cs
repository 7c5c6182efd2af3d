using Xunit;

namespace PostPurchase.Server.Tests.Commands;

public sealed class ValidateCommandTests : IDisposable
{
    private const string Sound = """
        journey: hello
        trigger: { on: purchase }
        steps:
          - { id: thanks, email: { template: thanks, content: transactional, subject: "Hello {{ customer.first_name ?? 'friend' }}" } }

        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Sound_files_are_fine()
    {
        _folder.Write("workflows/hello.yaml", Sound);
        _folder.Write("templates/thanks.html", "<p>{{ purchase.number ?? '' }}</p>{{ include '_footer' }}");
        _folder.Write("templates/_footer.html", "{{ store.name }}");

        var run = await CommandRun.Of(_folder, "validate");

        Assert.Equal((0, "3 files: no errors\n", ""), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task Every_problem_has_its_place_and_a_suggestion()
    {
        _folder.Write("workflows/hello.yaml", Sound.Replace("trigger:", "triger:", StringComparison.Ordinal));
        _folder.Write("templates/thanks.html", "<p>{{ customer.frist_name }}</p>");

        var run = await CommandRun.Of(_folder, "validate");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("workflows/hello.yaml:2:1: error PP101", run.Error, StringComparison.Ordinal);
        Assert.Contains("templates/thanks.html:1:16: error PP109", run.Error, StringComparison.Ordinal);
        Assert.Contains("first_name", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notes.md", "notes.md: expected a folder, or a file that ends in .yaml, .yml, .json, .html, .txt\n")]
    [InlineData("empty", "empty: there is no journey, segment, offer or template in it\n")]
    public async Task What_holds_nothing_to_check_is_a_wrong_argument(string path, string error)
    {
        _folder.Write("notes.md", "A note");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "empty"));

        var run = await CommandRun.Of(_folder, "validate", path);

        Assert.Equal((2, "", error), (run.ExitCode, run.Out, run.Error));
    }

    [Theory]
    [InlineData("workflows/offers")]
    [InlineData("workflows/offers/")]
    [InlineData("workflows/segments")]
    public async Task A_folder_of_offers_or_segments_is_checked_as_what_it_holds(string folder)
    {
        _folder.Write("workflows/offers/own.yaml", "program: own\noffers:\n  - { id: a, name: A, url: \"https://shop.example/a\" }\n");
        _folder.Write("workflows/segments/vip.yaml", "segment: vip\nif: customer.purchase_count > 3\n");

        var run = await CommandRun.Of(_folder, "validate", folder);

        Assert.Equal((0, "1 file: no errors\n", ""), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task A_file_that_is_named_alone_knows_the_segments_of_its_folder()
    {
        WriteNeighbours("segment: vip\nif: customer.purchase_count > 3\n");
        _folder.Write("workflows/other.yaml", "journey: hello\ntriger: {}\n");

        var run = await CommandRun.Of(_folder, "validate", "workflows/hello.yaml");

        Assert.Equal((0, "1 file: no errors\n", ""), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task Of_a_file_that_is_named_alone_only_its_own_problems_are_told()
    {
        WriteNeighbours("segment: vip\niff: customer.purchase_count > 3\n");

        var journey = await CommandRun.Of(_folder, "validate", "workflows/hello.yaml");
        var segment = await CommandRun.Of(_folder, "validate", "workflows/segments/vip.yaml");

        Assert.Equal((1, 1), (journey.ExitCode, segment.ExitCode)); // a segment that cannot be read is none
        Assert.DoesNotContain("workflows/segments/vip.yaml", journey.Error, StringComparison.Ordinal);
        Assert.Contains("workflows/segments/vip.yaml:2:1: error", segment.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_segment_is_checked_from_inside_its_folder_too()
    {
        _folder.Write("workflows/segments/vip.yaml", "segment: vip\niff: customer.purchase_count > 3\n");

        var run = await CommandRun.In(Path.Combine(_folder.Path, "workflows", "segments"), "validate", "vip.yaml");

        Assert.Contains("vip.yaml:2:1: error", run.Error, StringComparison.Ordinal);
    }

    // A journey that names a segment of another file.
    private void WriteNeighbours(string segment)
    {
        _folder.Write("workflows/hello.yaml", Sound.Replace("{ on: purchase }", "{ on: purchase, if: in_segment('vip') }", StringComparison.Ordinal));
        _folder.Write("workflows/segments/vip.yaml", segment);
        _folder.Write("templates/thanks.html", "");
    }

    [Fact]
    public async Task A_template_that_is_not_there_is_a_problem_of_the_journey()
    {
        _folder.Write("workflows/hello.yaml", Sound);
        _folder.Write("templates/thank.html", "");

        var run = await CommandRun.Of(_folder, "validate", "workflows", "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("\"severity\":\"error\",\"code\":\"PP106\"", run.Out, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
