using System.Diagnostics;
using PostPurchase.Templates;
using PostPurchase.Testing;

namespace PostPurchase.Benchmarks.Templates;

/// <summary>Renders an order confirmation of 8.5 KB in four files for 64 customers, and parses it; figures are per second of CPU time.</summary>
internal static class TemplateBenchmark
{
    private const int Rounds = 60;
    private static readonly string[] Files = ["order", "layout", "header", "footer"];

    public static void Run(TextWriter output)
    {
        var isShared = Conformance.Folder is not null;
        output.WriteLine(isShared ? "the shared mail" : "an own mail (set POSTPURCHASE_CONFORMANCE_DIR for the shared one)");
        foreach (var flavour in isShared ? new[] { "plain", "with-culture" } : ["own"])
        {
            var sources = Files.ToDictionary(name => name, name => isShared ? Read("bench-templates", flavour, name + ".html") : OwnMail.Source(name));
            var models = isShared ? SharedModels() : OwnMail.Models();
            foreach (var options in new[] { ParseOptions.Text, ParseOptions.Html }) Measure(output, flavour, sources, models, options);
        }
    }

    private static void Measure(TextWriter output, string flavour, Dictionary<string, string> sources, ValueObject[] models, ParseOptions options)
    {
        var engine = new TemplateEngine();
        var set = new TemplateSet(engine, "bench", name => sources.GetValueOrDefault(name), _ => options);
        var render = new RenderOptions { Includes = set.Find };
        var order = set.Find("order")!;
        using var buffer = new TextBuffer();
        for (var i = 0; i < 30; i++) RenderAll(order, models, render, buffer);
        var best = 0.0;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < Rounds / 10; round++)
        {
            var spent = CpuSeconds(() =>
            {
                for (var i = 0; i < 10; i++) RenderAll(order, models, render, buffer);
            });
            best = Math.Max(best, 10 * models.Length / spent);
        }
        var perRender = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (Rounds * models.Length);
        var escape = options.EscapesHtml ? "escaping" : "raw";
        output.WriteLine($"{flavour,-13}{escape,-10}{best,8:N0} renders per CPU second, {perRender:N0} bytes a render, {buffer.Length:N0} characters");
        var check = new TemplateCheck(engine, ModelShape.Group(true, []), set.Find, Files);
        var seconds = CpuSeconds(() => { for (var i = 0; i < 500; i++) check.Check(sources["order"], "order", options); });
        output.WriteLine($"{flavour,-13}{escape,-10}{seconds / 500 * 1e6,8:N0} microseconds to check it with its partials");
        output.WriteLine($"{flavour,-13}{escape,-10}{ParseMicroseconds(engine, sources, options),8:N0} microseconds to parse its {Files.Length} files");
    }

    private static void RenderAll(Template template, ValueObject[] models, RenderOptions options, TextBuffer buffer)
    {
        foreach (var model in models)
        {
            buffer.Clear();
            template.Render(model, options, buffer);
        }
    }

    private static double ParseMicroseconds(TemplateEngine engine, Dictionary<string, string> sources, ParseOptions options)
    {
        const int Times = 300;
        var best = double.MaxValue;
        for (var round = 0; round < 6; round++)
        {
            var seconds = CpuSeconds(() =>
            {
                for (var i = 0; i < Times; i++)
                {
                    foreach (var (name, source) in sources) engine.Parse(source, name, options);
                }
            });
            best = Math.Min(best, seconds / Times * 1e6);
        }
        return best;
    }

    private static double CpuSeconds(Action work)
    {
        var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        work();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds;
    }

    private static string Read(params string[] path) => File.ReadAllText(Conformance.PathTo(path));

    private static ValueObject[] SharedModels() =>
        [.. File.ReadLines(Conformance.PathTo("bench-templates", "models.jsonl")).Where(line => line.Length > 0).Select(line => JsonModel.Parse(System.Text.Encoding.UTF8.GetBytes(line)).AsObject())];
}
