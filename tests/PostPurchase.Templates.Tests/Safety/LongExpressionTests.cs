using PostPurchase.Templates.Tests.Language;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Templates.Tests.Safety;

/// <summary>Depth counts nesting, not length: what is long and flat works, also on a small stack and in the check.</summary>
public sealed class LongExpressionTests
{
    private const int Terms = 20_000;

    [Fact]
    public void A_long_sum_is_added_up() => Gives(Chain("1", " + 1"), $"{Terms + 1}");

    [Fact]
    public void A_long_row_of_conditions_is_decided() => Gives(Chain("false", " || false") + " || true", "true");

    [Fact]
    public void A_long_row_of_fallbacks_ends_at_the_first_value() => Gives(Chain("null", " ?? null") + " ?? 'found'", "found");

    [Fact]
    public void A_long_pipe_goes_through_every_function() => Gives(Chain("0", " | math.plus 1"), $"{Terms}");

    [Fact]
    public void A_long_pipe_over_lines_with_sums_in_between_goes_through_every_function() => Gives(Chain("0", " |\n math.plus 1 + 1"), $"{2 * Terms}");

    [Fact]
    public void A_long_row_of_question_marks_finds_its_answer() => Gives(Chain("", "x == 0 ? 1 : ") + "2", "2");

    [Fact]
    public void A_long_else_if_finds_its_branch() =>
        GivesPage("{{ if x == 0 }}a" + Repeat("{{ else if x == 1 }}b") + "{{ else if x == 5 }}here{{ end }}", "here");

    [Fact]
    public void A_long_case_finds_its_branch() => GivesPage("{{ case x }}" + Repeat("{{ when 1 }}b") + "{{ when 5 }}here{{ end }}", "here");

    [Fact]
    public void A_missing_name_in_a_long_row_of_fallbacks_is_no_miss_in_a_strict_render()
    {
        var strict = new RenderOptions { Misses = MissingValues.Fail };
        Assert.Equal("found", Rendering.Text("{{ " + Chain("nothing", " ?? null") + " ?? 'found' }}", options: strict));
    }

    [Fact]
    public void A_missing_name_in_a_long_sum_is_found_by_the_check()
    {
        var error = Assert.Single(Problems("{{ " + Chain("1", " + 1") + " + nothing }}"));
        Assert.Contains("`nothing`", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_is_bounded_in_the_links_of_a_long_expression_too()
    {
        var source = "{{ " + Chain("1", " + 1") + " + " + new string('(', 300) + "1" + new string(')', 300) + " }}";
        Assert.Contains("nested too deeply", Rendering.Refusal(source), StringComparison.Ordinal);
    }

    private static string Chain(string first, string link) => first + Repeat(link);

    private static string Repeat(string piece) => string.Concat(Enumerable.Repeat(piece, Terms));

    private static void Gives(string expression, string expected) => GivesPage("{{ " + expression + " }}", expected);

    private static void GivesPage(string page, string expected)
    {
        Exception? problem = null;
        var actual = "";
        var thread = new Thread(() => problem = Record.Exception(() => actual = Checked(page)), 256 * 1024) { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(Patience.Limit), "it hangs");
        Assert.Null(problem);
        Assert.Equal(expected, actual);
    }

    private static IReadOnlyList<TemplateError> Problems(string page) =>
        new TemplateCheck(new TemplateEngine(), ModelShape.Group(KeyValuePair.Create("x", ModelShape.Number))).Check(page, "page");

    private static string Checked(string page)
    {
        Problems(page);
        return Rendering.Html(page, """{"x": 5}""");
    }
}
