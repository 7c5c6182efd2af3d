using PostPurchase.Templates.Functions;
using Xunit;

namespace PostPurchase.Templates.Tests.Functions;

/// <summary>Built-ins as templates use them.</summary>
public sealed class BuiltinTemplateTests
{
    [Theory]
    [InlineData("{{ date.format = '%F'; date.parse '2016/01/05' }} {{ date.format }}", "2016-01-05 %F")]
    [InlineData("{{ date.format = '%F'; date.format = date.default_format; date.parse '2016/01/05' }}", "05 Jan 2016")]
    [InlineData("{{ date.format = '%Y'; 'in ' + (date.parse '2016/01/05') }}", "in 2016")]
    [InlineData("{{ (date.parse '2016/01/05') - (date.parse '2016/01/01') }}", "4.00:00:00")]
    [InlineData("{{ (date.parse '2016/01/05') + (timespan.from_hours 36) }}", "06 Jan 2016")]
    [InlineData("{{ date.now.year }}", "2026")]
    [InlineData("{{ 12.50m | money 'EUR' 'de-DE' }}", "12,50\u00a0€")]
    [InlineData("{{ 3 }} {{ 3 | plural 'item' 'items' }}", "3 items")]
    [InlineData("{{ 3 | plural one:'produkt' few:'produkty' many:'produktów' culture:'pl' }}", "produkty")]
    [InlineData("{{ [1, 2, 3] | array.filter @(do; ret $0 > 1; end) | array.join '+' }}", "2+3")]
    [InlineData("{{ html | object.keys | array.contains 'raw' }}", "false")]
    public void They_work_together(string template, string expected) =>
        Assert.Equal(expected, new TemplateEngine().Parse(template, "text").Render(new ValueObject(), new RenderOptions { Now = new(2026, 1, 6, 0, 0, 0, TimeSpan.Zero) }));

    [Fact]
    public void A_date_format_lasts_for_one_render()
    {
        var template = new TemplateEngine().Parse("{{ date.parse '2016/01/05' }}{{ date.format = '%F' }}", "text");

        Assert.Equal(template.Render(new ValueObject()), template.Render(new ValueObject()));
    }

    [Theory]
    [InlineData("{{ 'a<b\\nc' | html.newline_to_br }}", "a&lt;b<br />\nc")]
    [InlineData("{{ 'a<b' | html.escape }}", "a&lt;b")]
    [InlineData("{{ 'a<b' | html.raw }}", "a<b")]
    [InlineData("{{ 'a<b' | string.upcase }}", "A&lt;B")]
    [InlineData("{{ 5 | money 'USD' 'en' }}", "$5.00")]
    public void In_a_page_that_escapes_nothing_is_escaped_twice(string template, string expected) =>
        Assert.Equal(expected, new TemplateEngine().Parse(template, "page.html", ParseOptions.Html).Render(new ValueObject()));

    [Fact]
    public void Every_function_is_declared_for_editors()
    {
        Assert.All(Builtins.All, declaration =>
        {
            Assert.NotEmpty(declaration.Summary);
            Assert.Equal(declaration.Parameters.Count, declaration.Parameters.Select(parameter => parameter.Name).Distinct().Count());
            Assert.Equal(declaration.Parameters.OrderBy(parameter => parameter.IsOptional), declaration.Parameters);
        });
        Assert.Equal(Builtins.All.Count, Builtins.All.Select(declaration => declaration.FullName).Distinct().Count());
    }
}
