using Xunit;

namespace PostPurchase.Templates.Tests.Language;

/// <summary>What a statement writes is indented as its mark is, the text of its body too: a mark with ~ or - before it indents nothing.</summary>
public sealed class IndentTests
{
    [Theory]
    [InlineData("   {{ 'a\\nb\\n' }}c\nd", "   a\n   b\nc\nd")]
    [InlineData("x {{ 'a\\nb' }}", "x a\nb")]
    [InlineData("  {{~ 'a\\nb' }}", "a\nb")]
    [InlineData("{{ 1 -}}\n  {{ 'a\\nb' }}", "1a\nb")]
    [InlineData("  {{ 'a\\n'; 'b' }}", "  a\n  b")]
    [InlineData("  {{ 'a\\nb' }} {{ 'c\\nd' }}", "  a\n  b c\nd")]
    public void Lines_of_a_value_are_indented_as_its_mark_is(string source, string expected) => Assert.Equal(expected, Rendering.Text(source));

    [Theory]
    [InlineData("      {{ if true }}a<br>\n      {{ end }}b", "      a<br>\n            b")]
    [InlineData("  {{ for i in 1..2 }}\n  <li>{{ i }}</li>\n  {{ end }}", "  \n    <li>1</li>\n    \n    <li>2</li>\n    ")]
    [InlineData("  {{~ for i in 1..2 ~}}\n  <li>{{ i }}</li>\n  {{~ end ~}}\n", "  <li>1</li>\n  <li>2</li>\n")]
    public void The_body_of_a_block_is_indented_with_the_mark_that_opens_it_as_upstream_has_it(string source, string expected) =>
        Assert.Equal(expected, Rendering.Text(source));

    [Theory]
    [InlineData("  {{ for i in 1..2; 'a\\n'; end }}", "  a\n  a\n")]
    [InlineData("{{ func f; 'a\\nb'; end }}\n  {{ f }}", "\n  a\n  b")]
    [InlineData("  {{ include 'p' }}\nx", "  1\n  2\nx")]
    public void Code_inside_the_mark_is(string source, string expected) => Assert.Equal(expected, Rendering.Text(source, options: Rendering.With(("p", "1\n2"))));
}
