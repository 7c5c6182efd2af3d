using System.Diagnostics;
using PostPurchase.Templates;
using PostPurchase.Testing;

namespace PostPurchase.Benchmarks.Templates;

/// <summary>Renders an order confirmation of 8.5 KB in four files for 64 customers, and parses it; figures are per second of CPU time.</summary>
internal static class TemplateBenchmark
{
    private const double RoundSeconds = 0.5;
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
        var check = new TemplateCheck(engine, ModelShape.Group(true, []), set.Find, Files);
        var order = set.Find("order")!;
        using var buffer = new TextBuffer();
        var batch = Seconds(() => RenderAll(order, models, render, buffer));
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        RenderAll(order, models, render, buffer);
        allocated = (GC.GetAllocatedBytesForCurrentThread() - allocated) / models.Length;
        var parse = Seconds(() =>
        {
            foreach (var (name, source) in sources) engine.Parse(source, name, options);
        });
        var checking = Seconds(() => check.Check(sources["order"], "order", options));
        var row = $"{flavour,-13}{(options.EscapesHtml ? "escaping" : "raw"),-10}";
        output.WriteLine($"{row}{models.Length / batch,8:N0} renders per CPU second, {allocated:N0} bytes a render, {buffer.Length:N0} characters");
        output.WriteLine($"{row}{parse * 1e6,8:N0} microseconds to parse its {Files.Length} files, {checking * 1e6:N0} to check it with its partials");
    }

    private static void RenderAll(Template template, ValueObject[] models, RenderOptions options, TextBuffer buffer)
    {
        foreach (var model in models)
        {
            buffer.Clear();
            template.Render(model, options, buffer);
        }
    }

    /// <summary>CPU seconds of one call: the median of five rounds, each long against the 10 ms in which the system counts, after a round to warm up.</summary>
    private static double Seconds(Action work)
    {
        var rounds = new double[6];
        for (var round = 0; round < rounds.Length; round++)
        {
            var calls = 0;
            var before = Cpu();
            while (Cpu() - before < RoundSeconds)
            {
                for (var i = 0; i < 20; i++) work();
                calls += 20;
            }
            rounds[round] = (Cpu() - before) / calls;
        }
        Array.Sort(rounds, 1, rounds.Length - 1);
        return rounds[1 + ((rounds.Length - 1) / 2)];
    }

    private static double Cpu()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }

    private static string Read(params string[] path) => File.ReadAllText(Conformance.PathTo(path));

    private static ValueObject[] SharedModels() =>
        [.. File.ReadLines(Conformance.PathTo("bench-templates", "models.jsonl")).Where(line => line.Length > 0).Select(line => JsonModel.Parse(System.Text.Encoding.UTF8.GetBytes(line)).AsObject())];
}
