using PostPurchase.Templates.Tests.Language;
using Xunit;

namespace PostPurchase.Templates.Tests.Partials;

public class PartialTests
{
    private const string Columns = """
        {{ ## Two columns
        heading: text "Heading = big" = What is new
        align: choice(left, right) "Side" = left
        count: number = 3
        picture: image
        ## }}<h2>{{ $heading }}</h2>{{ $count + 1 }}
        """;

    private static readonly TemplateEngine Engine = new();

    [Fact]
    public void A_partial_declares_its_fields_in_its_first_comment()
    {
        var declaration = Engine.Parse(Columns, "columns").Declaration!;

        Assert.Equal("Two columns", declaration.Title);
        Assert.Equal(["heading", "align", "count", "picture"], declaration.Fields.Select(field => field.Name));
        Assert.Equal(("text", "Heading = big", "What is new"), (declaration.Fields[0].Type, declaration.Fields[0].Label, declaration.Fields[0].Default));
        Assert.Equal(["left", "right"], declaration.Fields[1].Choices);
        Assert.Equal("picture", declaration.Fields[3].Label);
    }

    [Fact]
    public void A_field_that_the_include_does_not_give_has_its_default() =>
        Assert.Equal("<h2>What is new</h2>4<h2>Hi</h2>4", Rendering.Text("{{ include 'c' }}{{ include 'c' heading: 'Hi' }}", options: Rendering.With(("c", Columns))));

    [Theory]
    [InlineData("{{ ## a: texd ## }}", "text")]
    [InlineData("{{ ## a b: text ## }}", null)]
    [InlineData("{{ ## a: text\na: text ## }}", null)]
    public void A_wrong_declaration_is_an_error(string source, string? suggestion) =>
        Assert.Equal(suggestion, Assert.Throws<TemplateException>(() => Engine.Parse(source, "p")).Errors[0].Suggestion);

    [Fact]
    public void A_plain_comment_declares_nothing() => Assert.Null(Engine.Parse("{{ ## just words ## }}x", "p").Declaration);

    [Fact]
    public void The_blocks_of_a_mail_are_its_includes()
    {
        const string Source = "{{ capture content }}\n{{ include 'hero' title: 'Hi' image: a.b }}\n{{~ include 'text' ~}}\n{{ end }}{{ include 'layout' }}";
        var blocks = Engine.Parse(Source, "mail").TopLevelIncludes;

        Assert.Equal(["hero", "text", "layout"], blocks.Select(block => block.Name));
        Assert.Equal(["content", "content", null], blocks.Select(block => block.Capture));
        Assert.Equal("a.b", blocks[0].Arguments[1].Value);
        Assert.Equal("{{~ include 'text' ~}}", Source[blocks[1].Start..blocks[1].End]);
    }

    [Fact]
    public void An_expression_says_which_fields_it_reads() =>
        Assert.Equal(["a", "a.b", "c"], Engine.ParseExpression("a.b > 5 && !c", "if").Fields.Select(field => field.Path));

    [Fact]
    public void The_fields_of_partials_count_where_they_are_asked_for() =>
        Assert.Equal(["a", "b"], new TemplateCheck(Engine, ModelShape.Any, Rendering.With(("p", "{{ b }}")).Includes).FieldsOf("{{ a }}{{ include 'p' }}", "t").Select(field => field.Path));

    [Fact]
    public void A_template_says_which_fields_it_reads()
    {
        var fields = Engine.Parse("{{ a.b }}{{ x = 1; x }}{{ for i in p.lines }}{{ i.name | string.upcase }}{{ end }}{{ if c?.d }}{{ end }}", "t").Fields;
        Assert.Equal(["a", "a.b", "p", "p.lines", "p.lines[].name", "c", "c.d"], fields.Select(field => field.Path));
    }
}
