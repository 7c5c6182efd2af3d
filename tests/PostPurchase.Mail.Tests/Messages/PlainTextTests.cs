using PostPurchase.Mail.Deliverability;
using PostPurchase.Mail.Messages;
using Xunit;

namespace PostPurchase.Mail.Tests.Messages;

public class PlainTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("just words", "just words")]
    [InlineData("<p>One</p><p>Two</p>", "One\n\nTwo")]
    [InlineData("<p>  much \n\t space&nbsp; here </p>", "much space here")]
    [InlineData("a<br>b<br/>c", "a\nb\nc")]
    [InlineData("a<br><br><br><br>b", "a\n\nb")]
    [InlineData("<div>a</div><div><div>b</div></div>", "a\nb")]
    [InlineData("<b>Fish</b> &amp; <i>Chips</i> &lt;3 &#8364; &euro;", "Fish & Chips <3 € €")]
    [InlineData("<ul><li>one</li><li>two</li></ul>", "- one\n- two")]
    [InlineData("<ol><li>one<li>two</ol>after", "1. one\n2. two\n\nafter")]
    [InlineData("<table><tr><td>Total</td><td>59.90</td></tr><tr><td>Tax</td><td>0</td></tr></table>", "Total 59.90\nTax 0")]
    [InlineData("<a href=\"https://shop.example/c/1?a=1&amp;b=2\">Shop now</a>!", "Shop now <https://shop.example/c/1?a=1&b=2>!")]
    [InlineData("<a href='https://shop.example/'>https://shop.example</a>", "https://shop.example")]
    [InlineData("<a href=https://shop.example/x><img src=a.png alt='The pack'></a>", "The pack <https://shop.example/x>")]
    [InlineData("<a href=\"https://shop.example/x\"><img src=a.png></a>", "<https://shop.example/x>")]
    [InlineData("<a href=\"mailto:help@shop.example\">help@shop.example</a>", "help@shop.example")]
    [InlineData("<a href=\"javascript:alert(1)\">click</a> <a href=\"#top\">top</a> <a name=x>x</a>", "click top x")]
    [InlineData("<head><title>T</title><style>p{color:red}</style></head><script>if (a<b) x()</script>seen", "seen")]
    [InlineData("<div style=\"DISPLAY: none; max-height:0\">preheader<div>inner</div></div><p>seen</p>", "seen")]
    [InlineData("<P style=\"display:none\">not<p>seen</p>", "seen")]
    [InlineData("<span style='opacity:0.9'>seen</span><span hidden>not</span>", "seen")]
    [InlineData("<td style=\"font-size:0px\"><div style=\"font-size:14px\">seen</div></td>", "seen")]
    [InlineData("<!-- a > b --><!doctype html><![if !mso]>seen<![endif]>", "seen")]
    [InlineData("<p title=\"a > b\">seen</p>", "seen")]
    [InlineData("1 < 2 and <3", "1 < 2 and <3")]
    [InlineData("<p>cut off <a href=\"https://x.example", "cut off")]
    [InlineData("a<hr>b", "a\n\n----------\n\nb")]
    [InlineData("<pre>x\n  y</pre>", "x\n  y")]
    [InlineData("soft\u00ADhyphen\u200B", "softhyphen")]
    public void Html_reads_as_text_like_this(string html, string expected) => Assert.Equal(expected, PlainText.FromHtml(html));

    [Theory]
    [InlineData("<")]
    [InlineData("<a href=\"")]
    [InlineData("<script>")]
    [InlineData("</")]
    [InlineData("<!--")]
    [InlineData("&")]
    [InlineData("<ul><li>")]
    [InlineData("<div style=\"display:none\">")]
    [InlineData("<pre> ")]
    [InlineData("<script></")]
    public void A_very_long_run_of_one_piece_is_read_to_its_end(string piece) =>
        Assert.NotNull(PlainText.FromHtml(string.Concat(Enumerable.Repeat(piece, 400_000 / piece.Length))));

    [Fact]
    public void Any_mess_of_markup_is_read_and_linted_without_an_exception()
    {
        string[] pieces = ["<", ">", "</", "<a ", "href=", "\"", "'", "https://x.example/", "<div style=\"display:none\">", "</div>", "<pre>", "</pre>", "<li>", "</ol>", "<ol>", "<!--", "-->",
            "<script>", "</script", "&amp;", "&#x1F600;", "&#99999999;", "\uD800", "word ", "\n", "=", "/", "<td", "style=font-size:", "0", ";", ":", "<p hidden", "</p>", "<br/>", "<img alt=", "</a>"];
        var random = new Random(1866);
        for (var i = 0; i < 3000; i++)
        {
            var html = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => pieces[random.Next(pieces.Length)]));
            var message = Sample.Marketing() with { Html = html };
            var wire = Sample.Bytes(message);
            random.NextBytes(wire.AsSpan(random.Next(wire.Length / 2), 8));

            Assert.NotNull(PlainText.FromHtml(html));
            Assert.NotNull(MessageLint.Check(message, wire, isMarketing: true));
        }
    }
}
