using Xunit;

namespace PostPurchase.Templates.Tests.Language;

public class IncludeTests
{
    [Fact]
    public void A_partial_reads_its_arguments_by_place_and_by_name() =>
        Assert.Equal("p 1 2", Rendering.Text("{{ include 'p' 1 size: 2 }}", options: Rendering.With(("p", "{{ $0 }} {{ $1 }} {{ $size }}"))));

    [Fact]
    public void A_layout_takes_captured_content() =>
        Assert.Equal("<b>hi</b>", Rendering.Text("{{ capture content }}hi{{ end }}{{ include 'l' }}", options: Rendering.With(("l", "<b>{{ content }}</b>"))));

    [Fact]
    public void A_return_in_a_partial_ends_the_partial_only() =>
        Assert.Equal("a-b", Rendering.Text("{{ include 'p' }}-b", options: Rendering.With(("p", "a{{ ret }}x"))));

    [Fact]
    public void A_result_can_be_piped() =>
        Assert.Equal("AB", Rendering.Text("{{ include 'p' | string.upcase }}", options: Rendering.With(("p", "ab"))));

    [Fact]
    public void Joined_partials_have_separators_and_ends() =>
        Assert.Equal("<a-b>", Rendering.Text("{{ include_join ['a', 'b'] '-' '<' 'tpl:z' }}", options: Rendering.With(("a", "a"), ("b", "b"), ("z", ">"))));

    [Fact]
    public void Nothing_is_put_around_nothing() =>
        Assert.Equal("", Rendering.Text("{{ include_join [] '-' '<' '>' }}", options: Rendering.With()));

    [Fact]
    public void A_missing_partial_is_an_error_with_its_place() =>
        Assert.Equal((1, 4, "include"), Place(Rendering.Error("{{ include 'none' }}", options: Rendering.With())));

    [Fact]
    public void An_error_in_a_partial_names_the_partial() =>
        Assert.Equal("p", Rendering.Error("{{ include 'p' }}", options: Rendering.With(("p", "{{ x.y }}"))).Source);

    [Fact]
    public void A_partial_that_includes_itself_ends_with_an_error() =>
        Assert.Contains("recursive depth limit `100`", Rendering.Refusal("{{ include 'p' }}", options: Rendering.With(("p", "{{ include 'p' }}"))), StringComparison.Ordinal);

    [Fact]
    public void A_partial_is_parsed_again_only_when_its_text_changes()
    {
        var text = "a";
        var set = new TemplateSet(new TemplateEngine(), "s", _ => text);
        var first = set.Find("p");
        Assert.Same(first, set.Find("p"));
        text = "b";
        Assert.Equal("b", set.Find("p")!.Render(new ValueObject()));
    }

    private static (int Line, int Column, string Code) Place(TemplateError error) => (error.Line, error.Column, error.Code);
}
