using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Learning.Reports;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Storage;
using PostPurchase.Mail.Smtp;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Engine.Tests.Delivery;

/// <summary>The shop's own mail server is away for days: the whole way of a mail, from the ledger to the socket, in virtual time.</summary>
public sealed class LongOutageTests : IAsyncLifetime
{
    private static readonly Duration Hour = Duration.FromHours(1);

    private readonly ManualClock _clock = new(A.Noon.ToDateTimeOffset());
    private readonly ADelivery _delivery = ADelivery.New();
    private readonly AMailServer _server = AMailServer.Away();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _delivery.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_receipt_is_given_up_four_days_after_its_first_try_and_the_reason_names_the_server()
    {
        var held = await _delivery.PlanAsync();

        await RunAsync(until: A.Noon + Duration.FromDays(5));

        var send = await _delivery.SendOfAsync(held);
        Assert.Equal((SendState.Rejected, 0, A.Noon), (send.State, send.AttemptCount, send.FirstTriedAt));
        Assert.StartsWith($"given up: not accepted within 4 days; last failure: cannot connect to 127.0.0.1:{_server.Port}", send.Reason, StringComparison.Ordinal);
        Assert.InRange(send.ConcludedAt!.Value - A.Noon, Duration.FromDays(4), Duration.FromDays(4) + Hour);
    }

    [Fact]
    public async Task What_is_given_up_lets_its_run_go_on_and_is_no_refusal_of_the_recipients_domain()
    {
        var held = await _delivery.PlanAsync();

        await RunAsync(until: A.Noon + Duration.FromDays(5));

        var day = new DateInterval(new(1970, 1, 1), new(2100, 1, 1));
        var reports = new ReportStore(_delivery.Database, _delivery.Stores, (_, money, _) => money.Minor);
        Assert.Equal(1, Assert.Single(Assert.Single(reports.Funnel(day, []).Journeys).Steps).Failed);
        Assert.Empty(reports.Deliverability(day).Domains);
        Assert.Equal(held.Run.Id, Assert.Single(await new EnrollmentStore(_delivery.Database).DueAsync(A.Noon + Duration.FromDays(5), 9)).Run.Id);
    }

    [Fact]
    public async Task A_receipt_leaves_once_when_the_server_is_back_after_three_days()
    {
        var held = await _delivery.PlanAsync();
        await RunAsync(until: A.Noon + Duration.FromDays(3));
        var waiting = await _delivery.SendOfAsync(held);

        _server.Start();
        await RunAsync(until: A.Noon + Duration.FromDays(6));

        Assert.Equal((SendState.Deferred, SendState.Accepted), (waiting.State, (await _delivery.SendOfAsync(held)).State));
        Assert.Equal(1, _server.TakenCount);
    }

    [Fact]
    public async Task A_restart_in_between_does_not_start_the_four_days_anew()
    {
        var held = await _delivery.PlanAsync();
        await RunAsync(until: A.Noon + Duration.FromDays(3));

        await _delivery.RestartAsync();
        await RunAsync(until: A.Noon + Duration.FromDays(6));

        Assert.InRange((await _delivery.SendOfAsync(held)).ConcludedAt!.Value - A.Noon, Duration.FromDays(4), Duration.FromDays(4) + Hour);
    }

    [Fact]
    public async Task Marketing_ends_with_its_window()
    {
        var ends = A.Noon + Duration.FromHours(8);
        var held = await ARun.SendingAsync(_delivery.Database, A.Mail("teach", ContentKind.Own) with { ExpiresAt = ends });

        await RunAsync(until: A.Noon + Duration.FromDays(5));

        var send = await _delivery.SendOfAsync(held);
        Assert.Equal(SendState.Expired, send.State);
        Assert.InRange(send.ConcludedAt!.Value, ends, ends + Hour);
    }

    [Fact]
    public async Task Marketing_without_a_window_ends_when_it_is_late()
    {
        var held = await _delivery.PlanAsync("teach", ContentKind.Own);

        await RunAsync(until: A.Noon + Duration.FromDays(5));

        var send = await _delivery.SendOfAsync(held);
        Assert.Equal(SendState.Skipped, send.State);
        Assert.StartsWith("skipped: 1", send.Reason, StringComparison.Ordinal);
        Assert.InRange(send.ConcludedAt!.Value - A.Noon, Duration.FromHours(12), Duration.FromHours(14));
    }

    /// <summary>Delivers as the program does, jumping from one due instant to the next; a pause of the server is an hour, so that days are few steps.</summary>
    private async Task RunAsync(Instant until)
    {
        var options = new SmtpTransportOptions
        {
            Host = "127.0.0.1", Port = _server.Port, Security = SmtpSecurity.None, EhloName = "client.example", FirstPause = TimeSpan.FromHours(1), LongestPause = TimeSpan.FromHours(1),
            Limits = new SmtpTimeLimits { Connect = TimeSpan.FromDays(1) },
        };
        await using var outlet = new SmtpOutlet(new Dictionary<string, SmtpPool> { [SmtpOutlet.Default] = new(options, _clock) });
        _delivery.Outlet = outlet;
        await using var loop = new DeliveryLoop(_delivery.Setup with { Window = 4 }, _clock, NullLogger.Instance);
        while (await loop.NextDueAtAsync() is { } at && at < until)
        {
            if (at > Now) _clock.Advance((at - Now).ToTimeSpan());
            await loop.StepAsync(Now, CancellationToken.None);
            await loop.SettleAsync(CancellationToken.None);
        }

        if (until > Now) _clock.Advance((until - Now).ToTimeSpan());
    }

    private Instant Now => Instant.FromDateTimeOffset(_clock.GetUtcNow());
}
