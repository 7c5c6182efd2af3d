using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

/// <summary>What every database has to keep of what journeys did to a customer's tags and attributes, beside what their store says.</summary>
public abstract class JourneyChangesContract : StoreContract
{
    private const string Jane = "jane@example.com";

    private int _hours;

    [Fact]
    public async Task Tags_of_journeys_stand_beside_the_whole_list_that_a_store_reports()
    {
        var run = await ARun.StartAsync(Database, email: Jane);
        await SaysAsync(A.Customer(Jane) with { Tags = ["own", "vip"] });

        await UpdatesAsync(run, new([], ["seen"], ["vip"]));
        await RestartAsync();
        await SaysAsync(A.Customer(Jane) with { Tags = ["vip", "new"] });

        Assert.Equal(["new", "seen"], (await FindAsync(run.Run.Owner)).Tags);
    }

    [Fact]
    public async Task A_tag_that_a_journey_removed_comes_back_when_the_store_gives_it_anew()
    {
        var run = await ARun.StartAsync(Database, email: Jane);
        await SaysAsync(A.Customer(Jane) with { Tags = ["vip"] });
        await UpdatesAsync(run, new([], [], ["vip"]));

        await SaysAsync(A.Customer(Jane) with { Tags = ["vip"] });
        var whileListed = (await FindAsync(run.Run.Owner)).Tags;
        await SaysAsync(A.Customer(Jane) with { Tags = [] });
        await SaysAsync(A.Customer(Jane) with { Tags = ["vip"] });

        Assert.Empty(whileListed);
        Assert.Equal(["vip"], (await FindAsync(run.Run.Owner)).Tags);
    }

    [Theory]
    [InlineData("silver", "gold")]
    [InlineData("bronze", "bronze")]
    public async Task A_value_that_a_journey_set_outlives_a_store_that_repeats_itself(string said, string tier)
    {
        var run = await ARun.StartAsync(Database, email: Jane);
        await SaysAsync(Tier("silver"));
        await UpdatesAsync(run, new([new("tier", "\"gold\""), new("stage", "2")], [], []));

        await SaysAsync(Tier(said));

        Assert.Equal(FreeData.Empty.With([new("tier", $"\"{tier}\""), new("stage", "2")]), (await FindAsync(run.Run.Owner)).Attributes);
    }

    [Fact]
    public async Task An_order_that_says_nothing_of_tags_leaves_all_as_it_is()
    {
        var run = await ARun.StartAsync(Database, email: Jane);
        await UpdatesAsync(run, new([new("stage", "2")], ["seen"], []));

        await AcceptAsync(A.Order(A.Purchase("2", Noon + Duration.FromHours(1)), A.Customer(Jane)));

        var jane = await FindAsync(run.Run.Owner);
        Assert.Equal(("seen", """{"stage":2}"""), (Assert.Single(jane.Tags), jane.Attributes.Json));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_journeys_did_to_two_customers_goes_with_them_when_they_become_one(bool isFirstNewer)
    {
        var (one, two) = (await ARun.StartAsync(Database, email: Jane), await ARun.StartAsync(Database, email: "roe@example.com"));
        CustomerFacts[] said = [A.Customer("roe@example.com", "c-9") with { Tags = ["own", "vip"] }, A.Customer(Jane) with { Tags = ["own", "vip"] }];
        foreach (var customer in isFirstNewer ? said : said.Reverse()) await SaysAsync(customer);
        await UpdatesAsync(one, new([new("stage", "2")], ["seen"], ["vip"]));
        await UpdatesAsync(two, new([new("tier", "\"gold\"")], ["taught"], []));

        await SaysAsync(A.Customer(Jane, "c-9"));
        await SaysAsync(A.Customer(Jane, "c-9") with { Tags = ["own", "vip"] });

        var jane = await FindAsync(two.Run.Owner);
        Assert.Equal((one.Run.Owner, isFirstNewer ? """{"tier":"gold","stage":2}""" : """{"stage":2,"tier":"gold"}"""), (jane.Owner, jane.Attributes.Json));
        Assert.Equal(["own", "seen", "taught"], jane.Tags.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_kept_of_a_customer_whom_no_journey_changed()
    {
        var run = await ARun.StartAsync(Database, email: Jane);
        await UpdatesAsync(run, new([], ["seen"], []));

        await UpdatesAsync(run, new([], [], ["seen", "unknown"]));

        Assert.Null((await FindAsync(run.Run.Owner)).Changes);
        Assert.Equal(0, Database.Read(session => Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, "select count(*) from customer where journey_changes is not null")));
    }

    [Fact]
    public async Task What_journeys_did_is_in_a_customers_copy_and_goes_when_they_are_erased()
    {
        var run = await ARun.StartAsync(Database, email: Jane);
        await SaysAsync(Tier("silver") with { Tags = ["jane-vip"] });
        await UpdatesAsync(run, new([new("tier", "\"janes\"")], ["jane-seen"], ["jane-vip"]));

        var copy = new CustomerExport(Database).Of(run.Run.Owner)!;
        await new CustomerErasure(Database).EraseAsync(run.Run.Owner, "ann", Noon);

        Assert.Equal(
            """{"store_tags":["jane-vip"],"store_attributes":{"tier":"silver"},"added_tags":["jane-seen"],"removed_tags":["jane-vip"],"attributes":{"tier":"janes"}}""",
            copy["changed_by_journeys"]!.ToJsonString());
        var erased = await FindAsync(run.Run.Owner);
        Assert.Equal((null, 0, true), (erased.Changes, erased.Tags.Count, erased.Attributes.IsEmpty));
    }

    private static CustomerFacts Tier(string tier) => A.Customer(Jane) with { Attributes = FreeData.Empty.With([new("tier", $"\"{tier}\"")]) };

    private Task<IntakeAnswer> SaysAsync(CustomerFacts customer) => AcceptAsync(A.Event(new EventBody.Custom("hello"), customer, at: Noon + Duration.FromHours(++_hours)));

    private Task<IntakeAnswer> AcceptAsync(StoreEvent fact) => new EventIntake(Database, A.NoJourneys).AcceptAsync(A.Delivery(fact), Noon + Duration.FromHours(12));

    private async Task UpdatesAsync(HeldRun run, Effect.UpdateCustomer update)
    {
        var held = await new EnrollmentStore(Database).FindAsync(run.Run.Owner, run.Run.Id);
        Assert.Equal([true], await new RunningStore(Database).ApplyAsync([new RunStep(held!, new Transition(held!.Run, [update], []), "default", 50)], Noon));
    }

    private async Task<Customer> FindAsync(CustomerId owner) => await new CustomerStore(Database).FindAsync(owner) ?? throw new InvalidOperationException($"there is no customer {owner.Value}");
}

public sealed class SqliteJourneyChangesTests : JourneyChangesContract
{
    private protected override TemporaryDatabase Open() => TemporaryDatabase.New();
}
