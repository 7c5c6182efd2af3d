using NodaTime;
using PostPurchase.Core.Personalisation;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Addresses;
using Xunit;

namespace PostPurchase.Engine.Tests.Learning;

/// <summary>What happens in the first moments of a new installation is counted on the days of its store.</summary>
public sealed class FirstDayTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("postpurchase-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_database_that_was_just_made_knows_the_zones_before_anything_is_counted()
    {
        // Noon in UTC is 01:00 of the next day in Auckland.
        await using var engine = await PostPurchaseEngine.OpenAsync(Setup("Pacific/Auckland"), A.Noon);

        Assert.Equal((A.Noon + Duration.FromDays(1)).ToUnixTimeTicks() / NodaConstants.TicksPerDay, Today(engine.Database));
    }

    [Fact]
    public async Task Another_zone_of_a_store_is_left_to_the_counting_which_counts_all_days_again()
    {
        await using (await PostPurchaseEngine.OpenAsync(Setup("UTC"), A.Noon))
        {
        }

        await using var engine = await PostPurchaseEngine.OpenAsync(Setup("Pacific/Auckland"), A.Noon);
        var before = Today(engine.Database);
        await engine.Learning.CatchUpWhollyAsync(A.Noon, CancellationToken.None);

        Assert.Equal(before + 1, Today(engine.Database));
    }

    private static long Today(Database database) => database.Read(session => StoreZones.DaysOf(session, session.Names.Find(NameKind.Store, "default") ?? 0)(A.Noon));

    private EngineSetup Setup(string zone) => new()
    {
        DatabaseFile = Path.Combine(_folder, "postpurchase.db"),
        Workflows = Path.Combine(_folder, "workflows"),
        Templates = Path.Combine(_folder, "templates"),
        Stores = new StoreDirectory { Stores = new Dictionary<string, StoreProfile> { ["default"] = new() { Name = "Shop", TimeZone = DateTimeZoneProviders.Tzdb[zone] } } },
        Delivery = new DeliverySettings
        {
            Senders = new Dictionary<string, StoreSender> { ["default"] = new(new(EmailAddress.Parse("shop@shop.example"), "Shop"), "https://mail.shop.example") },
            Key = new byte[32],
        },
        Outlet = new CapturedOutbox(folder: null),
    };
}
