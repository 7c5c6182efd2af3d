using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

/// <summary>What is left of sends when the process died, and what the audit says of it.</summary>
public abstract class SendRecoveryContract : StoreContract
{
    private SendLedger Ledger => new(Database);

    [Fact]
    public async Task A_claimed_send_is_planned_again()
    {
        var send = await ClaimedAsync(ContentKind.Own);

        var recovered = await RecoverAsync();

        Assert.Equal(1, recovered.PlannedAgain);
        Assert.Equal(send.Id, (await ClaimedAsync(ContentKind.Own, start: false)).Id);
    }

    [Fact]
    public async Task A_clock_that_jumped_back_hides_nothing_from_recovery()
    {
        await ClaimedAsync(ContentKind.Own);

        var recovered = await SendRecovery.RunAsync(Database, Noon - NodaTime.Duration.FromDays(1));

        Assert.Equal(1, recovered.PlannedAgain);
    }

    [Fact]
    public async Task Marketing_that_was_leaving_is_uncertain_and_its_run_goes_on()
    {
        var send = await ClaimedAsync(ContentKind.ThirdParty);
        await HandAsync(send);

        var recovered = await RecoverAsync();

        Assert.Equal([send.Id], recovered.Uncertain);
        Assert.Equal(SendState.Uncertain, (await Ledger.FindAsync(send.Id))!.State);
        Assert.Single(await new EnrollmentStore(Database).DueAsync(Noon, 9));
    }

    [Fact]
    public async Task A_receipt_that_was_leaving_goes_again_once_and_is_uncertain_then()
    {
        var send = await ClaimedAsync(ContentKind.Transactional);
        await HandAsync(send);
        var first = await RecoverAsync();
        await HandAsync(await ClaimedAsync(ContentKind.Transactional, start: false));

        var second = await RecoverAsync();

        Assert.Equal([send.Id], first.SentAgain);
        Assert.Equal([send.Id], second.Uncertain);
        Assert.Equal(Noon, (await Ledger.FindAsync(send.Id))!.FirstTriedAt);
    }

    [Fact]
    public async Task A_receipt_that_a_server_put_off_before_still_goes_again_once()
    {
        var send = await ClaimedAsync(ContentKind.Transactional);
        await HandAsync(send);
        await Ledger.ConcludeAsync([new SendOutcome(send, SendState.Deferred, Noon, "451 later", Noon)]);
        await HandAsync(await ClaimedAsync(ContentKind.Transactional, start: false));

        Assert.Equal([send.Id], (await RecoverAsync()).SentAgain);
    }

    [Fact]
    public async Task Recovery_leaves_what_has_ended_and_what_waits()
    {
        var send = await ClaimedAsync(ContentKind.Own);
        await HandAsync(send);
        await Ledger.ConcludeAsync([new SendOutcome(send, SendState.Accepted, Noon)]);

        var recovered = await RecoverAsync();

        Assert.Equal((0, 0, 0), (recovered.PlannedAgain, recovered.SentAgain.Count, recovered.Uncertain.Count));
    }

    [Fact]
    public async Task A_sound_ledger_has_no_findings()
    {
        await HandAsync(await ClaimedAsync(ContentKind.Own));

        Assert.Empty(LedgerAudit.Run(Database));
    }

    [Theory]
    [InlineData("delete from enrollment", "orphan send")]
    [InlineData("delete from customer", "orphan run")]
    [InlineData("update send set state = 8, due_at = null, concluded_at = 1", "gap in a run")]
    [InlineData("delete from purchase_key", "duplicate purchase")]
    [InlineData("update send set state = 4, due_at = null", "gap in the ledger")]
    public async Task The_audit_finds_what_cannot_be(string damage, string rule)
    {
        await ClaimedAsync(ContentKind.Own);
        await Database.WriteAsync(session => Execute(session, damage), default);

        Assert.Contains(rule, LedgerAudit.Run(Database).Select(finding => finding.Rule));
    }

    private static int Execute(Session session, string sql)
    {
        session.Execute(sql);
        return 0;
    }

    private async Task<StoredSend> ClaimedAsync(ContentKind kind, bool start = true)
    {
        if (start) await ARun.SendingAsync(Database, A.Mail(kind: kind));
        return Assert.Single(await Ledger.ClaimAsync(new SendLane(kind), 9, _ => new GateDecision.Send(), Noon)).Send;
    }

    private Task<bool> HandAsync(StoredSend send) => Ledger.HandAsync(new Handing(send.Id, send.Owner, send.Kind, "jane@example.com", default));

    private async Task<Recovered> RecoverAsync()
    {
        await RestartAsync();
        return await SendRecovery.RunAsync(Database, Noon);
    }
}

public sealed class SqliteSendRecoveryTests : SendRecoveryContract
{
    private protected override TemporaryDatabase Open() => TemporaryDatabase.New();
}
