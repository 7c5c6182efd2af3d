using NodaTime;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Simulation;
using PostPurchase.Mail.Addresses;

namespace PostPurchase.Engine.Tests.Contract;

/// <summary>Journeys of one folder, played over events in virtual time with production's own core, gate and renderer.</summary>
internal sealed class ASimulation : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("postpurchase-test-").FullName;

    public ASimulation(params string[] journeys)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "workflows"));
        Directory.CreateDirectory(Path.Combine(_folder, "templates"));
        foreach (var (index, journey) in journeys.Index()) File.WriteAllText(Path.Combine(_folder, "workflows", $"journey-{index}.yaml"), journey);
        File.WriteAllText(Path.Combine(_folder, "templates", "t.html"), "<html><body><p>Hi</p></body></html>");
    }

    public string Zone { get; init; } = "Etc/UTC";

    public async Task<IReadOnlyList<TimelineEntry>> PlayAsync(int days, params StoreEvent[] events)
    {
        var timeline = await Simulator.RunAsync(new()
        {
            Events = events,
            From = A.Noon,
            Days = days,
            Workflows = Path.Combine(_folder, "workflows"),
            Templates = Path.Combine(_folder, "templates"),
            Stores = new StoreDirectory { Stores = new Dictionary<string, StoreProfile> { ["default"] = new() { Name = "Trail & Peak", PostalAddress = "1 Road", TimeZone = DateTimeZoneProviders.Tzdb[Zone] } } },
            Senders = new Dictionary<string, StoreSender> { ["default"] = new(new(EmailAddress.Parse("hello@shop.example"), "Trail & Peak"), "https://mail.shop.example") },
        });
        return timeline.Entries;
    }

    /// <summary>The story as lines: <c>01-03 10:00 send teach</c>, in UTC to the minute.</summary>
    public async Task<IReadOnlyList<string>> StoryAsync(int days, params StoreEvent[] events) =>
        [.. (await PlayAsync(days, events)).Where(entry => entry.Action is not ("wait" or "branch")).Select(Line)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Line(TimelineEntry entry) =>
        $"{entry.At.InUtc().LocalDateTime.ToString("MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)} {entry.Action}{(entry.Step is { } step ? $" {step}" : "")}{(entry.Action is "exit" or "skip" ? $": {entry.Reason}" : "")}";
}
