using NodaTime;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Feedback;
using PostPurchase.Mail.Smtp;
using PostPurchase.Testing;
using Xunit;
using SendOutcome = PostPurchase.Mail.Smtp.SendOutcome;

namespace PostPurchase.Engine.Tests.Delivery;

/// <summary>Delivery as it runs while the program does: several at a time, nobody behind a slow one.</summary>
public sealed class DeliveryLoopTests : IAsyncLifetime
{
    private readonly ADelivery _delivery = ADelivery.New();
    private readonly ManualClock _clock = new(A.Noon.ToDateTimeOffset());

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _delivery.DisposeAsync();

    [Fact]
    public async Task Everything_due_leaves_exactly_once()
    {
        var outlet = Use(new(ScriptedOutlet.Yes));
        var held = new List<HeldRun>();
        for (var i = 0; i < 100; i++) held.Add(await _delivery.PlanAsync());

        await RunAsync(_ => { });

        Assert.Equal(100, outlet.Left.Select(left => left.Send).Distinct().Count());
        Assert.Equal(100, outlet.Left.Count);
        Assert.All(await Task.WhenAll(held.Select(_delivery.SendOfAsync)), send => Assert.Equal(SendState.Accepted, send.State));
    }

    [Fact]
    public async Task A_server_that_answers_late_holds_nobody_else()
    {
        var late = new TaskCompletionSource<SendOutcome>();
        var slow = await _delivery.PlanAsync(email: "jane@slow.example");
        var others = new[] { await _delivery.PlanAsync(), await _delivery.PlanAsync() };
        Use(new(envelope => envelope.Recipient.Domain == "slow.example" ? late.Task : Task.FromResult(ScriptedOutlet.Yes)));
        var left = new TaskCompletionSource();

        var running = RunAsync(happened =>
        {
            if (_delivery.Events.Count == 2) left.TrySetResult();
        });
        await left.Task.InTimeAsync("the two others");
        var meanwhile = await _delivery.SendOfAsync(slow);
        late.SetResult(ScriptedOutlet.Yes);
        await running.InTimeAsync("the late one");

        Assert.Equal(SendState.Handing, meanwhile.State);
        Assert.All(await Task.WhenAll(others.Select(_delivery.SendOfAsync)), send => Assert.Equal(SendState.Accepted, send.State));
        Assert.Equal(SendState.Accepted, (await _delivery.SendOfAsync(slow)).State);
    }

    [Fact]
    public async Task A_domain_that_puts_mail_off_rests_and_others_go_on()
    {
        var outlet = Use(new(envelope => Task.FromResult(envelope.Recipient.Domain == "busy.example" ? ScriptedOutlet.Later(FailureScope.Domain, "421 too many") : ScriptedOutlet.Yes)));
        await _delivery.PlanAsync(email: "a@busy.example");
        await RunAsync(_ => { }, keep: true);
        var second = await _delivery.PlanAsync(email: "b@busy.example");
        var other = await _delivery.PlanAsync(email: "c@fine.example");

        await RunAsync(_ => { });

        Assert.Equal(["busy.example", "fine.example"], outlet.Left.Select(left => left.Domain));
        Assert.True((await _delivery.SendOfAsync(second)).DueAt > A.Noon);
        Assert.Equal(SendState.Accepted, (await _delivery.SendOfAsync(other)).State);
    }

    [Fact]
    public async Task What_a_domain_put_off_is_due_when_its_rest_ends_also_after_a_restart()
    {
        Use(new(new SendOutcome.Deferred(FailureScope.Domain, SmtpStage.Recipient, 421, null, "come back in 20 minutes")));
        var held = await _delivery.PlanAsync(email: "a@busy.example");

        await RunAsync(_ => { });

        Assert.Equal(A.Noon + Duration.FromMinutes(20), (await _delivery.SendOfAsync(held)).DueAt);
    }

    [Fact]
    public async Task While_the_mail_server_rests_nothing_is_claimed()
    {
        var outlet = Use(new(ScriptedOutlet.Yes) { Pause = _ => A.Noon + Duration.FromMinutes(1) });
        var held = await _delivery.PlanAsync();

        await RunAsync(_ => { });

        Assert.Empty(outlet.Left);
        Assert.Equal(SendState.Planned, (await _delivery.SendOfAsync(held)).State);
    }

    [Fact]
    public async Task A_server_that_rests_holds_its_own_streams_only()
    {
        _delivery.Settings = _delivery.Settings with { Streams = new Dictionary<ContentKind, StreamSettings> { [ContentKind.Transactional] = new("receipts") } };
        var outlet = Use(new(ScriptedOutlet.Yes) { Pause = transport => transport is null ? A.Noon + Duration.FromMinutes(1) : null });
        var receipt = await _delivery.PlanAsync();
        var advice = await _delivery.PlanAsync("teach", ContentKind.Own);

        await RunAsync(_ => { });

        Assert.Equal((await _delivery.SendOfAsync(receipt)).Id.Value, Assert.Single(outlet.Left).Send);
        Assert.Equal(SendState.Planned, (await _delivery.SendOfAsync(advice)).State);
    }

