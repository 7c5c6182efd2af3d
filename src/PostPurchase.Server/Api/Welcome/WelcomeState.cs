using System.Text.Json;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api.Welcome;

/// <summary>How far the first run is, kept in the data folder so that it goes on in another browser too.</summary>
/// <param name="Step">The step that is shown: source, brand, sender, receipt, replay or end.</param>
/// <param name="Over">finished or dismissed; null while it goes on.</param>
/// <param name="Source">Where orders come from: sample, file or shop; null before it was chosen.</param>
/// <param name="Replay">Id of the last replay, or null.</param>
/// <param name="Agreed">Id of the same replay as if its customers had agreed to marketing, where nothing is known of their consent; else null.</param>
internal sealed record WelcomeState(string Step = "source", string? Over = null, string? Source = null, string? Replay = null, string? Agreed = null)
{
    public static IReadOnlyList<string> Steps { get; } = ["source", "brand", "sender", "receipt", "replay", "end"];

    public static IReadOnlyList<string> Sources { get; } = ["sample", "file", "shop"];

    public static IReadOnlyList<string> Ends { get; } = ["finished", "dismissed"];

    private static string PathOf(RunnerService runner) => Path.Combine(runner.Folders.Data.Path, "welcome.json");

    public static async Task<WelcomeState> ReadAsync(RunnerService runner, CancellationToken cancellationToken)
    {
        if (!File.Exists(PathOf(runner))) return new();
        try
        {
            return JsonSerializer.Deserialize(await File.ReadAllBytesAsync(PathOf(runner), cancellationToken), WelcomeJson.Default.WelcomeState) ?? new();
        }
        catch (JsonException)
        {
            return new(); // of another version: it begins anew, nothing hangs on it
        }
    }

    public Task WriteAsync(RunnerService runner, CancellationToken cancellationToken) =>
        WholeFile.WriteAsync(PathOf(runner), JsonSerializer.SerializeToUtf8Bytes(this, WelcomeJson.Default.WelcomeState), cancellationToken);
}
