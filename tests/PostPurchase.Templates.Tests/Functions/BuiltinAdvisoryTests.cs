using Xunit;

namespace PostPurchase.Templates.Tests.Functions;

/// <summary>The published weaknesses of the upstream engine that lie in built-ins: each is a limit with a message here.</summary>
public sealed class BuiltinAdvisoryTests
{
    private const string SizeLimit = "Exceeding the size limit `100000` of the values of a render";
    private static readonly RenderLimits Small = new() { AllocatedUnits = 100_000, Steps = 50_000 };

    [Theory]
    [InlineData("string.pad_left")]
    [InlineData("string.pad_right")]
    public void Padding_cannot_take_memory_beyond_the_budget(string function) =>
        Assert.Equal(SizeLimit, new TestCall(Small).Refusal(function, "x", 2_000_000_000));

    [Fact]
    public void Arrays_cannot_be_multiplied_beyond_the_budget()
    {
        var call = new TestCall(Small);

        Assert.Equal(SizeLimit, call.Refusal("math.times", TestCall.List(1, 2, 3), 1_000_000));
        Assert.Equal(SizeLimit, call.Refusal("math.times", "abc", 1_000_000));
    }

    [Fact]
    public void To_json_stops_at_a_depth_and_at_the_budget()
    {
        var deep = TestCall.List();
        for (var i = 0; i < 10_000; i++) deep = TestCall.List(deep);

        Assert.Contains("too deeply nested", new TestCall().Refusal("object.to_json", deep), StringComparison.Ordinal);
        Assert.Equal(SizeLimit, new TestCall(Small).Refusal("object.to_json", Value.From(new ValueRange(1, long.MaxValue))));
    }

    [Fact]
    public void From_json_stops_at_a_depth() =>
        Assert.Contains("is not JSON", new TestCall().Refusal("object.from_json", new string('[', 100_000)), StringComparison.Ordinal);

    [Fact]
    public void Replacing_cannot_grow_a_text_beyond_the_budget()
    {
        var text = new string('a', 20_000);

        Assert.Equal(SizeLimit, new TestCall(Small).Refusal("string.replace", text, "a", "123456"));
        Assert.Equal(SizeLimit, new TestCall(Small).Refusal("regex.replace", text, "a", "$0$0$0$0$0$0"));
        Assert.Equal(SizeLimit, new TestCall(Small).Refusal("array.join", TestCall.List([.. Enumerable.Repeat<object?>(text, 6)]), ","));
    }

    [Theory]
    [InlineData("array.join", ",")]
    [InlineData("array.sort")]
    [InlineData("array.uniq")]
    [InlineData("array.reverse")]
    [InlineData("array.compact")]
    [InlineData("array.offset", 1)]
    [InlineData("array.add", 1)]
    [InlineData("array.map", "x")]
    [InlineData("array.contains", "x")]
    public void Built_ins_cannot_bypass_the_loop_limit_with_an_endless_range(string function, params object?[] more)
    {
        var endless = Value.From(new ValueRange(1, long.MaxValue));

        Assert.StartsWith("Exceeding the", new TestCall(Small).Refusal(function, [endless, .. more]), StringComparison.Ordinal);
    }

    [Fact]
    public void Comparing_every_item_with_every_other_is_charged()
    {
        var numbers = TestCall.List([.. Enumerable.Range(0, 2_000).Select(i => (object?)i)]);

        Assert.StartsWith("Exceeding the step limit", new TestCall(Small).Refusal("array.uniq", numbers), StringComparison.Ordinal);
    }

    [Fact]
    public void Insert_at_cannot_fill_memory_with_nulls() =>
        Assert.Equal(SizeLimit, new TestCall(Small).Refusal("array.insert_at", TestCall.List(), long.MaxValue - 1, 1));

    [Theory]
    [InlineData("N999999999")]
    [InlineData("D1000")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000")]
    public void Number_formats_cannot_ask_for_endless_digits(string format) =>
        Assert.Contains("is too long", new TestCall(Small).Refusal("math.format", 1, format), StringComparison.Ordinal);

    [Fact]
    public void A_regex_that_explodes_in_other_engines_is_linear() =>
        Assert.Equal("[]", new TestCall().Text("regex.match", new string('a', 50_000), "^(a+)+$b"));

    [Fact]
    public void Many_different_regexes_and_large_ones_on_long_texts_are_charged()
    {
        var call = new TestCall(Small);

        Assert.StartsWith("Exceeding the step limit", Assert.Throws<TemplateException>(() =>
        {
            for (var i = 0; i < 1_000; i++) call.Run("regex.match", "text", $"charged{i}");
        }).Errors[0].Message, StringComparison.Ordinal);
        Assert.StartsWith("Exceeding the step limit", new TestCall(Small).Refusal("regex.match", new string('a', 20_000), "(a|b)*a(a|b){100}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("string.contains", "b")]
    [InlineData("string.replace", "b", "c")]
    [InlineData("string.whitespace")]
    [InlineData("string.strip")]
    [InlineData("html.escape")]
    [InlineData("html.strip")]
    [InlineData("html.url_encode")]
    [InlineData("string.to_double")]
    [InlineData("string.equals_ignore_case", "b")]
    public void Looking_through_a_long_text_again_and_again_is_charged(string function, params object?[] more)
    {
        var call = new TestCall(Small);
        var text = new string('a', 1_000_000);

        Assert.StartsWith("Exceeding the", Assert.Throws<TemplateException>(() =>
        {
            for (var i = 0; i < 100; i++) call.Run(function, [text, .. more]);
        }).Errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sorting_long_texts_that_begin_alike_is_charged()
    {
        var texts = TestCall.List([.. Enumerable.Range(0, 50).Select(i => (object?)(new string('a', 10_000) + i))]);

        Assert.StartsWith("Exceeding the step limit", new TestCall(Small).Refusal("array.sort", texts), StringComparison.Ordinal);
    }

    [Fact]
    public void Strings_of_a_render_are_counted_together()
    {
        var call = new TestCall(Small);
        var half = new string('x', 50_000);

        call.Run("string.upcase", half);

        Assert.Equal(SizeLimit, call.Refusal("string.append", half, "y"));
    }
}
