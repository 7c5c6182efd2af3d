using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Smtp;
using PostPurchase.Testing;
using Xunit;

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

    private static SmtpPool Pool(int port, string? user) => new(
        new() { Host = "127.0.0.1", Port = port, Security = SmtpSecurity.None, User = user, Password = user, EhloName = "client.example", FirstPause = TimeSpan.FromSeconds(30) }, TimeProvider.System);
}
