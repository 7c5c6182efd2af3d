using System.Text.RegularExpressions;

namespace PostPurchase.Testing;

/// <summary>The tests of the repository by their names in the sources: a list of rules can name tests of every project, which no test project references all of.</summary>
public static partial class TestNames
{
    /// <summary><c>Class.Method</c> of every test under tests/.</summary>
    public static IReadOnlySet<string> All() => s_all.Value;

    private static readonly Lazy<IReadOnlySet<string>> s_all = new(() => Of(Path.Combine(Root(), "tests")));

    private static HashSet<string> Of(string folder)
    {
        var tests = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)))
        {
            var type = "";
            var isTest = false;
            foreach (var line in File.ReadLines(file))
            {
                if (TypeName().Match(line) is { Success: true } found) type = found.Groups[1].Value;
                if (Attribute().IsMatch(line)) isTest = true;
                if (!isTest || MethodName().Match(line) is not { Success: true } method) continue;
                tests.Add($"{type}.{method.Groups[1].Value}");
                isTest = false;
            }
        }

        return tests;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PostPurchase.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("the repository was not found");
        return folder.FullName;
    }

    [GeneratedRegex(@"^(?:public|internal) (?:static |abstract |sealed |partial )*class (\w+)")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"^    \[\w*(?:Fact|Theory)\b")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"^    public (?:async |virtual )*(?:Task|void) (\w+)\(")]
    private static partial Regex MethodName();
}
