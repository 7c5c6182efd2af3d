using System.Security.Cryptography;
using System.Text;
using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Running;

namespace PostPurchase.Engine.Simulation;

/// <summary>What to simulate.</summary>
internal sealed record SimulationRequest
{
    /// <summary>The events.</summary>
    public required IReadOnlyList<StoreEvent> Events { get; init; }

    /// <summary>Where the clock starts; earlier events are history.</summary>
    public required Instant From { get; init; }

    /// <summary>How many days it runs.</summary>
    public required int Days { get; init; }

    /// <summary>Folder of journeys.</summary>
    public required string Workflows { get; init; }

    /// <summary>Folder of templates.</summary>
    public required string Templates { get; init; }

    /// <summary>The stores.</summary>
    public required StoreDirectory Stores { get; init; }

    /// <summary>Who mail is from, by store.</summary>
    public required IReadOnlyDictionary<string, StoreSender> Senders { get; init; }

    /// <summary>Whether a picture with a hash was uploaded to this installation; by default none was.</summary>
    public Func<string, bool> HasPicture { get; init; } = _ => false;

    /// <summary>Other numbers give other assignments.</summary>
    public int Seed { get; init; }

    /// <summary>Folder for mails; null keeps none.</summary>
    public string? MailFolder { get; init; }
}

/// <summary>Plays events through all journeys, drafts too, in virtual time, over a database that is thrown away. The same request gives the same bytes.</summary>
internal static class Simulator
{
    /// <summary>Runs it and gives what happened.</summary>
    public static async Task<Timeline> RunAsync(SimulationRequest request, IProgress<Instant>? progress = null, CancellationToken cancellationToken = default)
    {
        var timeline = new Timeline();
        var folder = Directory.CreateTempSubdirectory("postpurchase-simulation-").FullName;
        try
        {
            await using var engine = await PostPurchaseEngine.OpenAsync(SetupOf(request, timeline, folder), request.From, cancellationToken);
            await VirtualTime.PlayAsync(engine, request.Events, request.From, request.From + Duration.FromDays(request.Days), progress, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return timeline;
    }

    /// <summary>A draft made live, for a simulation and for <c>demo</c>.</summary>
    public static JourneyPlan MakeLive(JourneyPlan plan) => plan with { Status = JourneyStatus.Live };

    private static EngineSetup SetupOf(SimulationRequest request, Timeline timeline, string folder) => new()
    {
        DatabaseFile = Path.Combine(folder, "simulation.db"),
        Workflows = request.Workflows,
        Templates = request.Templates,
        Stores = request.Stores,
        Delivery = new()
        {
            Senders = request.Senders,
            HasPicture = request.HasPicture,
            Key = SHA256.HashData(Encoding.UTF8.GetBytes($"simulation {request.Seed}")),
        },
        Outlet = new CapturedOutbox(request.MailFolder, envelope => timeline.NameOf(envelope.Id)),
        Liven = MakeLive,
        Node = (int)((uint)request.Seed % 1024),
        IsDurable = false,
        HasSampleCoupons = true,
        Enrolled = timeline.Enrolled,
        Advanced = timeline.Advanced,
        Delivered = timeline.Delivered,
    };
}
