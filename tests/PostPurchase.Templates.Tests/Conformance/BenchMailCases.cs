using System.Text;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Templates.Tests.Conformance;

public class BenchMailCases
{
    [ConformanceFact]
    public void The_bench_mails_come_out_byte_for_byte_without_escaping() => RenderAll(ParseOptions.Text);

    [ConformanceFact]
    public void The_bench_mails_come_out_byte_for_byte_with_escape_calls_under_automatic_escaping() => RenderAll(ParseOptions.Html);

    private static void RenderAll(ParseOptions options)
    {
        var models = File.ReadLines(Path("models.jsonl")).Take(4).Select(line => JsonModel.Parse(Encoding.UTF8.GetBytes(line)).AsObject()).ToArray();
        foreach (var flavour in new[] { "plain", "with-culture" })
        {
            var set = new TemplateSet(new TemplateEngine(), "bench", name => Read(flavour, name + ".html"), _ => options);
            for (var i = 0; i < models.Length; i++)
            {
                var actual = set.Find("order")!.Render(models[i], new RenderOptions { Includes = set.Find });
                Assert.Equal(Read("expected", $"{flavour}-{i}.html"), actual);
            }
        }
    }

    private static string Path(params string[] parts) => Testing.Conformance.PathTo(["bench-templates", .. parts]);

    private static string Read(params string[] parts) => File.ReadAllText(Path(parts));
}
