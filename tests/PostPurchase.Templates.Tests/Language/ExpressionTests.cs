using Xunit;

namespace PostPurchase.Templates.Tests.Language;

public class ExpressionTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("7 / 2", "3.5")]
    [InlineData("7 // 2", "3")]
    [InlineData("7 % 3", "1")]
    [InlineData("1 << 3", "8")]
    [InlineData("59.90m + 0.10m", "60.00")]
    [InlineData("9223372036854775807 + 1", "9223372036854775808")]
    [InlineData("'a' * 3", "aaa")]
    [InlineData("null + 'a'", "a")]
    [InlineData("1 == '1'", "true")]
    [InlineData("true && false || true", "true")]
    [InlineData("null ?? 'd'", "d")]
    [InlineData("1 ?! 2", "2")]
    [InlineData("'5' | string.to_int + 1", "6")]
    [InlineData("1..3", "[1, 2, 3]")]
    [InlineData("{a: 1, b: ['x', null]}", "{a: 1, b: [\"x\", null]}")]
    [InlineData("[1, 2, 3][-1]", "3")]
    [InlineData("true ? 'a' : 'b'", "a")]
    [InlineData("-(2 + 3)", "-5")]
    [InlineData("!null", "true")]
    [InlineData("[] == empty", "true")]
    public void An_expression_gives_its_value(string source, string expected) =>
        Assert.Equal(expected, Rendering.Text("{{ " + source + " }}"));

    [Theory]
    [InlineData("x = 5; x += 2; x", "7")]
    [InlineData("x = 1; x++; x", "12")]
    [InlineData("f(x) = x * 2; f(3) + 1", "7")]
    [InlineData("func f(x, y = 2); ret x + y; end; f 1", "3")]
    [InlineData("f = do; ret $0 + $1; end; f 1 2", "3")]
    [InlineData("[1, 2] | array.each do; ret $0 * 2; end", "[2, 4]")]
    [InlineData("up = @string.upcase; 'a' | up", "A")]
    [InlineData("for x in 1..3; x; for.last ? '.' : ', '; end", "1, 2, 3.")]
    [InlineData("for x in []; x; else; 'none'; end", "none")]
    [InlineData("for x in {a: 1}; x.key; x.value; end", "a1")]
    [InlineData("case 2; when 1, 2; 'few'; else; 'many'; end", "few")]
    [InlineData("a = {}; with a; b = 1; end; a.b", "1")]
    [InlineData("import {a: 1}; a", "1")]
    [InlineData("a = [1]; a[3] = 2; a", "[1, null, null, 2]")]
    [InlineData("func w; $$; end; wrap w; 'in'; end", "in")]
    public void Statements_do_what_they_say(string source, string expected) =>
        Assert.Equal(expected, Rendering.Text("{{ " + source + " }}"));

    [Fact]
    public void A_pipe_can_go_on_at_the_start_of_the_next_line() =>
        Assert.Equal("AX", Rendering.Text("{{ 'a'\n | string.upcase\n | string.append 'X' }}"));

    [Fact]
    public void Loop_variables_are_gone_after_the_loop() =>
        Assert.Equal("12|", Rendering.Text("{{ for x in 1..2; x; end }}|{{ x }}"));

    [Fact]
    public void A_model_is_read_and_never_changed()
    {
        const string Model = """{"a":{"b":1}}""";
        Assert.Equal("2", Rendering.Text("{{ a = 2; a }}", Model));
        Assert.Contains("readonly", Rendering.Refusal("{{ a.b = 2 }}", Model), StringComparison.Ordinal);
    }

    [Fact]
    public void Indented_code_indents_every_line_of_its_value() =>
        Assert.Equal("  a\n  b", Rendering.Text("  {{ \"a\\nb\" }}"));

    [Fact]
    public void Tilde_marks_take_their_line_away() =>
        Assert.Equal("<ul>\n  <li>1</li>\n  <li>2</li>\n</ul>", Rendering.Text("<ul>\n  {{~ for x in 1..2 ~}}\n  <li>{{ x }}</li>\n  {{~ end ~}}\n</ul>"));

    [Fact]
    public void An_escape_block_is_left_alone() => Assert.Equal("{{ x }}", Rendering.Text("{%{{{ x }}}%}"));

    [Theory]
    [InlineData("{{ x.y }}", 6, "Cannot get the member x.y for a null object.")]
    [InlineData("{{ foo 1 }}", 4, "The function `foo` was not found")]
    [InlineData("{{ 1 ) }}", 6, "Invalid token found `)`. Expecting <EOL>/end of line.")]
    [InlineData("{{ string.upcase }}", 4, "Invalid number of arguments `0` passed to `string.upcase` while expecting `1` arguments")]
    public void An_error_says_where_and_what(string source, int column, string message)
    {
        var error = Rendering.Error(source);
        Assert.Equal(("text", 1, column, message), (error.Source, error.Line, error.Column, error.Message));
    }

    [Fact]
    public void Every_syntax_error_of_a_template_is_reported()
    {
        var problem = Assert.Throws<TemplateException>(() => Rendering.Text("{{ 1 + }}\n{{ if }}x{{ end }}"));
        Assert.Equal([1, 2], problem.Errors.Select(error => error.Line));
    }

    [Fact]
    public void Threads_can_share_a_template_and_a_model()
    {
        var template = new TemplateEngine().Parse("{{ for x in list; x.a | string.upcase; t = t + x.b; end; t }}", "t");
        var model = Rendering.Model("""{"t":"","list":[{"a":"x","b":1},{"a":"y","b":2}]}""");
        Assert.All(ParallelEnumerable.Range(0, 500).Select(_ => template.Render(model)).ToArray(), text => Assert.Equal("XY12", text));
    }

    [Fact]
    public void A_condition_must_be_true_or_false()
    {
        var engine = new TemplateEngine();
        var model = Rendering.Model("""{"n":3}""");
        Assert.True(engine.ParseExpression("n > 2 && !missing", "if").Test(model));
        Assert.False(engine.ParseExpression("missing", "if").Test(model));
        Assert.Throws<TemplateException>(() => engine.ParseExpression("n", "if").Test(model));
    }
}
