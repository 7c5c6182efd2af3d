using System.Globalization;
using PostPurchase.Templates.Tests.Language;
using Xunit;

namespace PostPurchase.Templates.Tests.Safety;

/// <summary>Templates of a megabyte whose cost would grow with the square of their size; each has to be read, checked or refused at once.</summary>
public class HostileSizeTests
{
    private const int Many = 60_000;

    public static TheoryData<string> Sources => new()
    {
        "{{ 1" + new string('_', 500_000) + "2 }}",
        "{{ 1" + new string('_', 500_000) + " }}",
        "{{ if a0 " + Repeat("\nelse if a{0}") + "\nend }}",
        "{{ func f(" + Repeat("a{0},") + "z); end }}",
        "{{ func f(a) " + Repeat("\nv{0} = 1") + "\nend\nf 1 }}",
        "{{ ## t" + Repeat("\nf{0}: text") + "\n## }}",
        "{{ x = {" + Repeat("a{0}: 1,") + "} }}",
        "{{ f " + Repeat("a{0}: 1 ") + " }}",
        "{{ string.upcase " + Repeat("{0} ") + " }}",
        Repeat("{{{{ a.b{0} }}}}"),
        Repeat("{{{{ $x{0} = {0} }}}}"),
        Repeat("{{%{{"),
        Repeat("<a {0}=\""),
        Repeat("{{{{-"),
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_template_of_hostile_size_ends_soon(string source)
    {
        if (source.Length > 1 << 20) source = source[..(1 << 20)];
        new TemplateCheck(new TemplateEngine(), ModelShape.Group(true, [])).Check(source, "t");
        try
        {
            Rendering.Html(source, "{}", new RenderOptions { Misses = MissingValues.Empty });
        }
        catch (TemplateException problem)
        {
            Assert.InRange(problem.Errors.Count, 1, 101);
        }
    }

    [Fact]
    public void Partials_that_include_each_other_twice_are_checked_soon()
    {
        var partials = Enumerable.Range(0, 20).Select(i => ($"p{i}", $"{{{{ include 'p{i + 1}' }}}}{{{{ include 'p{i + 1}' }}}}")).Append(("p20", "x")).ToArray();
        Assert.Empty(new TemplateCheck(new TemplateEngine(), ModelShape.Group(true, []), Rendering.With(partials).Includes).Check("{{ include 'p0' }}", "t"));
    }

    private static string Repeat(string format) => string.Concat(Enumerable.Range(0, Many).Select(i => string.Format(CultureInfo.InvariantCulture, format, i)));
}
