using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

/// <summary>What every database has to do with runs.</summary>
public abstract class EnrollmentStoreContract : StoreContract
{
    private EnrollmentStore Runs => new(Database);

    private RunningStore Running => new(Database);

    [Fact]
    public async Task A_run_comes_back_as_it_was_written()
    {
        var slot = new SendSlot(new LocalDate(2026, 1, 3), new LocalDate(2026, 1, 5), new LocalTime(10, 0), [IsoDayOfWeek.Monday, IsoDayOfWeek.Friday], "Europe/Berlin");
        var state = new RunState { Visits = new Dictionary<string, int> { ["thanks"] = 1, ["loop"] = 3 }, Arms = new Dictionary<string, string> { ["which"] = "else" }, Slot = slot, GoalReachedAt = Noon };

        var held = await StartAsync(run => run with { State = state, Step = 4, Phase = StepPhase.Waiting, Purchase = new PurchaseRowId(7), Reason = "why" });

        var read = (await Runs.FindAsync(held.Run.Owner, held.Run.Id))!.Run;
        Assert.Equal(held.Run with { State = RunState.Empty }, read with { State = RunState.Empty });
        Assert.Equal(state.Visits, read.State.Visits);
        Assert.Equal(state.Arms, read.State.Arms);
        Assert.Equal(Noon, read.State.GoalReachedAt);
        Assert.Equal((slot.First, slot.Last, slot.At, slot.Zone), (read.State.Slot!.First, read.State.Slot.Last, read.State.Slot.At, read.State.Slot.Zone));
        Assert.Equal(slot.Weekdays, read.State.Slot.Weekdays);
    }

    [Fact]
    public async Task Due_runs_come_the_longest_due_first_and_no_others()
    {
        var late = await StartAsync(run => run with { DueAt = Noon });
        var early = await StartAsync(run => run with { DueAt = Noon - Duration.FromDays(1) });
        await StartAsync(run => run with { DueAt = Noon + Duration.FromMilliseconds(1) });
        await StartAsync(run => run with { DueAt = null });

        var due = await Runs.DueAsync(Noon, 10);

        Assert.Equal([early.Run.Id, late.Run.Id], due.Select(run => run.Run.Id));
        Assert.Equal(early.Run.DueAt, await Runs.NextDueAtAsync());
    }

    [Fact]
    public async Task A_transition_is_written_with_its_mail()
    {
        var held = await StartAsync();

        var won = await Running.ApplyAsync([Step(held, held.Run with { Phase = StepPhase.Sending, DueAt = null }, new Effect.PlanSend(A.Mail()))], Noon);

        Assert.Equal([true], won);
        Assert.Equal(("thanks", SendState.Planned), Assert.Single(await new SendLedger(Database).OfRunAsync(held.Run.Owner, held.Run.Id)) is var send ? (send.Step, send.State) : default);
        Assert.Empty(await Runs.DueAsync(Noon, 10));
    }

    [Fact]
    public async Task What_was_read_before_a_wake_up_does_not_win_and_writes_nothing()
    {
        var held = await StartAsync(run => run with { DueAt = Noon + Duration.FromDays(3) });
        await Database.WriteAsync(session => Wake(session, held.Run), default);

        var won = await Running.ApplyAsync([Step(held, held.Run with { DueAt = null }, new Effect.PlanSend(A.Mail()))], Noon);

        Assert.Equal([false], won);
        Assert.Empty(await new SendLedger(Database).OfRunAsync(held.Run.Owner, held.Run.Id));
        Assert.Single(await Runs.DueAsync(Noon, 10));
    }

    [Fact]
    public async Task A_step_that_is_applied_twice_plans_one_mail()
    {
        var held = await StartAsync();
        var next = held.Run with { Phase = StepPhase.Sending, DueAt = null };
        await Running.ApplyAsync([Step(held, next, new Effect.PlanSend(A.Mail()))], Noon);

        await Running.ApplyAsync([Step(held with { Revision = 2 }, next, new Effect.PlanSend(A.Mail()))], Noon);

        Assert.Single(await new SendLedger(Database).OfRunAsync(held.Run.Owner, held.Run.Id));
    }

    [Fact]
    public async Task A_run_that_ends_skips_what_it_planned()
    {
        var held = await StartAsync();
        await Running.ApplyAsync([Step(held, held.Run with { DueAt = Noon }, new Effect.PlanSend(A.Mail()))], Noon);

        await Running.ApplyAsync([Step(held with { Revision = 2 }, A.Ended(held.Run, Noon))], Noon);

        var send = Assert.Single(await new SendLedger(Database).OfRunAsync(held.Run.Owner, held.Run.Id));
        Assert.Equal((SendState.Skipped, "skipped: the run ended (refunded)", Noon), (send.State, send.Reason, send.ConcludedAt));
    }

