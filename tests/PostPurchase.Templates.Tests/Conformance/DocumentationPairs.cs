using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Templates.Tests.Conformance;

/// <summary>The examples of the built-ins' documentation: each block of input with the block of output that follows it.</summary>
public sealed class DocumentationPairs
{
    private const int Known = 117;

    /// <summary>Examples that we refuse on purpose, with what the error has to say.</summary>
    private static readonly Dictionary<string, string> LeftOut = new(StringComparer.Ordinal)
    {
        ["{{ \"1 + 2\" | object.eval }}"] = "`object.eval` is not available",
        ["{{ \"This is a template text {{ 1 + 2 }}\" | object.eval_template }}"] = "`object.eval_template` is not available",
    };

    [ConformanceFact]
    public void Every_documented_example_gives_the_documented_output()
    {
        var model = JsonModel.Parse(File.ReadAllBytes(Testing.Conformance.PathTo("scriban", "model.json"))).AsObject();
        var pairs = Directory.GetFiles(Testing.Conformance.PathTo("scriban", "builtins-docs"), "*.md").Order(StringComparer.Ordinal)
            .SelectMany(file => MarkdownPair.Read(File.ReadAllText(file)).Where(pair => !IsOfChance(pair)).Select(pair => (Path.GetFileName(file), pair)))
            .ToList();

        var failures = pairs.Select(found => Check(found.Item1, found.pair, model)).OfType<string>().ToList();

        Assert.Equal(Known, pairs.Count);
        Assert.True(failures.Count == 0, string.Join("\n---\n", failures));
    }

    private static bool IsOfChance(MarkdownPair pair) =>
        pair.Input.Contains("math.uuid", StringComparison.Ordinal) || pair.Input.Contains("math.random", StringComparison.Ordinal);

    private static string? Check(string file, MarkdownPair pair, ValueObject model)
    {
        var actual = Rendered(pair.Input, model);
        var fine = LeftOut.TryGetValue(pair.Input, out var reason)
            ? actual.Contains(reason, StringComparison.Ordinal)
            : actual.TrimEnd('\n') == pair.Output.TrimEnd('\n');
        return fine ? null : $"{file}\n{pair.Input}\nexpected: {pair.Output}\nactual: {actual}";
    }

    private static string Rendered(string input, ValueObject model)
    {
        try
        {
            return new TemplateEngine().Parse(input, "text").Render(model, new RenderOptions { Now = new DateTimeOffset(2026, 1, 6, 0, 0, 0, TimeSpan.Zero) });
        }
        catch (TemplateException e)
        {
            return e.Message;
        }
    }
}
