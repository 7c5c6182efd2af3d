using PostPurchase.Core.Feedback;
using PostPurchase.Server.Commands;

namespace PostPurchase.Server.Settings;

/// <summary>Reads <c>Tracking:Networks:CLASS</c>: a file with a network a line for each class.</summary>
internal static class TrackingReader
{
    private const int MostProblems = 5;

    private static readonly Dictionary<string, AddressClass> s_classes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["access"] = AddressClass.Access,
        ["datacenter"] = AddressClass.Hosting,
        ["relay"] = AddressClass.PrivacyRelay,
        ["scanner"] = AddressClass.Scanner,
        ["proxy"] = AddressClass.Proxy,
    };

    /// <summary>Full path by class; a list that is not there or has a bad line is refused.</summary>
    public static IReadOnlyDictionary<AddressClass, string> Read(Shell shell, SettingValues values)
    {
        var files = new Dictionary<AddressClass, string>();
        foreach (var name in values.Names("Tracking:Networks"))
        {
            var setting = $"Tracking:Networks:{name}";
            if (values.Text(setting) is not { } file) continue;
            if (!s_classes.TryGetValue(name, out var kind)) values.Refuse(setting, $"there is no class '{name}'; there are {string.Join(", ", s_classes.Keys)}");
            else if (!File.Exists(shell.PathOf(file))) values.Refuse(setting, $"expected a file with a network a line, such as 203.0.113.0/24; {file} is not there");
            else
            {
                foreach (var problem in NetworkTable.Read([(kind, file, File.ReadAllText(shell.PathOf(file)))]).Problems.Take(MostProblems)) values.Refuse(setting, problem);
                files[kind] = shell.PathOf(file);
            }
        }

        return files;
    }
}
