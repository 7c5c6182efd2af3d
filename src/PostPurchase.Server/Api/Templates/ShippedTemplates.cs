using System.Reflection;

namespace PostPurchase.Server.Api.Templates;

/// <summary>The mails that come with the program, to start from where a shop has none of its own.</summary>
internal static class ShippedTemplates
{
    private const string Folder = "templates/";

    private static readonly Lazy<IReadOnlyDictionary<string, string>> s_texts = new(Read);

    /// <summary>Names of the mails.</summary>
    public static IReadOnlyList<string> Names => [.. s_texts.Value.Keys.Where(file => !file.StartsWith('_')).Select(file => file.Split('.')[0]).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Files of a shipped mail under a name of the shop's, with the partials that the shop lacks; empty where there is no such mail.</summary>
    public static Dictionary<string, string> TextsOf(string source, string name, HashSet<string> have)
    {
        var mails = s_texts.Value.Where(file => file.Key.Split('.')[0] == source && !source.StartsWith('_')).ToDictionary(file => $"{name}{file.Key[source.Length..]}", file => file.Value, StringComparer.Ordinal);
        if (mails.Count == 0) return mails;
        foreach (var (file, text) in s_texts.Value.Where(file => file.Key.StartsWith('_') && !have.Contains(file.Key))) mails[file] = text;
        return mails;
    }

    private static SortedDictionary<string, string> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            texts[name[Folder.Length..]] = reader.ReadToEnd();
        }

        return texts;
    }
}
