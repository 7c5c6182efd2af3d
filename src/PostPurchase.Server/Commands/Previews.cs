using System.Security.Cryptography;
using PostPurchase.Engine;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Simulation;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Commands;

/// <summary>Makes one mail from the files of the shell's folder, over a database that is thrown away.</summary>
internal static class Previews
{
    /// <exception cref="CommandException">There is no such mail, or it cannot be made.</exception>
    public static async Task<PreviewedMail> MakeAsync(Shell shell, ServerSettings settings, PreviewRequest request, CancellationToken cancellationToken)
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
                    Stores = EngineParts.Stores(settings),
                    Delivery = EngineParts.Delivery(settings, key),
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

    /// <summary>The one event of a file.</summary>
    public static Core.Purchases.StoreEvent EventOf(Shell shell, string path) =>
        Core.Purchases.CanonicalEvents.Read(Options.ReadBytes(shell, path)) switch
        {
            Core.Purchases.EventReading.Sound sound => sound.Event,
            Core.Purchases.EventReading.Malformed malformed => throw CommandException.Failed($"{path}: {malformed.Path}: {malformed.Message}"),
            _ => throw CommandException.Failed($"{path}: expected one event"),
        };
}
