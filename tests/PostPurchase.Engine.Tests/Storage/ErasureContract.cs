using Dapper;
using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Feedback;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

/// <summary>What every database has to do when a customer wants a copy, or to be forgotten.</summary>
public abstract class ErasureContract : StoreContract
{
    private const string Address = "jane.roe@example.com";

    private static readonly Sql s_damage = new("""
        update purchase
        set document = @document
        where owner = @owner
        """);

    [Fact]
    public async Task Nothing_in_the_database_says_who_an_erased_customer_was()
    {
        var owner = await KnownAsync();

        await new CustomerErasure(Database).EraseAsync(owner, "ann", Noon);

        Assert.DoesNotContain(Everything(), text => text.Contains("jane", StringComparison.OrdinalIgnoreCase) || text.Contains("Road", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_purchase_that_cannot_be_read_keeps_nobody_from_being_erased_and_names_nobody()
    {
        var owner = await KnownAsync();
        await Database.WriteAsync(session => session[s_damage].With("{\"jane\":").With(owner.Value).Run(), CancellationToken.None);

        Assert.NotNull(await new CustomerErasure(Database).EraseAsync(owner, "ann", Noon));

        Assert.DoesNotContain(Everything(), text => text.Contains("jane", StringComparison.OrdinalIgnoreCase) || text.Contains("Road", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sums_stay_as_they_were()
    {
        var owner = await KnownAsync();
        var before = Database.Read(session => CustomerStore.Read(session, owner.Value))!;

        await new CustomerErasure(Database).EraseAsync(owner, "ann", Noon);

        var after = Database.Read(session => CustomerStore.Read(session, owner.Value))!;
        Assert.Equal((before.PurchaseCount, before.TotalSpent, 1), (after.PurchaseCount, after.TotalSpent, (await new PurchaseStore(Database).OfAsync(owner)).Count));
    }

    [Fact]
    public async Task No_run_goes_on_and_no_mail_leaves()
    {
        var run = await ARun.SendingAsync(Database, A.Mail(at: Noon + Duration.FromDays(1)), email: Address);

        await new CustomerErasure(Database).EraseAsync(run.Run.Owner, "ann", Noon);

        var send = (await new SendLedger(Database).OfAsync(run.Run.Owner)).Single();
        Assert.Equal((EnrollmentStatus.Exited, SendState.Skipped), ((await new EnrollmentStore(Database).FindAsync(run.Run.Owner, run.Run.Id))!.Run.Status, send.State));
        Assert.Null(send.Address);
    }

    [Fact]
    public async Task A_refusal_stays_with_the_address()
    {
        var owner = await KnownAsync();
        var suppressions = new SuppressionStore(Database);
        await suppressions.AddAsync("default", Address, new Suppression(SuppressionScope.Marketing, "unsubscribed"), (Noon, null));

        await new CustomerErasure(Database).EraseAsync(owner, "ann", Noon);

        Assert.Equal([new Suppression(SuppressionScope.Marketing, "unsubscribed")], await suppressions.OfAsync("default", Address));
    }

    [Fact]
    public async Task Who_buys_again_is_somebody_new()
    {
        var owner = await KnownAsync();
        await new CustomerErasure(Database).EraseAsync(owner, "ann", Noon);

        await AcceptAsync(A.Order(A.Purchase("2002"), A.Customer(Address)));

        Assert.NotEqual(owner, (await new CustomerStore(Database).FindByEmailAsync("default", Address))!.Owner);
    }

    [Fact]
    public async Task Nobody_is_erased_twice_or_exported_afterwards_but_what_is_to_be_deleted_is_told_again()
    {
        var owner = await KnownAsync();
        var erasure = new CustomerErasure(Database);

        var first = await erasure.EraseAsync(owner, "ann", Noon);
        var second = await erasure.EraseAsync(owner, "ann", Noon);

        Assert.Equal(first!, second!);
        Assert.Single(new AuditStore(Database).List(long.MaxValue, 10), row => row.Entry.Action == "customer.erased");
        Assert.Null(new CustomerExport(Database).Of(owner));
    }

    [Fact]
    public async Task A_copy_holds_what_came_and_what_was_sent()
    {
        var owner = await KnownAsync();

        var export = new CustomerExport(Database).Of(owner)!;

        Assert.Equal((Address, "Jane", 1), ((string?)export["email"], (string?)export["first_name"], export["purchases"]!.AsArray().Count));
        Assert.Equal("{\"email\":\"jane.roe@example.com\"}", (string?)export["received"]![0]!["body"]);
    }

    [Fact]
    public async Task A_copy_holds_no_list_in_which_others_stand()
    {
        await AcceptAsync(A.Order(A.Purchase("1"), A.Customer(Address)), A.Order(A.Purchase("2"), A.Customer("other@example.com")));
        var owner = (await new CustomerStore(Database).FindByEmailAsync("default", Address))!.Owner;

        Assert.Empty(new CustomerExport(Database).Of(owner)!["received"]!.AsArray());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_subject_of_a_mail_is_in_the_copy_and_goes_with_its_customer_also_when_it_was_on_its_way(bool hasArrived)
    {
        var ledger = new SendLedger(Database);
        var run = await ARun.SendingAsync(Database, A.Mail(), email: Address);
        var send = (await ledger.ClaimAsync(new SendLane(ContentKind.Transactional), 1, _ => new GateDecision.Send(), Noon)).Single().Send;
        await ledger.HandAsync(new(send.Id, send.Owner, send.Kind, Address, default) { Document = """{"t":"Hello Jane"}""" });
        var copy = new CustomerExport(Database).Of(run.Run.Owner)!["mails"]![0]!;
        if (hasArrived) await ledger.ConcludeAsync([new SendOutcome(send, SendState.Accepted, Noon)]);

        await new CustomerErasure(Database).EraseAsync(run.Run.Owner, "ann", Noon);
        if (!hasArrived) await ledger.ConcludeAsync([new SendOutcome(send, SendState.Accepted, Noon)]);
        await new CustomerErasure(Database).SweepAsync(outbox: null);

        Assert.Equal(("Hello Jane", null), ((string?)copy["subject"], (await ledger.FindAsync(send.Id))!.Subject));
        Assert.DoesNotContain(Everything(), text => text.Contains("Hello Jane", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_judged_of_an_erased_customer_is_not_judged_by_what_is_left_of_it()
    {
        var owner = await KnownAsync();
        await new HistoryStore(Database).AddAsync([Click(owner, minutes: 0), Click(owner, minutes: 9, LinkRole.Honeypot, network: 2)]);
        var before = await VerdictsAsync(owner);
        await new CustomerErasure(Database).EraseAsync(owner, "ann", Noon);

        var (_, changed) = await new TouchJudging(Database).RunAsync(isAgain: true);

        Assert.Equal([TouchVerdict.Human, new(TouchActor.Machine, TouchReason.Honeypot)], before);
        Assert.Equal(0, changed);
        Assert.Equal(before, await VerdictsAsync(owner));
    }

    [Fact]
    public async Task What_is_done_with_the_mail_of_an_erased_customer_is_not_kept()
    {
        var owner = await KnownAsync();
        await new CustomerErasure(Database).EraseAsync(owner, "ann", Noon);

        await new HistoryStore(Database).AddAsync([Click(owner, minutes: 0)]);

        Assert.Empty(await VerdictsAsync(owner));
    }

    private static StoredTouch Click(CustomerId owner, int minutes, LinkRole role = LinkRole.Offer, ulong network = 1)
    {
        var click = ATouch.Click(owner, new SendId(7), Noon + Duration.FromMinutes(minutes), network: network) with { Journey = "hello", Step = "suggest", LinkCount = 5 };
        return click with { Seen = click.Seen with { Role = role } };
    }

    private async Task<List<TouchVerdict>> VerdictsAsync(CustomerId owner) => [.. (await new HistoryStore(Database).TouchesOfAsync(owner)).Select(touch => touch.Verdict)];

    private protected async Task<CustomerId> KnownAsync()
    {
        var purchase = A.Purchase() with { ShippingAddress = new AddressFacts("Jane Roe", "1 Road", "10001", "New York", "US", null) };
        await AcceptAsync(A.Order(purchase, A.Customer(Address, "c-jane") with { LastName = "Jane-Roe" }));
        await AcceptAsync(A.Event(new EventBody.TicketOpened(new TicketFacts("t1", "Where is Jane's parcel?", "mail")), A.Customer(Address)));
        return (await new CustomerStore(Database).FindByEmailAsync("default", Address))!.Owner;
    }

    private Task<IntakeAnswer> AcceptAsync(params StoreEvent[] events) => new EventIntake(Database, A.NoJourneys).AcceptAsync(
        A.Delivery(events) with { Body = "{\"email\":\"jane.roe@example.com\"}"u8.ToArray() }, Noon);

    // Every value of every table, as text.
    private List<string> Everything() => Database.Read(session => session.Connection.Query<string>("select name from sqlite_schema where type = 'table'").ToList()
        .SelectMany(table => session.Connection.Query($"select * from \"{table}\"").SelectMany(row => ((IDictionary<string, object?>)row).Values))
        .Select(value => value is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : value?.ToString() ?? "").ToList());
}

public sealed class SqliteErasureTests : ErasureContract
{
    [Fact]
    public async Task Nothing_of_an_erased_customer_is_left_in_free_space_of_the_file_or_its_log()
    {
        var owner = await KnownAsync();

        await new CustomerErasure(Database).EraseAsync(owner, "ann", Noon);

        foreach (var file in (string[])[Database.File, Database.File + "-wal"])
        {
            using var reading = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var text = new StreamReader(reading, System.Text.Encoding.Latin1);
            Assert.DoesNotContain("jane", await text.ReadToEndAsync(), StringComparison.OrdinalIgnoreCase);
        }
    }

    private protected override TemporaryDatabase Open() => TemporaryDatabase.New();
}
