using Xunit;

namespace PostPurchase.Templates.Tests.Language;

/// <summary>Small print of the language that its users know from upstream.</summary>
public sealed class UpstreamDetailTests
{
    [Theory]
    [InlineData("{{ math.abs -5 }}", "text(1,4) : error : Invalid number of arguments `0` passed to `math.abs` while expecting `1` arguments")]
    [InlineData("{{ date.now | date.add_days -1 }}", "text(1,15) : error : Invalid number of arguments `1` passed to `date.add_days` while expecting `2` arguments")]
    public void A_sign_right_behind_a_function_is_an_operator_so_a_first_negative_argument_needs_parentheses(string source, string expected) =>
        Assert.Equal(expected, Refusal(source));

    [Theory]
    [InlineData("{{ math.abs (-5) }}", "5")]
    [InlineData("{{ math.abs(-5) }}", "5")]
    [InlineData("{{ -5 | math.abs }}", "5")]
    public void A_first_negative_argument_is_taken_in_parentheses_or_through_a_pipe(string source, string expected) =>
        Assert.Equal(expected, Rendering.Text(source));

    [Theory]
    [InlineData("a{{ ret 5 }}b", "a5")]
    [InlineData("a{{ ret }}b", "a")]
    [InlineData("a{{ if true; ret 'x' + 1; end }}b", "ax1")]
    [InlineData("{{ include 'p' }}!", "in 7!")]
    public void What_a_page_returns_is_written_where_it_ends(string source, string expected) =>
        Assert.Equal(expected, Rendering.Text(source, options: Rendering.With(("p", "in {{ ret 7 }} not this"))));

    [Fact]
    public void What_a_page_of_markup_returns_is_escaped() => Assert.Equal("&lt;b&gt;", Rendering.Html("{{ ret '<b>' }}"));

    [Theory]
    [InlineData("5", "'5'")]
    [InlineData("'5'", "5")]
    [InlineData("1", "true")]
    [InlineData("null", "null")]
    [InlineData("[]", "empty")]
    public void Case_matches_where_equality_holds(string value, string candidate)
    {
        Assert.Equal("yes", Rendering.Text($"{{{{ case {value}; when {candidate}; 'yes'; else; 'no'; end }}}}"));
        Assert.Equal("true", Rendering.Text($"{{{{ {value} == {candidate} }}}}"));
    }

    [Fact]
    public void A_list_writes_its_texts_as_literals_so_that_control_characters_are_seen() =>
        Assert.Equal("""["a\nb\t\"c\"\\", {k: "x\r\u0001"}]""", Rendering.Text("""{{ ["a\nb\t\"c\"\\", {k: "x\r\u0001"}] }}"""));

    [Theory]
    [InlineData("""{{ "\u00" }}""", """text(1,9) : error : Unexpected hex number `"` following `\u`. Expecting `\u0000` to `\uffff`.""")]
    [InlineData("""{{ "\u00zz" }}""", """text(1,9) : error : Unexpected hex number `z` following `\u`. Expecting `\u0000` to `\uffff`.""")]
    [InlineData("""{{ "\xZ1" }}""", """text(1,7) : error : Unexpected hex number `Z` following `\x`. Expecting `\x00` to `\xff`.""")]
    [InlineData("""{{ $"{1}\x1" }}""", """text(1,12) : error : Unexpected hex number `"` following `\x`. Expecting `\x00` to `\xff`.""")]
    public void A_bad_escape_says_which_character_is_no_hex_number(string source, string expected) => Assert.Equal(expected, Refusal(source));

    [Theory]
    [InlineData("{{ 'a' - 'b' }}", "text(1,8) : error : Operator `-` is not supported on string objects")]
    [InlineData("{{ 'ab' * [1] }}", "text(1,11) : error : Expecting an integer. The operator `*` is not supported for the expression. Only working on string x int or int x string")]
    [InlineData("{{ {} + 1 }}", "text(1,7) : error : Unsupported types `{}/object` + `1/int` for binary operation")]
    [InlineData("{{ x = 5; x[0] }}", "text(1,11) : error : Expecting a list. Invalid value `5/int` for the target `x` for the indexer: x[0]")]
    [InlineData("{{ 1 // 0 }}", "text(1,6) : error : Attempted to divide by zero.")]
    [InlineData("{{ 'a' | nope | neither }}", "text(1,10) : error : The function `nope` was not found")]
    [InlineData("{{ func f(); end; f 1 }}", "text(1,19) : error : Invalid number of arguments `1` passed to `f` while expecting `0` arguments")]
    [InlineData("{{ x = $$ }}", "text(1,11) : error : Cannot use block delegate $$ in a nested expression")]
    public void An_error_points_to_the_operator_or_operand_that_does_not_fit(string source, string expected) => Assert.Equal(expected, Refusal(source));

    [Theory]
    [InlineData("{{ 'ab' * 1.6 }}", "abab")]
    [InlineData("{{ '3' * 'ab' }}", "ababab")]
    [InlineData("{{ true + 1 }}", "2")]
    [InlineData("{{ true == 1 }}", "true")]
    public void Operands_are_converted_as_far_as_they_can_be(string source, string expected) => Assert.Equal(expected, Rendering.Text(source));

    [Theory]
    [InlineData("{{ !string.empty 'a' }}", "true")]
    [InlineData("{{ if !string.contains 'abc' 'z' && true; 'y'; end }}", "y")]
    [InlineData("{{ -math.abs (-5) }}", "-5")]
    public void A_sign_before_a_call_is_applied_to_what_the_call_gives(string source, string expected) => Assert.Equal(expected, Rendering.Text(source));

    [Fact]
    public void A_text_is_a_list_of_its_characters_where_a_list_is_wanted() => Assert.Equal("a-b c 3", Rendering.Text("{{ 'ab' | array.join '-' }} {{ 'abc' | array.last }} {{ 'abc' | array.size }}"));

    private static string Refusal(string source) => Assert.Throws<TemplateException>(() => Rendering.Text(source)).Message;
}
