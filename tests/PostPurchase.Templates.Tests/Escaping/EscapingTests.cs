using PostPurchase.Templates.Tests.Language;
using Xunit;

namespace PostPurchase.Templates.Tests.Escaping;

public class EscapingTests
{
    private const string Model = """{"v":"<b>&\"'","js":"javascript:alert(1)","ok":"https://shop.example/?a=1&b=2","css":"red;background:url(x)","n":5}""";

    [Theory]
    [InlineData("<p>{{ v }}</p>", "<p>&lt;b&gt;&amp;&quot;&#39;</p>")]
    [InlineData("<p title=\"{{ v }}\">", "<p title=\"&lt;b&gt;&amp;&quot;&#39;\">")]
    [InlineData("<p title={{ 'a b=c' }}>", "<p title=a&#32;b&#61;c>")]
    [InlineData("{{ v | html.raw }}", "<b>&\"'")]
    [InlineData("{{ '<' | html.escape }}", "&lt;")]
    [InlineData("{{ x = '<' | html.escape; x }}", "&lt;")]
    [InlineData("{{ capture c }}<i>{{ v }}</i>{{ end }}{{ c }}", "<i>&lt;b&gt;&amp;&quot;&#39;</i>")]
    [InlineData("{{ n }}", "5")]
    [InlineData("<td {{ if true }}class=\"a\"{{ end }}>{{ '<' }}</td>", "<td class=\"a\">&lt;</td>")]
    [InlineData("{{ ['<'] }}", "[&quot;&lt;&quot;]")]
    public void A_value_is_escaped_once_for_its_place(string source, string expected) => Assert.Equal(expected, Rendering.Html(source, Model));

    [Theory]
    [InlineData("<a href=\"{{ ok }}\">", "<a href=\"https://shop.example/?a=1&amp;b=2\">")]
    [InlineData("<a href=\"{{ js }}\">", "<a href=\"#\">")]
    [InlineData("<a href={{ js }}>", "<a href=#>")]
    [InlineData("<a href=\"{{ js | html.escape }}\">", "<a href=\"#\">")]
    [InlineData("<a href=\"{{ js | html.raw }}\">", "<a href=\"#\">")]
    [InlineData("<a href=\" {{ ' JaVaScRiPt:x' }}\">", "<a href=\" #\">")]
    [InlineData("<a href=\"{{ 'java\\nscript:x' }}\">", "<a href=\"#\">")]
    [InlineData("<a href=\"{{ 'vbscript:x' }}\">", "<a href=\"#\">")]
    [InlineData("<img src=\"{{ 'data:text/html,x' }}\">", "<img src=\"#\">")]
    [InlineData("<img src=\"{{ 'data:image/png;base64,AA' }}\">", "<img src=\"data:image/png;base64,AA\">")]
    [InlineData("<a href=\"{{ 'mailto:a@b.c' }}\">", "<a href=\"mailto:a@b.c\">")]
    [InlineData("<a href=\"/p/{{ 'a:b' }}\">", "<a href=\"/p/a:b\">")]
    [InlineData("<a href=\"{{ '&#106;avascript:x' | html.raw }}\">", "<a href=\"#\">")]
    public void An_address_of_another_kind_becomes_a_hash(string source, string expected) => Assert.Equal(expected, Rendering.Html(source, Model));

    [Fact]
    public void A_style_takes_plain_values_and_escapes_the_rest() =>
        Assert.Equal("<p style=\"color:red\\00003Bbackground\\00003Aurl\\000028x\\000029;width:5px\">", Rendering.Html("<p style=\"color:{{ css }};width:{{ n }}px\">", Model));

    [Theory]
    [InlineData("<script>x = {{ v }}</script>{{ v }}")]
    [InlineData("<p onclick=\"{{ v }}\">{{ v }}")]
    public void A_script_takes_no_value_and_text_after_it_does(string source)
    {
        var reports = new List<string>();
        var output = Rendering.Html(source, Model, new RenderOptions { Report = problem => reports.Add(problem.Code) });
        Assert.Single(output.Split("&lt;b&gt;").Skip(1));
        Assert.Equal(["unsafe"], reports);
    }

    [Fact]
    public void A_strict_render_fails_at_an_unsafe_address() =>
        Assert.Equal("unsafe", Assert.Throws<TemplateException>(() => Rendering.Html("<a href=\"{{ js }}\">", Model, new RenderOptions { Misses = MissingValues.Fail })).Errors[0].Code);

    [Fact]
    public void Markup_in_conditional_comments_is_followed() =>
        Assert.Equal("<!--[if mso]><a href=\"#\"><![endif]-->", Rendering.Html("<!--[if mso]><a href=\"{{ js }}\"><![endif]-->", Model));

    [Fact]
    public void A_partial_is_escaped_where_it_is_written_and_not_again() =>
        Assert.Equal("<i>&lt;</i><i>&lt;</i>", Rendering.Html("{{ include 'p' }}{{ x = include 'p'; x }}", Model, Rendering.With(ParseOptions.Html, ("p", "<i>{{ '<' }}</i>"))));

    [Fact]
    public void A_text_partial_is_escaped_as_a_whole_in_a_page_of_HTML() =>
        Assert.Equal("&lt;", Rendering.Html("{{ include 'p' }}", Model, Rendering.With(ParseOptions.Text, ("p", "{{ '<' }}"))));

    [Fact]
    public void What_is_put_between_joined_partials_is_escaped_unless_it_is_markup() =>
        Assert.Equal("a&lt;br&gt;a a<br>a", Rendering.Html("{{ include_join ['p', 'p'] '<br>' }} {{ include_join ['p', 'p'] ('<br>' | html.raw) }}", Model, Rendering.With(ParseOptions.Html, ("p", "a"))));

    [Fact]
    public void What_a_wrapping_function_returns_is_escaped() =>
        Assert.Equal("<i>&lt;b&gt;", Rendering.Html("{{ func w; $$; ret '<b>'; end; wrap w }}<i>{{ end }}", Model));

    [Fact]
    public void Text_parts_are_not_escaped() => Assert.Equal("<b>&\"'", Rendering.Text("{{ v }}", Model));
}
