using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Smtp;
using PostPurchase.Testing;
using Xunit;
using SendOutcome = PostPurchase.Mail.Smtp.SendOutcome;

namespace PostPurchase.Engine.Tests.Delivery;

/// <summary>A second mail server stands in where the first takes no mail, and never for a mail that the first one has seen.</summary>
public sealed class FallbackTests : IAsyncLifetime
{
    private const int Nobody = 1; // nothing listens there

    private readonly ADelivery _delivery = ADelivery.New();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _delivery.DisposeAsync();

    [NeedsProgramFact(SmtpSink.Program)]
    public async Task A_server_that_cannot_be_reached_is_stood_in_for()
    {
        using var second = await SmtpSink.StartAsync();

        var sends = await DeliverAsync(Nobody, second.Port, count: 20);

        Assert.All(sends, send => Assert.Equal((SendState.Accepted, 1), (send.State, send.AttemptCount)));
    }

    [NeedsProgramFact(SmtpSink.Program)]
    public async Task A_server_that_greets_with_a_refusal_is_stood_in_for()
    {
        using var first = await SmtpSink.StartAsync("-Q", "CONNECT");
        using var second = await SmtpSink.StartAsync();

        Assert.Equal(SendState.Accepted, Assert.Single(await DeliverAsync(first.Port, second.Port)).State);
    }

    [NeedsProgramFact(SmtpSink.Program)]
    public async Task A_server_where_nobody_can_log_in_is_stood_in_for()
    {
        using var first = await SmtpSink.StartAsync();
        using var second = await SmtpSink.StartAsync();

        Assert.Equal(SendState.Accepted, Assert.Single(await DeliverAsync(first.Port, second.Port, user: "shop")).State);
    }

    [NeedsProgramFact(SmtpSink.Program)]
    public async Task A_server_that_refuses_every_sender_is_stood_in_for()
    {
        using var first = await SmtpSink.StartAsync("-f", "MAIL", "-B", "530 5.7.0 Authentication required");
        using var second = await SmtpSink.StartAsync();

        var sends = await DeliverAsync(first.Port, second.Port, count: 20);

        Assert.All(sends, send => Assert.Equal((SendState.Accepted, 1), (send.State, send.AttemptCount)));
    }

    [NeedsProgramFact(SmtpSink.Program)]
    public async Task After_the_final_dot_the_other_server_never_gets_it()
    {
        using var first = await SmtpSink.StartAsync("-q", ".");
        using var second = await SmtpSink.StartAsync("-f", "RCPT", "-B", "550 5.1.1 it came here");

        var send = Assert.Single(await DeliverAsync(first.Port, second.Port, kind: ContentKind.Own));

        Assert.Equal(SendState.Uncertain, send.State);
    }

    [NeedsProgramFact(SmtpSink.Program)]
    public async Task An_answer_about_the_address_is_final_whatever_the_other_server_would_say()
    {
        using var first = await SmtpSink.StartAsync("-f", "RCPT", "-B", "550 5.1.1 No such user");
        using var second = await SmtpSink.StartAsync();

        Assert.Equal(SendState.Rejected, Assert.Single(await DeliverAsync(first.Port, second.Port)).State);
    }

    [Fact]
    public async Task With_neither_server_the_mail_waits()
    {
        var send = Assert.Single(await DeliverAsync(Nobody, Nobody));

        Assert.Equal((SendState.Deferred, 0), (send.State, send.AttemptCount));
    }

    [Fact]
    public async Task Two_servers_that_stand_in_for_each_other_never_wait_for_each_other()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var log = new SilentLog();
        await using var first = Pool(Nobody, null, connections: 1);
        await using var second = Pool(((IPEndPoint)silent.LocalEndpoint).Port, null, connections: 1);
        var outlet = new SmtpOutlet(new Dictionary<string, SmtpPool> { ["default"] = first, ["spare"] = second }, new Dictionary<string, string> { ["default"] = "spare", ["spare"] = "default" });
        // One mail waits for the greeting of the second server, one for a connection: there is no place behind them.
        for (var id = 1; id <= 2; id++) await outlet.EnqueueAsync(MailOf(id), "spare", log, CancellationToken.None).InTimeAsync("the second server's mail");

        await outlet.EnqueueAsync(MailOf(3), "default", log, CancellationToken.None);

        await first.DrainAsync(CancellationToken.None).InTimeAsync("the first server, which could not be reached");
        Assert.Empty(log.Settled);
        await second.DisposeAsync();
        Assert.Equal([1, 2, 3], log.Settled.Order());
    }

    private static Envelope MailOf(long id) =>
        new(id, null, EmailAddress.Parse("jane@example.com"), new ReadOnlySequence<byte>("Subject: Hello\r\n\r\nHello\r\n"u8.ToArray()));

    private async Task<IReadOnlyList<StoredSend>> DeliverAsync(int first, int second, int count = 1, string? user = null, ContentKind kind = ContentKind.Transactional)
    {
        await using var outlet = new SmtpOutlet(
            new Dictionary<string, SmtpPool> { ["default"] = Pool(first, user), ["spare"] = Pool(second, null) }, new Dictionary<string, string> { ["default"] = "spare" });
        _delivery.Outlet = outlet;
        var held = new List<HeldRun>();
        for (var i = 0; i < count; i++) held.Add(await _delivery.PlanAsync(kind == ContentKind.Own ? "teach" : "thanks", kind));
        await _delivery.DeliverAsync();
        return await Task.WhenAll(held.Select(_delivery.SendOfAsync));
    }

    private static SmtpPool Pool(int port, string? user, int connections = 4) => new(
        new() { Host = "127.0.0.1", Port = port, Security = SmtpSecurity.None, User = user, Password = user, EhloName = "client.example", FirstPause = TimeSpan.FromSeconds(30), MaxConnections = connections }, TimeProvider.System);

    private sealed class SilentLog : ISendLog
    {
        public ConcurrentQueue<long> Settled { get; } = new();

        public ValueTask<bool> HandingAsync(Envelope envelope) => ValueTask.FromResult(true);

        public ValueTask SettledAsync(Envelope envelope, SendOutcome outcome)
        {
            Settled.Enqueue(envelope.Id);
            return ValueTask.CompletedTask;
        }
    }
}
