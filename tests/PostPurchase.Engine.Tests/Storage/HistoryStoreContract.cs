using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Journeys;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

/// <summary>What every database has to do with touches, answers and keys.</summary>
public abstract class HistoryStoreContract : StoreContract
{
    private HistoryStore History => new(Database);

    [Fact]
    public async Task A_touch_comes_back_as_it_was_seen()
    {
        var run = (await WaitingAsync()).Run;
        var click = Click(run, slot: 3) with { LinkCount = 9 };

        await History.AddAsync([click]);

        Assert.Equal([click], await History.TouchesOfAsync(run.Owner));
    }

    [Theory]
    [InlineData(ATouch.Chrome, 1)]
    [InlineData("curl/8.5.0", 0)]
    [InlineData("", 0)]
    public async Task Only_a_human_touch_wakes_the_run_that_waits(string agent, int due)
    {
        var run = (await WaitingAsync()).Run;

        await History.AddAsync([Click(run, agent: agent)]);

        Assert.Equal(due, (await new EnrollmentStore(Database).DueAsync(Noon, 9)).Count);
    }

    [Fact]
    public async Task A_choice_is_taken_once_a_mail_and_wakes_the_run()
    {
        var run = (await WaitingAsync()).Run;
        var answer = new ChoiceAnswer(run.Owner, new SendId(7), "enough", run.Journey, "reorder", Noon);

        var first = await History.AddAsync(answer);
        var second = await History.AddAsync(answer);

        Assert.Equal((true, false), (first, second));
        Assert.Equal([answer], await History.AnswersOfAsync(run.Owner));
        Assert.Single(await new EnrollmentStore(Database).DueAsync(Noon, 9));
    }

    [Fact]
    public async Task Another_answer_counts_from_then_on_and_the_first_again_when_it_is_given_again()
    {
        var run = (await WaitingAsync()).Run;
        var good = new ChoiceAnswer(run.Owner, new SendId(7), "good", run.Journey, "reorder", Noon);
        var bad = good with { Choice = "bad", At = Noon + Duration.FromMinutes(1) };
        var goodAgain = good with { At = Noon + Duration.FromMinutes(2) };

        await History.AddAsync(good);
        await History.AddAsync(bad);
        var isNew = await History.AddAsync(goodAgain);

        Assert.True(isNew);
        Assert.Equal([bad, goodAgain], await History.AnswersOfAsync(run.Owner));
    }

    [Fact]
    public async Task What_went_back_was_not_bought()
    {
        var intake = new PostPurchase.Engine.Intake.EventIntake(Database, A.NoJourneys);
        await intake.AcceptAsync(A.Delivery(A.Order(), A.Order(A.Purchase("1002"))), Noon);
        await intake.AcceptAsync(A.Delivery(A.Refund(new() { Id = "r1" }), A.Refund(new() { Id = "r2", Lines = [new("l2", null, 2)] }, purchase: "1002")), Noon);
        var owner = (await new CustomerStore(Database).FindByEmailAsync("default", "jane@example.com"))!.Owner;

        var bought = await History.BoughtByAsync(owner);

        Assert.Equal(("p1", "backpacks", 1), Assert.Single(bought) is var one ? (one.ProductId!, one.Category!, one.Quantity) : default);
    }

    [Fact]
    public async Task A_key_is_found_by_its_hash_until_it_is_revoked()
    {
        var keys = new KeyStore(Database);
        var (hash, key) = (new byte[] { 1, 2, 3 }, new ApiKey("ci", "events"));
        var added = await keys.AddAsync(key, hash, "ann", Noon);
        var again = await keys.AddAsync(key, new byte[] { 4 }, "ann", Noon);
        var found = await keys.FindAsync(hash);

        await keys.RevokeAsync("ci", "ann", Noon);

        Assert.Equal((true, false, key), (added, again, found));
        Assert.Null(await keys.FindAsync(hash));
    }

    private static StoredTouch Click(Enrollment run, int slot = 1, string agent = ATouch.Chrome) =>
        ATouch.Click(run.Owner, new SendId(7), Noon, slot, agent) with { Journey = run.Journey, Step = "suggest" };

    private Task<HeldRun> WaitingAsync() => ARun.StartAsync(Database, run => run with { Phase = StepPhase.Waiting, DueAt = Noon + Duration.FromDays(3) });
}

public sealed class SqliteHistoryStoreTests : HistoryStoreContract
{
    private protected override TemporaryDatabase Open() => TemporaryDatabase.New();
}
