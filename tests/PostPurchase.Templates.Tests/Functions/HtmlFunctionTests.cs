using System.Net;
using PostPurchase.Templates.Functions;
using Xunit;

namespace PostPurchase.Templates.Tests.Functions;

public sealed class HtmlFunctionTests
{
    [Theory]
    [InlineData("plain text 100%")]
    [InlineData("<a href=\"x\">it's & that</a>")]
    [InlineData("Zoë größer \u00a0 \u00ff Ā Č 日本")]
    [InlineData("😀 and \ud83d alone \ude00")]
    [InlineData("\u007f\u0080\u009f\u00a0\0")]
    [InlineData("")]
    public void Escaping_is_that_of_the_runtime(string text)
    {
        Assert.Equal(WebUtility.HtmlEncode(text), new TestCall().Text("html.escape", text));
        Assert.Equal(WebUtility.HtmlEncode(text), new TestCall().Written("html.escape", text));
    }

    [Fact]
    public void Text_without_special_characters_is_not_copied()
    {
        const string Plain = "nothing to escape here";

        var result = new TestCall().Run("html.escape", Plain);

        Assert.Same(Plain, result.AsText());
        Assert.Equal(ValueKind.Html, result.Kind);
    }

    [Theory]
    [InlineData("<p>This</p> is", "This is")]
    [InlineData("<a title='a > b' x=\"<>\">x</a>", "x")]
    [InlineData("a<!-- <b> -->b", "ab")]
    [InlineData("a<script>if (1 < 2) x()</script >b", "ab")]
    [InlineData("a<STYLE>p { }</style>b", "ab")]
    [InlineData("a<script>never ends", "anever ends")]
    [InlineData("1 < 2 and 3 > 2", "1 < 2 and 3 > 2")]
    [InlineData("<never ends", "<never ends")]
    [InlineData("<b 'broken>x", "x")]
    [InlineData("<br/><scripted>x</scripted>", "x")]
    public void Strip_takes_out_markup(string text, string expected) => Assert.Equal(expected, new TestCall().Text("html.strip", text));

    [Theory]
    [InlineData('<', "<")]
    [InlineData('<', "<'>")]
    [InlineData('<', "<!--")]
    [InlineData('<', "<script>")]
    [InlineData('<', "<a\"")]
    public void Strip_is_linear_on_hostile_text(char first, string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 200_000)) + first;
        using var output = new TextBuffer();

        new HtmlStripper(output).Strip(text);

        Assert.True(output.Length <= text.Length);
    }

    [Fact]
    public void Line_breaks_get_a_tag_before_them()
    {
        Assert.Equal("a<br />\r\nb<br />\nc<br />\rd", new TestCall().Text("html.newline_to_br", "a\r\nb\nc\rd"));
        Assert.Equal(ValueKind.Html, new TestCall().Run("html.newline_to_br", Value.FromHtml("a\nb")).Kind);
        Assert.Equal(ValueKind.String, new TestCall().Run("html.newline_to_br", "a\nb").Kind);
    }

    [Theory]
    [InlineData("html.url_encode", "a b&c=d/e'ü😀", "a%20b%26c%3Dd%2Fe%27%C3%BC%F0%9F%98%80")]
    [InlineData("html.url_escape", "https://x.example/a b?q=<ü>&r='1'#f", "https://x.example/a%20b?q=%3C%C3%BC%3E&r='1'#f")]
    public void Addresses_are_percent_encoded(string function, string text, string expected) =>
        Assert.Equal(expected, new TestCall().Text(function, text));

    [Fact]
    public void Raw_marks_a_text_as_safe() => Assert.Equal(ValueKind.Html, new TestCall().Run("html.raw", "<b>").Kind);
}
