using Microsoft.Extensions.Logging.Abstractions;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Running;
using PostPurchase.Mail.Addresses;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Engine.Tests.Running;

/// <summary>What is held without an instant is looked at again by itself once what held it is over.</summary>
public sealed class WokenHoldTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("postpurchase-").FullName;
    private readonly ManualClock _clock = new(A.Noon.ToDateTimeOffset());
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_mail_held_by_a_paused_journey_leaves_when_the_journey_is_live_again()
    {
        Write("workflows/hello.yaml", Journey("live"));
        Write("templates/tips.html", "<p>Tips</p>");
        await using var engine = await PostPurchaseEngine.OpenAsync(Setup(), A.Noon);
        await engine.Intake.AcceptAsync(A.Delivery(A.Order()), A.Noon);
        await ReloadAsync(engine, "paused");
        using var stop = new CancellationTokenSource();
        var running = engine.RunAsync(_clock, NullLogger.Instance, stop.Token);
        await _held.Task.InTimeAsync("the hold");

        await ReloadAsync(engine, "live");
        await Patience.UntilAsync(() => _left.Task.IsCompleted, "the mail", () => _clock.Advance(TimeSpan.FromMinutes(1)));

        await stop.CancelAsync();
        await running.InTimeAsync("the end of the loops");
    }

    [Fact]
    public async Task It_leaves_also_when_the_file_of_its_journey_is_gone()
    {
        Write("workflows/hello.yaml", Journey("live"));
        Write("templates/tips.html", "<p>Tips</p>");
        await using var engine = await PostPurchaseEngine.OpenAsync(Setup(), A.Noon);
        await engine.Intake.AcceptAsync(A.Delivery(A.Order()), A.Noon);
        await ReloadAsync(engine, "paused");
        using var stop = new CancellationTokenSource();
        var running = engine.RunAsync(_clock, NullLogger.Instance, stop.Token);
        await _held.Task.InTimeAsync("the hold");

        File.Delete(Path.Combine(_folder, "workflows/hello.yaml"));
        await engine.ReloadAsync(A.Noon);
        await Patience.UntilAsync(() => _left.Task.IsCompleted, "the mail", () => _clock.Advance(TimeSpan.FromMinutes(1)));

        await stop.CancelAsync();
        await running.InTimeAsync("the end of the loops");
    }

    private async Task ReloadAsync(PostPurchaseEngine engine, string status)
    {
        Write("workflows/hello.yaml", Journey(status));
        await engine.ReloadAsync(A.Noon);
    }

    private static string Journey(string status) => $$"""
        journey: hello
        name: Hello
        status: {{status}}
        trigger: { on: purchase }
        send: { if_late: send }
        steps:
          - { id: tips, email: { template: tips, content: own, subject: "Tips" } }
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
        Delivered = happened =>
        {
            if (happened.State == SendState.Held) _held.TrySetResult();
            if (happened.State == SendState.Accepted) _left.TrySetResult();
        },
    };

    private void Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
