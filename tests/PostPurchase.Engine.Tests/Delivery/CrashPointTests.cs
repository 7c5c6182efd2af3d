using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Smtp;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Engine.Tests.Delivery;

/// <summary>Where on its way a mail was when the program died, and what recovery makes of it.</summary>
public sealed class CrashPointTests : IAsyncLifetime
{
    private readonly ADelivery _delivery = ADelivery.New();
    private readonly ConcurrentQueue<string> _copies = new();

    /// <summary>The last thing that happened before the end.</summary>
    public enum Point
    {
        /// <summary>It was claimed and made.</summary>
        Claimed,

        /// <summary>The mark that it is leaving was on disk; no byte had left.</summary>
        Marked,

        /// <summary>The server had it whole; its answer had not come.</summary>
        Left,

        /// <summary>The outcome was on disk; its run had not gone on.</summary>
        Concluded,
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _delivery.DisposeAsync();

    [Theory]
    [InlineData(Point.Claimed, 1, SendState.Accepted)]
    [InlineData(Point.Marked, 0, SendState.Uncertain)]
    [InlineData(Point.Left, 1, SendState.Uncertain)]
    [InlineData(Point.Concluded, 1, SendState.Accepted)]
    public async Task Marketing_leaves_at_most_once_wherever_the_program_dies(Point point, int copies, SendState state)
    {
        var held = await _delivery.PlanAsync("teach", ContentKind.Own);

        await DieAtAsync(point);
        await RecoverAndDeliverAsync();

        var send = await _delivery.SendOfAsync(held);
        Assert.Equal((copies, state), (_copies.Count, send.State));
    }

    [Theory]
    [InlineData(Point.Claimed, 1)]
    [InlineData(Point.Marked, 1)]
    [InlineData(Point.Left, 2)]
    [InlineData(Point.Concluded, 1)]
    public async Task A_receipt_arrives_wherever_the_program_dies_and_copies_are_known_as_such(Point point, int copies)
    {
        var held = await _delivery.PlanAsync("thanks", ContentKind.Transactional);

        await DieAtAsync(point);
        await RecoverAndDeliverAsync();

        Assert.Equal((copies, SendState.Accepted), (_copies.Count, (await _delivery.SendOfAsync(held)).State));
        Assert.Single(_copies.Distinct());
    }

    [Fact]
    public async Task A_receipt_that_the_program_dies_of_twice_is_not_tried_a_third_time()
    {
        var held = await _delivery.PlanAsync("thanks", ContentKind.Transactional);

        await DieAtAsync(Point.Left);
        await SendRecovery.RunAsync(_delivery.Database, A.Noon);
        await DieAtAsync(Point.Left);
        await RecoverAndDeliverAsync();

        Assert.Equal((2, SendState.Uncertain), (_copies.Count, (await _delivery.SendOfAsync(held)).State));
    }

    [Theory]
    [InlineData(Point.Claimed)]
    [InlineData(Point.Marked)]
    [InlineData(Point.Left)]
    [InlineData(Point.Concluded)]
    public async Task The_run_goes_on_once_wherever_the_program_dies(Point point)
    {
        var held = await _delivery.PlanAsync("thanks", ContentKind.Transactional);

        await DieAtAsync(point);
        await RecoverAndDeliverAsync();
        await AdvanceAsync();
        await AdvanceAsync();

        var sends = await _delivery.Ledger.OfRunAsync(held.Run.Owner, held.Run.Id);
        Assert.Equal(["thanks", "teach"], sends.Select(send => send.Step));
        Assert.Empty(LedgerAudit.Run(_delivery.Database));
    }

    private async Task DieAtAsync(Point point)
    {
        var outlet = new DyingOutlet(point, _copies.Enqueue);
        var concluded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _delivery.Outlet = outlet;
        await using (var loop = Loop(concluded.SetResult))
        {
            await loop.StepAsync(A.Noon, CancellationToken.None);
            await (point == Point.Concluded ? concluded.Task : outlet.Reached).InTimeAsync($"{point}");
        }

        await _delivery.RestartAsync();
    }

    private async Task RecoverAndDeliverAsync()
    {
        await SendRecovery.RunAsync(_delivery.Database, A.Noon);
        _delivery.Outlet = new DyingOutlet(Point.Concluded, _copies.Enqueue);
        await using var loop = Loop(() => { });
        while (await loop.StepAsync(A.Noon, CancellationToken.None) > 0)
        {
        }

        await loop.DrainAsync(CancellationToken.None).InTimeAsync("what was claimed");
    }

    private Task<int> AdvanceAsync()
    {
        var setup = _delivery.Setup;
        return new Runner(new EnrollmentStore(setup.Database), new RunningStore(setup.Database), setup.Journeys, setup.Facts).AdvanceDueAsync(A.Noon);
    }

    private DeliveryLoop Loop(Action concluded) =>
        new(_delivery.Setup, new ManualClock(A.Noon.ToDateTimeOffset()), NullLogger.Instance) { Observer = _ => concluded() };

    /// <summary>Comes as far as it is told, and stays there until the loop is torn down.</summary>
    private sealed class DyingOutlet(Point point, Action<string> arrived) : IMailOutlet
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public Instant? PausedUntil(string? transport) => null;

        public async Task EnqueueAsync(Envelope envelope, string? transport, ISendLog log, CancellationToken cancellationToken)
        {
            if (point == Point.Claimed) await DieAsync(cancellationToken);
            Assert.True(await log.HandingAsync(envelope));
            if (point == Point.Marked) await DieAsync(cancellationToken);
            var text = System.Text.Encoding.ASCII.GetString(envelope.Content.FirstSpan);
            var from = text.IndexOf("Message-ID: ", StringComparison.Ordinal);
            arrived(text[from..text.IndexOf('\r', from)]);
            if (point == Point.Left) await DieAsync(cancellationToken);
            await log.SettledAsync(envelope, ScriptedOutlet.Yes);
        }

        private Task DieAsync(CancellationToken cancellationToken)
        {
            _reached.SetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
    }
}
