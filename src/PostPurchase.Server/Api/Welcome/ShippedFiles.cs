using System.Reflection;
using System.Text.RegularExpressions;

namespace PostPurchase.Server.Api.Welcome;

/// <summary>The journeys, segments, coupon pools and templates that come with the program, as files.</summary>
internal static partial class ShippedFiles
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> s_workflows = new(() => Read("journeys/"));
    private static readonly Lazy<IReadOnlyDictionary<string, string>> s_templates = new(() => Read("templates/"));

    /// <summary>Copies a folder with all that is in it.</summary>
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        if (!Directory.Exists(from)) return;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>Writes those that two folders lack; their names, below the folders. What another file has under the same key is not written twice.</summary>
    public static IReadOnlyList<string> WriteMissing(string workflows, string templates) => [.. Write(s_workflows.Value, workflows), .. Write(s_templates.Value, templates)];

    private static List<string> Write(IReadOnlyDictionary<string, string> files, string folder)
    {
        var written = new List<string>();
        var there = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).SelectMany(file => KeysOf(File.ReadAllText(file))).ToHashSet(StringComparer.Ordinal) : [];
        foreach (var (name, text) in files.Where(file => !File.Exists(Path.Combine(folder, file.Key)) && !KeysOf(file.Value).Any(there.Contains)))
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            written.Add(name);
        }

        return written;
    }

    // Journeys, segments and coupon pools, by what they are and their key.
    private static IEnumerable<string> KeysOf(string text) => KeyRegex().Matches(text).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}");

    [GeneratedRegex(@"^\s*(?:- )?(journey|segment|pool):\s*([a-z0-9-]+)", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex KeyRegex();

    private static SortedDictionary<string, string> Read(string prefix)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            texts[name[prefix.Length..].Replace('\\', '/')] = reader.ReadToEnd();
        }

        return texts;
    }
}
