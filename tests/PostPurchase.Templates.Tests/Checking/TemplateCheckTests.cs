using PostPurchase.Templates.Tests.Language;
using Xunit;

namespace PostPurchase.Templates.Tests.Checking;

public class TemplateCheckTests
{
    private static readonly ModelShape Line = ModelShape.Group(Of("name", ModelShape.Text), Of("price", ModelShape.Number));

    private static readonly ModelShape Model = ModelShape.Group(
        Of("customer", ModelShape.Group(
            Of("email", ModelShape.Text), Of("first_name", ModelShape.Text.OrNull()), Of("since", ModelShape.Date), Of("attributes", ModelShape.Group(true, [])))),
        Of("purchase", ModelShape.Group(Of("total", ModelShape.Number), Of("paid", ModelShape.Bool), Of("lines", ModelShape.ListOf(Line)))),
        Of("coupon", ModelShape.Group(Of("code", ModelShape.Text)).OrNull()));

    private static readonly TemplateCheck Check = new(new TemplateEngine(), Model, Rendering.With(("hero", "{{ ## Hero\ntitle: text = x\n## }}{{ $title }}"), ("bad", "{{ customer.nmae }}")).Includes, ["hero", "bad"]);

    [Theory]
    [InlineData("{{ customer.frist_name }}", "member", 13, "first_name")]
    [InlineData("{{ costumer.email }}", "member", 4, "customer")]
    [InlineData("{{ customer.email | string.upcse }}", "member", 28, "upcase")]
    [InlineData("{{ upcase customer.email }}", "call", 4, null)]
    [InlineData("{{ for l in purchase.lines }}{{ l.nam }}{{ end }}", "member", 35, "name")]
    [InlineData("{{ purchase.total - customer.email }}", "type", 19, null)]
    [InlineData("{{ purchase.total | date.to_string '%d' }}", "type", 4, null)]
    [InlineData("{{ if customer.since > 5 }}x{{ end }}", "type", 22, null)]
    [InlineData("{{ for x in purchase.total }}{{ end }}", "type", 13, null)]
    [InlineData("Hi {{ customer.first_name }}", "null", 7, null)]
    [InlineData("Hi {{ customer.first_name | string.upcase }}", "null", 7, null)]
    [InlineData("{{ coupon.code }}", "null", 4, null)]
    [InlineData("{{ 'Hi ' + customer.first_name }}", "null", 12, null)]
    [InlineData("{{ include 'heros' }}", "include", 12, "hero")]
    [InlineData("{{ include 'hero' titel: 'x' }}", "include", 4, "title")]
    [InlineData("{{ if true }}a{{ else }}b{{ end }}", "unreachable", 23, null)]
    [InlineData("{{ if purchase.paid }}a{{ else if purchase.paid }}b{{ end }}", "unreachable", 35, null)]
    [InlineData("{{ if purchase.total }}a{{ end }}", "unreachable", 7, null)]
    [InlineData("{{ ret; customer.email }}", "unreachable", 9, null)]
    [InlineData("{{ if purchase.paid }}a", "syntax", 23, null)]
    [InlineData("{{ 'a' | string.replace 'b' }}", "call", 10, null)]
    [InlineData("{{ $x }}", "member", 4, null)]
    public void A_problem_is_found_with_its_place(string source, string code, int column, string? suggestion)
    {
        var error = Check.Check(source, "mail")[0];
        Assert.Equal((code, column), (error.Code, error.Column));
        if (suggestion is not null) Assert.Equal(suggestion, error.Suggestion);
    }

    [Theory]
    [InlineData("Hi {{ customer.first_name ?? 'friend' }}")]
    [InlineData("{{ if customer.first_name }}Hi {{ customer.first_name }}{{ end }}")]
    [InlineData("{{ if !customer.first_name }}Hi{{ else }}{{ customer.first_name }}{{ end }}")]
    [InlineData("{{ if coupon && coupon.code == 'A' }}{{ coupon.code }}{{ end }}")]
    [InlineData("{{ coupon?.code ?? '' }}")]
    [InlineData("{{ customer.attributes.tier ?? 'x' }}")]
    [InlineData("{{ for l in purchase.lines }}{{ l.name }} {{ l.price | math.format 'N2' }}{{ for.last ? '' : ',' }}{{ end }}")]
    [InlineData("{{ purchase.lines.size > 1 ? 'items' : 'item' }}")]
    [InlineData("{{ x = customer.email; x | string.size }}")]
    [InlineData("{{ include 'hero' title: 'x' }}")]
    [InlineData("{{ f(a) = a + 1; f 2 }}")]
    [InlineData("{{ [1, 2] | array.each do; ret $0 * 2; end | array.join ',' }}")]
    [InlineData("{{ customer.since | date.to_string '%d %b' }}")]
    [InlineData("{{ if purchase.total > 5 && purchase.paid }}a{{ end }}")]
    public void A_sound_template_has_no_problems(string source) => Assert.Empty(Check.Check(source, "mail"));

    [Fact]
    public void What_can_be_missing_is_told_with_what_to_do_which_is_no_matter_of_spelling()
    {
        var error = Assert.Single(Check.Check("Hi {{ customer.first_name }}", "mail"));

        Assert.EndsWith(": give a fallback, as in `customer.first_name ?? \"...\"`, or ask with `if` before", error.Message, StringComparison.Ordinal);
        Assert.Null(error.Suggestion);
    }

    [Fact]
    public void A_problem_in_a_partial_names_the_partial() => Assert.Equal("bad", Check.Check("{{ include 'bad' }}", "mail")[0].Source);

    [Fact]
    public void A_condition_has_to_be_true_or_false()
    {
        Assert.Empty(Check.CheckCondition("purchase.total > 5", "if"));
        Assert.Equal("type", Check.CheckCondition("purchase.total", "if")[0].Code);
        Assert.Equal("member", Check.CheckCondition("purchase.totl > 5", "if")[0].Code);
    }

    private static KeyValuePair<string, ModelShape> Of(string name, ModelShape shape) => KeyValuePair.Create(name, shape);
}
