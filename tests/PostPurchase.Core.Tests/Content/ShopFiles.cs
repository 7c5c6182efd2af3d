using PostPurchase.Core.Personalisation;
using PostPurchase.Templates;

namespace PostPurchase.Core.Tests.Content;

/// <summary>The journeys and templates that ship with the product.</summary>
internal static class ShopFiles
{
    public static string Root { get; } = FindRoot();

    /// <summary>Text by path relative to workflows/: <c>new-buyer.yaml</c>, <c>segments/vip.yaml</c>.</summary>
    public static IReadOnlyDictionary<string, string> Workflows { get; } = Read("workflows", "*.yaml");

    /// <summary>Text by file name.</summary>
    public static IReadOnlyDictionary<string, string> Templates { get; } = Read("templates", "*.html");

    /// <summary>File names of all mails, in both languages.</summary>
    public static IEnumerable<string> Mails => Templates.Keys.Where(name => !name.StartsWith('_')).Order(StringComparer.Ordinal);

    /// <summary>Names of mails, without language and extension.</summary>
    public static IEnumerable<string> MailNames => Mails.Select(NameOf).Distinct();

    public static TemplateSet Set { get; } = new(Language.Engine, "default", name => Templates.GetValueOrDefault(name + ".html"));

    public static string NameOf(string file) => file.Split('.')[0];

    public static bool IsGerman(string file) => file.EndsWith(".de.html", StringComparison.Ordinal);

    private static Dictionary<string, string> Read(string folder, string pattern)
    {
        var path = Path.Combine(Root, folder);
        return Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(path, file).Replace('\\', '/'), File.ReadAllText);
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "PostPurchase.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("PostPurchase.sln is in no folder above the tests");
        }

        return folder;
    }
}
