using NodaTime;
using NodaTime.Text;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Addresses;
using Xunit;

namespace PostPurchase.Engine.Tests.Contract;

/// <summary>A pause that was longer than mail may be late: the whole way from the order to what the resumed journey does with the mail that it held.</summary>
public sealed class ResumeContractTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("postpurchase-").FullName;
    private readonly List<DeliveryEvent> _events = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("own", "send", "Accepted 01-03 23")]
    [InlineData("own", "skip", "Skipped 01-03 23")]
    [InlineData("own", "next_window", "Accepted 01-04 10")]
    [InlineData("third_party", "skip", "Skipped 01-03 23")]
    public async Task Marketing_that_a_pause_made_late_follows_its_policy(string content, string policy, string expected)
    {
        var last = await PauseOverAsync(content, policy, until: Instant.FromUtc(2026, 1, 3, 23, 30));

        Assert.Equal(expected, Line(last));
        Assert.Contains(_events, happened => happened is { State: SendState.Held, Reason: "held: the journey is paused" });
    }

    [Fact]
    public async Task Marketing_that_a_short_pause_held_is_not_late()
    {
        var last = await PauseOverAsync("own", "skip", until: Instant.FromUtc(2026, 1, 3, 15, 0));

        Assert.Equal("Accepted 01-03 15", Line(last));
    }

    [Fact]
    public async Task A_receipt_leaves_during_the_pause()
    {
        var last = await PauseOverAsync("transactional", "skip", until: Instant.FromUtc(2026, 1, 3, 23, 30));

        Assert.Equal("Accepted 01-03 10", Line(last));
    }

    private async Task<DeliveryEvent> PauseOverAsync(string content, string policy, Instant until)
    {
        Write("templates/tips.html", "<p>Tips</p>");
        Write("workflows/hello.yaml", Journey("live", content, policy));
        await using var engine = await PostPurchaseEngine.OpenAsync(Setup(), A.Noon);
        await engine.Intake.AcceptAsync(A.Delivery(A.Order()), A.Noon);
        await engine.DoDueAsync(A.Noon);
        Write("workflows/hello.yaml", Journey("paused", content, policy));
        await engine.ReloadAsync(A.Noon);
        await PlayUntilAsync(engine, until);

        Write("workflows/hello.yaml", Journey("live", content, policy));
        await engine.ReloadAsync(until);
        await new SendLedger(engine.Database).ResumeAsync("hello", until);
        await engine.DoDueAsync(until);
        await PlayUntilAsync(engine, until + Duration.FromDays(2));
        return _events[^1];
    }

    private static async Task PlayUntilAsync(PostPurchaseEngine engine, Instant end)
    {
        while (await engine.NextDueAtAsync() is { } next && next <= end) await engine.DoDueAsync(next);
    }

    private static string Line(DeliveryEvent happened) => $"{happened.State} {InstantPattern.CreateWithInvariantCulture("MM-dd HH").Format(happened.At)}";

    private static string Journey(string status, string content, string policy) => $$"""
        journey: hello
        status: {{status}}
        trigger: { on: purchase }
        send: { if_late: {{policy}}, late_after: 12h }
        steps:
          - { id: settle, wait: { window: day 1..3, at: "10:00" } }
          - { id: tips, email: { template: tips, content: {{content}}, subject: "Tips" } }
        """;

    private EngineSetup Setup() => new()
    {
        DatabaseFile = Path.Combine(_folder, "postpurchase.db"),
        Workflows = Path.Combine(_folder, "workflows"),
        Templates = Path.Combine(_folder, "templates"),
        Stores = new StoreDirectory { Stores = new Dictionary<string, StoreProfile> { ["default"] = new() { Name = "Shop" } } },
        Delivery = new DeliverySettings
        {
            Senders = new Dictionary<string, StoreSender> { ["default"] = new(new(EmailAddress.Parse("shop@shop.example"), "Shop"), "https://mail.shop.example") },
            Key = new byte[32],
        },
        Outlet = new CapturedOutbox(folder: null),
        IsDurable = false,
        Delivered = _events.Add,
    };

    private void Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
