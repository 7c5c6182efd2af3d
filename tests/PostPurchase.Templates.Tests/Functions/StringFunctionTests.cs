using Xunit;

namespace PostPurchase.Templates.Tests.Functions;

public sealed class StringFunctionTests
{
    [Theory]
    [InlineData("string.escape", "a\tb\n\"c\\d", "a\\tb\\n\\\"c\\\\d")]
    [InlineData("string.literal", "Hello\n\"World\"\u0001", "\"Hello\\n\\\"World\\\"\\u0001\"")]
    [InlineData("string.capitalize", "été", "Été")]
    [InlineData("string.capitalizewords", "this is\teasy", "This Is\tEasy")]
    [InlineData("string.downcase", "TeSt", "test")]
    [InlineData("string.upcase", "straße", "STRAßE")]
    [InlineData("string.handleize", "  100% M & Ms!!! ", "100-m-ms")]
    [InlineData("string.lstrip", "  x ", "x ")]
    [InlineData("string.rstrip", "  x ", "  x")]
    [InlineData("string.strip", " \t x \n", "x")]
    [InlineData("string.strip_newlines", "a\r\nb\rc\nd", "abcd")]
    [InlineData("string.base64_encode", "Grüße", "R3LDvMOfZQ==")]
    [InlineData("string.base64_decode", "R3LDvMOfZQ==", "Grüße")]
    [InlineData("string.md5", "", "d41d8cd98f00b204e9800998ecf8427e")]
    public void One_text_gives_another(string function, string text, string expected) =>
        Assert.Equal(expected, new TestCall().Text(function, text));

    [Theory]
    [InlineData("string.escape")]
    [InlineData("string.downcase")]
    [InlineData("string.upcase")]
    [InlineData("string.strip")]
    [InlineData("string.capitalize")]
    [InlineData("string.capitalizewords")]
    [InlineData("string.handleize")]
    [InlineData("string.strip_newlines")]
    [InlineData("string.base64_encode")]
    [InlineData("html.escape")]
    [InlineData("html.strip")]
    [InlineData("html.url_encode")]
    [InlineData("html.newline_to_br")]
    public void Nothing_stays_nothing(string function) => Assert.Equal("", new TestCall().Text(function, [null]));

    [Theory]
    [InlineData(0, null, "hello")]
    [InlineData(1, null, "ello")]
    [InlineData(1, 3, "ell")]
    [InlineData(1, 0, "ello")]
    [InlineData(-3, null, "llo")]
    [InlineData(-7, 4, "he")]
    [InlineData(-7, null, "hel")]
    [InlineData(9, null, "")]
    [InlineData(1, -2, "")]
    public void Slice_counts_from_the_start_or_the_end(int start, int? length, string expected) =>
        Assert.Equal(expected, new TestCall().Text("string.slice", "hello", start, length));

    [Fact]
    public void Slice1_takes_one_character_unless_told() => Assert.Equal("e", new TestCall().Text("string.slice1", "hello", 1));

    [Theory]
    [InlineData("a/b//c/", "/", "a|b|c")]
    [InlineData("abc", "/", "abc")]
    [InlineData("abc", "", "abc")]
    [InlineData("", "/", "")]
    public void Split_leaves_out_empty_pieces(string text, string match, string expected) =>
        Assert.Equal(expected, new TestCall().Text("array.join", new TestCall().Run("string.split", text, match), "|"));

    [Theory]
    [InlineData("The cat came back", 13, null, "The cat ca...")]
    [InlineData("short", 5, null, "short")]
    [InlineData("shorter", 5, "!", "shor!")]
    [InlineData("shorter", 2, "long ellipsis", "long ellipsis")]
    [InlineData("ab😀cd", 6, "…", "ab😀cd")]
    [InlineData("ab😀cd", 4, "…", "ab…")]
    public void Truncate_includes_the_ellipsis_in_the_length(string text, int length, string? ellipsis, string expected) =>
        Assert.Equal(expected, new TestCall().Text("string.truncate", text, length, ellipsis));

    [Theory]
    [InlineData("The  cat\ncame back", 3, "The cat came...")]
    [InlineData("The cat", 2, "The cat")]
    [InlineData("", 2, "")]
    [InlineData("The cat", 0, "...")]
    public void Truncatewords_counts_words(string text, int count, string expected) =>
        Assert.Equal(expected, new TestCall().Text("string.truncatewords", text, count));

    [Fact]
    public void Replacing_is_by_characters_and_ignores_an_empty_match()
    {
        var call = new TestCall();

        Assert.Equal("b b", call.Text("string.replace", "a a", "a", "b"));
        Assert.Equal("a a", call.Text("string.replace", "a a", "", "b"));
        Assert.Equal("b a", call.Text("string.replace_first", "a a", "a", "b"));
        Assert.Equal("a b", call.Text("string.replace_first", "a a", "a", "b", true));
        Assert.Equal(" a", call.Text("string.remove_first", "a a", "a"));
        Assert.Equal("a ", call.Text("string.remove_last", "a a", "a"));
        Assert.Equal("", call.Text("string.remove", "aaa", "a"));
    }

    [Fact]
    public void Index_of_looks_in_the_part_that_it_is_told()
    {
        var call = new TestCall();

        Assert.Equal("2", call.Text("string.index_of", "hello", "l"));
        Assert.Equal("3", call.Text("string.index_of", "hello", "l", 3));
        Assert.Equal("-1", call.Text("string.index_of", "hello", "o", 0, 4));
        Assert.Equal("0", call.Text("string.index_of", "hello", "HE", null, null, "OrdinalIgnoreCase"));
        Assert.StartsWith("The start index `9` is outside", call.Refusal("string.index_of", "hello", "l", 9), StringComparison.Ordinal);
        Assert.StartsWith("Unknown string comparison `Loose`", call.Refusal("string.index_of", "hello", "l", null, null, "Loose"), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_read_or_null()
    {
        var call = new TestCall();

        Assert.Equal("123", call.Text("string.to_int", " 123 "));
        Assert.True(call.Run("string.to_int", "3000000000").IsNull);
        Assert.Equal("3000000000", call.Text("string.to_long", "3000000000"));
        Assert.Equal("123.4", call.Text("string.to_double", "123.4"));
        Assert.True(call.Run("string.to_float", "abc").IsNull);
    }

    [Fact]
    public void Safe_markup_stays_safe_only_where_nothing_is_cut()
    {
        var call = new TestCall();
        var markup = Value.FromHtml(" <b>x</b> ");

        Assert.Equal(ValueKind.Html, call.Run("string.strip", markup).Kind);
        Assert.Equal(ValueKind.Html, call.Run("string.append", markup, markup).Kind);
        Assert.Equal(ValueKind.String, call.Run("string.append", markup, "<i>").Kind);
        Assert.Equal(ValueKind.String, call.Run("string.truncate", markup, 5).Kind);
        Assert.Equal(ValueKind.String, call.Run("string.upcase", markup).Kind);
    }

    [Fact]
    public void Broken_Base64_and_a_negative_width_are_refused()
    {
        Assert.Equal("The text `%%%` is not Base64", new TestCall().Refusal("string.base64_decode", "%%%"));
        Assert.Equal("The width `-1` is negative", new TestCall().Refusal("string.pad_left", "a", -1));
    }
}
