using NodaTime;
using PostPurchase.Core.Personalisation;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Simulation;
using PostPurchase.Mail.Addresses;
using Xunit;

namespace PostPurchase.Engine.Tests.Simulation;

public sealed class SimulatorTests : IDisposable
{
    private const string Journey = """
        journey: new-buyer
        trigger: { on: purchase, if: customer.purchase_count == 1 }
        send: { quiet_hours: "21:00-08:00", max_marketing_per_day: 1 }
        steps:
          - { id: thanks, email: { template: hello, content: transactional, subject: "Got it: order {{ purchase.number }}" } }
          - { id: settle, wait: { window: day 1..3, at: "10:00" } }
          - id: teach
            email:
              template: hello
              content: own
              subject: "3 things"
              experiments: [ { name: teach-cta, metric: click, variants: { a: { weight: 1, slots: { cta: "Go" } }, b: { weight: 1, slots: { cta: "Start" } } } } ]
          - { id: suggest, email: { template: hello, content: third_party, subject: "Goes well", offers: { pick: cross_sell, if_empty: skip } } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("postpurchase-test-").FullName;

    public SimulatorTests()
    {
        Write("workflows/new-buyer.yaml", Journey);
        Write("templates/hello.html", "<html><body><p>Hi {{ customer.first_name }}</p><a href=\"https://shop.example/x\">{{ slots.cta ?? 'Look' }}</a></body></html>");
    }

    [Fact]
    public async Task Two_runs_give_the_same_bytes()
    {
        var first = await RunAsync("first");
        var second = await RunAsync("second");

        Assert.NotEmpty(first);
        Assert.Equal(first.Keys, second.Keys);
        Assert.All(first, pair => Assert.True(pair.Value.AsSpan().SequenceEqual(second[pair.Key]), pair.Key));
    }

    [Fact]
    public async Task The_timeline_tells_the_story_in_order_with_reasons()
    {
        await RunAsync("story");

        var lines = await File.ReadAllLinesAsync(Path.Combine(_folder, "story", "timeline.jsonl"));

        Assert.Equal(["enter", "send", "send", "hold", "skip", "finish"], lines.Where(line => line.Contains("jane@example.com", StringComparison.Ordinal)).Select(Action));
        Assert.Contains("\"subject\":\"Got it: order #1001\"", lines[1], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains("\"step\":\"suggest\"", StringComparison.Ordinal) && line.Contains("fewer than 1 offers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Events_from_before_the_start_are_history()
    {
        await RunAsync("history", from: A.Noon + Duration.FromDays(1));

        Assert.Empty(await File.ReadAllTextAsync(Path.Combine(_folder, "history", "timeline.jsonl")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<SortedDictionary<string, byte[]>> RunAsync(string name, Instant? from = null)
    {
        var output = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        var timeline = await Simulator.RunAsync(new()
        {
            Events = [A.Order(id: "e1"), A.Order(A.Purchase("1002"), A.Customer("max@example.com"), id: "e2", at: A.Noon + Duration.FromHours(1))],
            From = from ?? A.Noon,
            Days = 10,
            Workflows = Path.Combine(_folder, "workflows"),
            Templates = Path.Combine(_folder, "templates"),
            Stores = new StoreDirectory { Stores = new Dictionary<string, StoreProfile> { ["default"] = new() { Name = "Trail & Peak", PostalAddress = "1 Road" } } },
            Senders = new Dictionary<string, StoreSender> { ["default"] = new(new(EmailAddress.Parse("hello@shop.example"), "Trail & Peak"), "https://mail.shop.example") },
            MailFolder = Path.Combine(output, "mail"),
        });
        await timeline.WriteAsync(Path.Combine(output, "timeline.jsonl"), CancellationToken.None);
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories)) files[Path.GetRelativePath(output, path)] = await File.ReadAllBytesAsync(path);
        return files;
    }

    private static string Action(string line) => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("action").GetString()!;

    private void Write(string path, string text)
    {
        var full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
