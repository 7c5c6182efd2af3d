using Xunit;

namespace PostPurchase.Templates.Tests.Language;

public sealed class SignedArgumentTests
{
    [Theory]
    [InlineData("{{ func f(x, y...); ret $; end; f 5 1 -1 }}", "[5, [1, -1]]")]
    [InlineData("{{ func f(x, y...); ret $; end; 5 | f 1 -1 }}", "[5, [1, -1]]")]
    [InlineData("{{ func f(x, y...); ret $; end; f 5 1 - 1 }}", "[5, [0]]")]
    [InlineData("{{ x = 5; x -3 }}", "2")]
    [InlineData("{{ 5 -3 }}", "2")]
    public void A_sign_with_white_space_before_it_only_begins_a_further_argument(string template, string expected) =>
        Assert.Equal(expected, new TemplateEngine().Parse(template, "text").Render(new ValueObject()));
}
