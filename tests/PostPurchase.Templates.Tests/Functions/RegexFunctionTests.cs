using PostPurchase.Templates.Functions;
using Xunit;

namespace PostPurchase.Templates.Tests.Functions;

public sealed class RegexFunctionTests
{
    [Fact]
    public void Matches_come_with_their_groups()
    {
        var call = new TestCall();

        Assert.Equal("""["is a text123", "is", "text123"]""", call.Text("regex.match", "this is a text123", @"(\w+) a ([a-z]+\d+)"));
        Assert.Equal("[]", call.Text("regex.match", "abc", "x"));
        Assert.Equal("""[["a1", "1"], ["a2", "2"]]""", call.Text("regex.matches", "a1 a2", @"a(\d)"));
        Assert.Equal("""["ac", "a", "", "c"]""", call.Text("regex.match", "ac", "(a)(b)?(c)"));
    }

    [Theory]
    [InlineData("ABBC", "b+", "-", "i", "A-C")]
    [InlineData("a\nb", "^", ">", "m", ">a\n>b")]
    [InlineData("a\nb", "a.b", "x", "s", "x")]
    [InlineData("ab", "a  b # both", "x", "x", "x")]
    [InlineData("John Doe", @"(\w+) (\w+)", "$2 $1", null, "Doe John")]
    [InlineData("abc", "x", "y", null, "abc")]
    public void Replacing_knows_options_and_groups(string text, string pattern, string replacement, string? options, string expected) =>
        Assert.Equal(expected, new TestCall().Text("regex.replace", text, pattern, replacement, options));

    [Fact]
    public void Splitting_escaping_and_unescaping()
    {
        var call = new TestCall();

        Assert.Equal("""["a", "b", "c"]""", call.Text("regex.split", "a, b ,c", @"\s*,\s*"));
        Assert.Equal("""["", "a", "b", ""]""", call.Text("regex.split", "ab", "x*"));
        Assert.Equal(@"\(abc\.\*\)", call.Text("regex.escape", "(abc.*)"));
        Assert.Equal("(abc.*)", call.Text("regex.unescape", @"\(abc\.\*\)"));
    }

    [Theory]
    [InlineData("(", "is not valid")]
    [InlineData(@"(a)\1", "needs backtracking")]
    [InlineData("(?=a)", "needs backtracking")]
    [InlineData("((a{90}){90}){90}", "repeats too much")]
    [InlineData("a{2147483647}", "repeats too much")]
    [InlineData("", "is empty")]
    public void Patterns_that_cannot_be_run_safely_are_refused(string pattern, string reason) =>
        Assert.Contains(reason, new TestCall().Refusal("regex.match", "text", pattern), StringComparison.Ordinal);

    [Fact]
    public void An_unknown_option_and_a_long_pattern_are_refused()
    {
        Assert.Equal("Unknown regex option `q`. Expecting `i`, `m`, `s` or `x`", new TestCall().Refusal("regex.match", "a", "a", "q"));
        Assert.Contains("at most 500", new TestCall().Refusal("regex.match", "a", new string('a', 501)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("a{3}b", 4)]
    [InlineData("(ab{2}){3,10}", 40)]
    [InlineData(@"[^]{9}]\{", 2)]
    [InlineData("x{,5}", 5)]
    public void The_size_of_a_pattern_counts_repetitions(string pattern, long expected) => Assert.True(RegexSize.Of(pattern) >= expected);

    [Fact]
    public void The_cache_is_bounded_and_still_right_when_it_overflows()
    {
        var call = new TestCall(new RenderLimits { Steps = 10_000_000 });

        for (var i = 0; i < 400; i++) Assert.Equal("x", call.Text("regex.replace", $"k{i}", $"k{i}", "x"));
        Assert.Equal("x", call.Text("regex.replace", "k0", "k0", "x"));
    }
}