    [Fact]
    public async Task A_webhook_of_the_last_steps_of_a_run_is_still_posted()
    {
        var held = await StartAsync();

        await Running.ApplyAsync([Step(held, A.Ended(held.Run, Noon), new Effect.PostWebhook("hook", 1, "https://shop.example/in", "{}"))], Noon);

        var lane = new SendLane(ContentKind.Transactional, SendChannel.Webhook);
        Assert.Single(await new SendLedger(Database).ClaimAsync(lane, 9, _ => new GateDecision.Send(), Noon));
    }

    [Fact]
    public async Task A_wake_up_of_a_run_that_is_due_already_makes_who_read_it_read_again()
    {
        var held = await StartAsync();
        await Database.WriteAsync(session => Wake(session, held.Run), default);

        Assert.Equal([false], await Running.ApplyAsync([Step(held, held.Run with { DueAt = null })], Noon));
        Assert.Equal(2, Assert.Single(await Runs.DueAsync(Noon, 10)).Revision);
    }

    [Fact]
    public async Task Updates_of_the_customer_are_written_with_the_run()
    {
        var held = await StartAsync();
        var update = new Effect.UpdateCustomer([new("tier", "\"gold\""), new("size", "3")], ["vip"], []);

        await Running.ApplyAsync([Step(held, held.Run, update)], Noon);

        var customer = await new CustomerStore(Database).FindAsync(held.Run.Owner);
        Assert.Equal("""{"tier":"gold","size":3}""", customer!.Attributes.Json);
        Assert.Equal(["vip"], customer.Tags);
    }

    [Fact]
    public async Task Webhooks_and_notices_are_rows_of_the_ledger()
    {
        var held = await StartAsync();

        await Running.ApplyAsync(
            [Step(held, held.Run, new Effect.PostWebhook("hook", 1, "https://shop.example/in", "{}"), new Effect.NotifyStaff("tell", 1, "staff@shop.example", "Look", "A big one"))], Noon);

        var sends = await new SendLedger(Database).OfAsync(held.Run.Owner);
        Assert.Equal([(SendChannel.Webhook, SendPurpose.Step, "{}"), (SendChannel.Email, SendPurpose.Notice, "A big one")], sends.Select(send => (send.Channel, send.Purpose, send.Text!)));
    }

    [Fact]
    public async Task A_key_may_run_again_and_is_told_apart()
    {
        var first = await StartAsync();
        var key = first.Run.Key;

        await Database.WriteAsync(session => Insert(session, A.Run(new(Database.Ids.Next(Noon)), first.Run.Owner, key)), default);

        Assert.Equal(2, (await Runs.OfAsync(first.Run.Owner)).Count);
    }

    [Fact]
    public async Task A_run_of_a_version_that_nobody_added_is_a_bug()
    {
        var held = await StartAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.WriteAsync(
            session => Insert(session, held.Run with { Id = new(Database.Ids.Next(Noon)), Version = "v2" }), default));
    }

    [Fact]
    public async Task Versions_are_kept_with_their_text()
    {
        await StartAsync();

        Assert.Equal([A.Journey()], await Runs.VersionsAsync());
    }

    [Fact]
    public async Task A_version_that_is_added_again_keeps_its_text_and_one_that_is_renamed_takes_the_new_one()
    {
        await StartAsync();
        var renamed = A.Journey() with { Document = """{"name":"New"}""" };

        await Runs.AddVersionAsync(renamed, Noon);
        var before = await Runs.VersionsAsync();
        await Runs.RenameVersionAsync(renamed, Noon);

        Assert.Equal(A.Journey(), Assert.Single(before));
        Assert.Equal(renamed, Assert.Single(await Runs.VersionsAsync()));
    }

    private static RunStep Step(HeldRun held, Enrollment next, params Effect[] effects) => new(held, new Transition(next, effects, []), "default", 50);

    private static int Wake(Session session, Enrollment run)
    {
        EnrollmentStore.Wake(session, run.Owner.Value, run.Id.Value, Noon);
        return 0;
    }

    private static int Insert(Session session, Enrollment run)
    {
        EnrollmentStore.Insert(session, run);
        return 0;
    }

    private Task<HeldRun> StartAsync(Func<Enrollment, Enrollment>? change = null) => ARun.StartAsync(Database, change);
}

public sealed class SqliteEnrollmentStoreTests : EnrollmentStoreContract
{
    private protected override TemporaryDatabase Open() => TemporaryDatabase.New();
}
