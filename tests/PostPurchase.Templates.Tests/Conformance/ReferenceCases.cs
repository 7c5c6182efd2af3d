using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Templates.Tests.Conformance;

public class ReferenceCases
{
    /// <summary>Cases that differ on purpose, with the reason. The rest has to match exactly.</summary>
    private static readonly Dictionary<string, string> Waived = new(StringComparer.Ordinal)
    {
    };

    [ConformanceFact]
    public void Every_reference_case_gives_exactly_the_expected_text()
    {
        var host = new ReferenceHost();
        var failures = new List<string>();
        foreach (var input in Inputs())
        {
            var name = Path.GetFileNameWithoutExtension(input);
            var expected = Read(Path.ChangeExtension(input, null) + ".out.txt");
            var actual = host.Render(Read(input)).Replace("\r\n", "\n", StringComparison.Ordinal);
            if (actual == expected == Waived.ContainsKey(name)) failures.Add($"{name}\n--- expected\n{expected}\n--- actual\n{actual}");
        }
        Assert.True(failures.Count == 0, $"{failures.Count} cases differ\n\n{string.Join("\n\n", failures)}");
    }

    private static IEnumerable<string> Inputs() =>
        Directory.EnumerateFiles(Testing.Conformance.PathTo("scriban", "TestFiles"), "*.txt", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith(".out.txt", StringComparison.Ordinal) && !path.Contains("liquid") && !path.Contains("scientific"))
            .Order(StringComparer.Ordinal);

    private static string Read(string path) => File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal);
}
