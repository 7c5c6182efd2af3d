using PostPurchase.Core.Journeys;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Core.Personalisation;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Running;

public sealed class JourneyTroubleTests
{
    private const string Paused = """
        journey: hello
        status: paused
        trigger: { on: purchase }
        steps:
          - { id: hi, email: { template: t, content: own, subject: "Hi" } }
        """;

    [Fact]
    public async Task A_run_that_cannot_be_written_is_parked_and_the_batch_goes_on()
    {
        await using var temporary = TemporaryDatabase.New();
        var (bad, good) = (await ARun.StartAsync(temporary.Database), await ARun.StartAsync(temporary.Database));
        var plan = new JourneyPlan { Key = "new-buyer", Name = "", Status = JourneyStatus.Live, Trigger = new("purchase"), Steps = [], Version = A.Version };
        var set = new JourneySet([plan], [], new Dictionary<string, Condition>());
        await temporary.Database.WriteAsync(session => Execute(session, $"create trigger no before update on enrollment when new.id = {bad.Run.Id.Value} and new.status = 1 begin select raise(abort, 'no'); end"), default);
        var store = new EnrollmentStore(temporary.Database);

        await new Runner(store, new RunningStore(temporary.Database), () => set, new RunFacts(temporary.Database, new StoreDirectory { Stores = new Dictionary<string, StoreProfile> { ["default"] = new() { Name = "Shop" } } })).AdvanceDueAsync(A.Noon);

        Assert.Equal(EnrollmentStatus.Parked, (await store.FindAsync(bad.Run.Owner, bad.Run.Id))!.Run.Status);
        Assert.Equal(EnrollmentStatus.Finished, (await store.FindAsync(good.Run.Owner, good.Run.Id))!.Run.Status);
    }

    [Theory]
    [InlineData("journey: hello\nsteps: [ {{{\n")]
    [InlineData("journey: hello\nstatus: live\ntrigger: { on: purchase }\nsteps: [ { id: x, wait: { window: day 9..1 } } ]\n")]
    public async Task A_file_that_is_broken_keeps_its_journey_paused_also_after_a_restart(string broken)
    {
        await using var temporary = TemporaryDatabase.New();
        await LoadAsync(temporary, Paused.Replace("paused", "live", StringComparison.Ordinal));
        await LoadAsync(temporary, Paused);

        var library = await LoadAsync(temporary, broken);

        Assert.NotEmpty(library.Problems);
        Assert.True(library.Current.IsPaused("hello"));
    }

    [Fact]
    public async Task A_journey_that_is_only_called_otherwise_stays_the_version_that_it_was_and_has_its_new_name_also_after_a_restart()
    {
        await using var temporary = TemporaryDatabase.New();
        await LoadAsync(temporary, "name: First\n" + Paused);
        await LoadAsync(temporary, "name: Second\n" + Paused);

        var beside = await new JourneyLibrary(temporary.Database, "no-folder", () => FileCatalog.Open).LastInForceAsync();
        var restarted = await LoadAsync(temporary, "name: Third\njourney: hello\nsteps: [ {{{\n");

        Assert.Equal(("Second", "Second"), (Assert.Single(beside).Name, restarted.Current.CurrentOf("hello")!.Name));
        Assert.Single(await new EnrollmentStore(temporary.Database).VersionsAsync());
    }

    private static async Task<JourneyLibrary> LoadAsync(TemporaryDatabase temporary, string yaml)
    {
        var folder = Directory.CreateDirectory(Path.Combine(temporary.Folder, "workflows")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "hello.yaml"), yaml);
        var library = new JourneyLibrary(temporary.Database, folder, () => FileCatalog.Open);
        await library.ReloadAsync(A.Noon);
        return library;
    }

    private static int Execute(Session session, string sql)
    {
        session.Execute(sql);
        return 0;
    }
}
