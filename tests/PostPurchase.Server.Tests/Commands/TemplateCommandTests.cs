using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Server.Tests.Commands;

public sealed class TemplateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_template_is_rendered_with_its_model_and_partials()
    {
        _folder.Write("a.txt", "{{ name }}: {{ include 'part' 1 }}{{ include 'unknown' }}");
        _folder.Write("m.json", """{"name":"Jane"}""");
        _folder.Write("parts/part", "<{{ $1 }}>");

        var run = await CommandRun.Of(_folder, "template", "--source", "a.txt", "--model", "m.json", "--includes", "parts");

        Assert.Equal((0, "Jane: <1>unknown", ""), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task An_error_prints_nothing_on_the_output_and_names_the_source_text()
    {
        _folder.Write("a.txt", "before {{ 1 + }}");

        var run = await CommandRun.Of(_folder, "template", "--source", "a.txt");

        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("text(1,", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ include 'null' }}", "text(1,4) : error : Include template path is null for `null`\n")]
    [InlineData("{{ include 'invalid2' }}", "text(1,4) : error : The result of including `invalid2->invalid2` cannot be null\n")]
    public async Task Partials_without_path_or_text_are_errors_at_their_include(string source, string expected)
    {
        _folder.Write("a.txt", source);

        var run = await CommandRun.Of(_folder, "template", "--source", "a.txt");

        Assert.Equal((1, expected), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Values_are_escaped_with_escape_html()
    {
        _folder.Write("a.txt", "<b>{{ '<' }}</b>");

        var run = await CommandRun.Of(_folder, "template", "--source", "a.txt", "--escape", "html");

        Assert.Equal("<b>&lt;</b>", run.Out);
    }

    [Theory]
    [InlineData("--grammar", "liquid")]
    [InlineData("--culture", "xx-nowhere-at-all")]
    [InlineData("--escape", "xml")]
    [InlineData("--unknown", "1")]
    public async Task Arguments_that_are_not_known_are_wrong(string option, string value)
    {
        _folder.Write("a.txt", "");

        var run = await CommandRun.Of(_folder, "template", "--source", "a.txt", option, value);

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.NotEqual("", run.Error);
    }

    [ConformanceFact]
    public async Task The_published_cases_come_out_as_expected()
    {
        var model = Conformance.PathTo("scriban", "model.json");
        using var table = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Conformance.PathTo("scriban", "include-table.json")));
        foreach (var partial in table.RootElement.GetProperty("default").EnumerateObject()) _folder.Write("parts/" + partial.Name, partial.Value.GetString()!);
        var wrong = new List<string>();
        foreach (var input in Directory.EnumerateFiles(Conformance.PathTo("scriban", "TestFiles"), "*.txt", SearchOption.AllDirectories))
        {
            if (input.EndsWith(".out.txt", StringComparison.Ordinal) || input.Contains("liquid", StringComparison.Ordinal) || input.Contains("scientific", StringComparison.Ordinal)) continue;
            var run = await CommandRun.Of(_folder, "template", "--source", input, "--model", model, "--includes", "parts", "--grammar", "default");
            var expected = (await File.ReadAllTextAsync(Path.ChangeExtension(input, null) + ".out.txt")).Replace("\r\n", "\n", StringComparison.Ordinal);
            var actual = run.ExitCode == 0 ? run.Out : run.Error.TrimEnd('\n');
            if (actual.Replace("\r\n", "\n", StringComparison.Ordinal) != expected) wrong.Add(input);
        }
        Assert.Empty(wrong);
    }

    public void Dispose() => _folder.Dispose();
}
