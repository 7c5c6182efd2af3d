using System.Security.Cryptography;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Simulation;
using PostPurchase.Server.Api.Templates;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Commands;

/// <summary>Makes one mail from the files of the shell's folder, over a database that is thrown away, in the look that its store was given in the app.</summary>
internal static class Previews
{
    /// <exception cref="CommandException">There is no such mail, or it cannot be made.</exception>
    public static async Task<PreviewedMail> MakeAsync(Shell shell, (ServerSettings Settings, DataFolder Data) shop, PreviewRequest request, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("postpurchase-preview-").FullName;
        try
        {
            var key = SHA256.HashData("preview"u8);
            await using var engine = await PostPurchaseEngine.OpenAsync(
                new EngineSetup
                {
                    DatabaseFile = Path.Combine(folder, "preview.db"),
                    Workflows = shell.PathOf("workflows"),
                    Templates = shell.PathOf("templates"),
                    Stores = EngineParts.Stores(shop.Settings) with { Looks = await StoredLooks.OfAsync(shop.Data) },
                    Delivery = EngineParts.Delivery(shop.Settings, key) with { HasPicture = ImageFolder.KnownIn(shop.Data) },
                    Outlet = new CapturedOutbox(folder: null),
                    IsDurable = false,
                },
                request.Event.OccurredAt,
                cancellationToken);
            var (mail, problem) = await Preview.MakeAsync(engine, request, cancellationToken);
            return mail ?? throw CommandException.Failed(problem ?? "there is no mail");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The event of a file; of several, as one JSON list or one a line (<c>.jsonl</c>), the last, with those before it as what happened before.</summary>
    /// <exception cref="CommandException">There is none, or one is malformed.</exception>
    public static (StoreEvent Event, IReadOnlyList<StoreEvent> Before) EventsOf(Shell shell, string path)
    {
        var events = path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) ? EventFiles.Read(shell, path) : CanonicalEvents.ReadMany(Options.ReadBytes(shell, path)) switch
        {
            EventsReading.One one => [Sound(path, one.Event, "")],
            EventsReading.Many many => [.. many.Events.Select((reading, index) => Sound(path, reading, $"[{index}]."))],
            EventsReading.Malformed malformed => throw CommandException.Failed($"{path}: {malformed.Path}: {malformed.Message}"),
            _ => throw CommandException.Failed($"{path}: expected one event, or several"),
        };
        return events.Count > 0 ? (events[^1], [.. events.SkipLast(1)]) : throw CommandException.Failed($"{path}: expected one event, or several");
    }

    private static StoreEvent Sound(string path, EventReading reading, string place) => reading switch
    {
        EventReading.Sound sound => sound.Event,
        EventReading.Malformed malformed => throw CommandException.Failed($"{path}: {place}{malformed.Path}: {malformed.Message}"),
        _ => throw new InvalidOperationException("a reading is one of two cases"),
    };
}