    [Fact]
    public async Task An_observer_that_throws_ends_nothing()
    {
        Use(new(ScriptedOutlet.Yes));
        var held = new[] { await _delivery.PlanAsync(), await _delivery.PlanAsync("teach", ContentKind.Own), await _delivery.PlanAsync() };

        await RunAsync(_ => throw new InvalidOperationException("the timeline is broken"));

        Assert.All(await Task.WhenAll(held.Select(_delivery.SendOfAsync)), send => Assert.Equal(SendState.Accepted, send.State));
    }

    [Fact]
    public async Task An_outcome_is_told_with_the_instant_at_which_it_came_however_long_the_step_takes()
    {
        Use(new(_ =>
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            return Task.FromResult(ScriptedOutlet.Yes);
        }));
        var held = new List<HeldRun>();
        for (var i = 0; i < 5; i++) held.Add(await _delivery.PlanAsync());

        await RunAsync(_ => { });

        var ends = (await Task.WhenAll(held.Select(_delivery.SendOfAsync))).Select(send => send.ConcludedAt!.Value).Order().ToList();
        Assert.Equal(A.Noon + Duration.FromMinutes(5), ends[^1]);
        Assert.True(ends[0] > A.Noon);
    }

    [Fact]
    public async Task A_database_that_stays_away_does_not_keep_the_program_from_ending()
    {
        var outlet = new LastOutlet();
        _delivery.Outlet = outlet;
        await _delivery.PlanAsync();
        var loop = new DeliveryLoop(_delivery.Setup, _clock, _log);
        await loop.StepAsync(A.Noon, CancellationToken.None);
        await outlet.Handed.Task.InTimeAsync("the mail");
        await _delivery.LoseDatabaseAsync();
        await outlet.SettleAsync();

        var ending = loop.DisposeAsync().AsTask();

        // Only while somebody waits for it: what takes long on a busy machine takes no time here.
        await Patience.UntilAsync(() => ending.IsCompleted, "the end", () => _clock.Advance(_clock.NextIn ?? TimeSpan.Zero));
        await ending;
        Assert.InRange(_clock.GetUtcNow(), (A.Noon + Duration.FromSeconds(10)).ToDateTimeOffset(), (A.Noon + Duration.FromMinutes(5)).ToDateTimeOffset());
    }

    /// <summary>Takes one mail, and says that it was accepted when it is told to.</summary>
    private sealed class LastOutlet : IMailOutlet
    {
        public TaskCompletionSource<(Envelope Envelope, ISendLog Log)> Handed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Instant? PausedUntil(string? transport) => null;

        public async Task EnqueueAsync(Envelope envelope, string? transport, ISendLog log, CancellationToken cancellationToken)
        {
            if (await log.HandingAsync(envelope)) Handed.SetResult((envelope, log));
        }

        public async Task SettleAsync()
        {
            var (envelope, log) = await Handed.Task;
            await log.SettledAsync(envelope, ScriptedOutlet.Yes);
        }
    }

    [Theory]
    [InlineData(MailMode.Captured, false)]
    [InlineData(MailMode.Redirect, true)]
    [InlineData(MailMode.Approve, true)]
    [InlineData(MailMode.Live, true)]
    public async Task What_mailbox_providers_hold_against_a_mail_is_said_where_mail_leaves_only(MailMode mode, bool isSaid)
    {
        Use(new(ScriptedOutlet.Yes));
        _delivery.Settings = _delivery.Settings with { Mode = mode, RedirectTo = EmailAddress.Parse("me@shop.example"), ApprovedByHand = 0 };
        await _delivery.PlanAsync();

        await RunAsync(_ => { });

        Assert.Equal(isSaid, _log.Said.Exists(line => line.StartsWith("Warning: Mailbox providers hold this against the mails of ", StringComparison.Ordinal)));
    }

    private readonly Lines _log = new();
    private DeliveryLoop? _kept;

    private async Task RunAsync(Action<DeliveryEvent> observer, bool keep = false)
    {
        var loop = _kept ?? new DeliveryLoop(_delivery.Setup with { Window = 16 }, _clock, _log)
        {
            Observer = happened =>
            {
                _delivery.Events.Add(happened);
                observer(happened);
            },
        };
        while (await loop.StepAsync(A.Noon, CancellationToken.None) > 0)
        {
        }

        _kept = keep ? loop : null;
        var over = keep ? loop.SettleAsync(CancellationToken.None) : loop.DrainAsync(CancellationToken.None);
        await over.InTimeAsync("what was claimed");
        if (!keep) await loop.DisposeAsync();
    }

    private ScriptedOutlet Use(ScriptedOutlet outlet)
    {
        _delivery.Outlet = outlet;
        return outlet;
    }
}
