using Xunit;

namespace PostPurchase.Templates.Tests.Language;

public class MissingValueTests
{
    private const string Model = """{"customer":{"first_name":null,"email":"j@example.com"}}""";
    private static readonly RenderOptions Strict = new() { Misses = MissingValues.Fail };

    [Theory]
    [InlineData("{{ customer.first_name }}")]
    [InlineData("{{ customer.first_name | html.escape }}")]
    [InlineData("{{ customer.frist_name }}")]
    [InlineData("{{ costumer }}")]
    [InlineData("{{ costumer.email }}")]
    public void Strict_renders_fail_at_any_miss(string source) => Assert.Equal("member", Rendering.Error(source, Model, Strict).Code);

    [Theory]
    [InlineData("{{ customer.first_name ?? 'friend' }}", "friend")]
    [InlineData("{{ if customer.nick; 'x'; else; 'y'; end }}", "y")]
    [InlineData("{{ customer?.nick ?? 'n' }}", "n")]
    [InlineData("{{ x = null; x == null }}", "true")]
    public void Strict_renders_let_a_value_be_asked_for(string source, string expected) =>
        Assert.Equal(expected, Rendering.Text(source, Model, Strict));

    [Fact]
    public void A_misspelt_member_comes_with_a_suggestion() =>
        Assert.Equal("email", Rendering.Error("{{ customer.emial }}", Model, Strict).Suggestion);

    [Fact]
    public void Lenient_renders_leave_a_miss_empty_and_report_it()
    {
        var reports = new List<string>();
        var options = new RenderOptions { Misses = MissingValues.Empty, Report = miss => reports.Add(miss.Message) };

        Assert.Equal("Hi !", Rendering.Text("Hi {{ customer.first_name }}{{ a.b.c }}!", Model, options));
        Assert.Equal(["`customer.first_name` has no value here", "`a.b.c` has no value here"], reports);
    }
}
