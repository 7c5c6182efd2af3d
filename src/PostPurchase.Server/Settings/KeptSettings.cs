using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Settings;

/// <summary>
/// What people set in the app: <c>settings.json</c> in the data folder, one object with names such as <c>Store:FromName</c>, readable by its owner only since tokens are
/// among it. It counts where neither appsettings.json nor the environment says anything.
/// </summary>
internal static class KeptSettings
{
    private static readonly JsonWriterOptions s_readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>By name; empty where nothing was set.</summary>
    /// <exception cref="CommandException">The file is no JSON.</exception>
    public static IReadOnlyDictionary<string, string> Read(DataFolder data) => SettingsFile.FromFile(data.SettingsFile);

    /// <summary>Writes all of them.</summary>
    public static async Task WriteAsync(DataFolder data, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, s_readable))
        {
            json.WriteStartObject();
            foreach (var (name, value) in settings.OrderBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase)) json.WriteString(name, value);
            json.WriteEndObject();
        }

        text.Write(Encoding.UTF8.GetBytes("\n"));
        Directory.CreateDirectory(data.Path);
        await WholeFile.WriteAsync(data.SettingsFile, text.ToArray(), cancellationToken, isSecret: true);
    }
}
