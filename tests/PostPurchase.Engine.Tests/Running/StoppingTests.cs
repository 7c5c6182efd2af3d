using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using PostPurchase.Core.Personalisation;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Smtp;
using PostPurchase.Testing;
using Xunit;
using SendOutcome = PostPurchase.Mail.Smtp.SendOutcome;

namespace PostPurchase.Engine.Tests.Running;

/// <summary>What a mail server says while the program stops still reaches the ledger: else a receipt that was accepted would go again.</summary>
public sealed class StoppingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("postpurchase-").FullName;
    private readonly ManualClock _clock = new(A.Noon.ToDateTimeOffset());

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_receipt_accepted_at_the_last_moment_is_not_sent_again_by_the_next_start()
    {
        var outlet = new LateOutlet();
        await using var engine = await PostPurchaseEngine.OpenAsync(Setup(outlet), A.Noon);
        await engine.Intake.AcceptAsync(A.Delivery(A.Order()), A.Noon);
        using var stop = new CancellationTokenSource();
        var running = engine.RunAsync(_clock, NullLogger.Instance, stop.Token);
        await outlet.Handed.Task.InTimeAsync("the receipt");

        await stop.CancelAsync();
        await Patience.UntilAsync(() => running.IsCompleted, "the end of the loops", () => _clock.Advance(TimeSpan.FromSeconds(1)));

        var recovered = await SendRecovery.RunAsync(engine.Database, A.Noon);
        Assert.Empty(recovered.SentAgain);
        Assert.Equal(1, engine.Database.Read(session => Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, "select count(*) from send where state = 4")));
    }

    private EngineSetup Setup(IMailOutlet outlet)
    {
        Write("workflows/hello.yaml", """
            journey: hello
            name: Hello
            status: live
            trigger: { on: purchase }
            steps:
              - { id: thanks, email: { template: thanks, content: transactional, subject: "Thanks" } }
            """);
        Write("templates/thanks.html", "<p>Thanks</p>");
        return new()
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
            Outlet = outlet,
        };
    }

    private void Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>A mail server that answers only when it is closed.</summary>
    private sealed class LateOutlet : IMailOutlet, IAsyncDisposable
    {
        private readonly ConcurrentQueue<(Envelope Envelope, ISendLog Log)> _taken = new();

        public TaskCompletionSource Handed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Instant? PausedUntil(string? transport) => null;

        public async Task EnqueueAsync(Envelope envelope, string? transport, ISendLog log, CancellationToken cancellationToken)
        {
            if (!await log.HandingAsync(envelope)) return;
            _taken.Enqueue((envelope, log));
            Handed.TrySetResult();
        }

        public async ValueTask DisposeAsync()
        {
            while (_taken.TryDequeue(out var item)) await item.Log.SettledAsync(item.Envelope, new SendOutcome.Accepted(null, "250 ok"));
        }
    }
}
