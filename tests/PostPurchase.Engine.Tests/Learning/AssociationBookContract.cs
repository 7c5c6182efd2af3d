using NodaTime;
using PostPurchase.Core.Offers;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Tests.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Learning;

/// <summary>What every database has to do with what is bought together.</summary>
public abstract class AssociationBookContract : StoreContract
{
    private static readonly Instant s_night = Noon + Duration.FromHours(15);

    [Fact]
    public async Task Purchases_are_counted_once_and_only_new_ones_the_next_night()
    {
        await BuyAsync(Noon, 60, "p1", "p2");
        await BuyAsync(Noon, 200, "p3");
        var book = new AssociationBook(Database);
        await book.BuildAsync(s_night);
        var first = book.Products.Find("p1", "p2");
        await BuyAsync(s_night, 40, "p1", "p2");

        await book.BuildAsync(s_night + Duration.FromDays(1));
        await book.BuildAsync(s_night + Duration.FromDays(1));

        Assert.Equal(new Evidence(60, 60, 60, 260), first);
        Assert.Equal(new Evidence(100, 100, 100, 300), book.Products.Find("p2", "p1"));
    }

    [Fact]
    public async Task What_was_built_is_known_after_a_restart()
    {
        await BuyAsync(Noon, 60, "p1", "p2");
        await BuyAsync(Noon, 200, "p3");
        await new AssociationBook(Database).BuildAsync(s_night);

        await RestartAsync();

        Assert.Equal(60, new AssociationBook(Database).Products.Find("p1", "p2")!.Value.Both);
        Assert.Null(new AssociationBook(Database).Products.Find("p1", "p3"));
    }

    [Fact]
    public async Task What_has_just_come_waits_for_the_next_night()
    {
        await BuyAsync(s_night - Duration.FromMinutes(5), 60, "p1", "p2");

        Assert.StartsWith("0 purchases counted", await new AssociationBook(Database).BuildAsync(s_night), StringComparison.Ordinal);
    }

    private async Task BuyAsync(Instant at, int count, params string[] products)
    {
        var intake = new EventIntake(Database, A.NoJourneys);
        var orders = Enumerable.Range(0, count).Select(number => A.Order(
            A.Purchase($"{at}-{products[0]}-{number}", at) with { Lines = [.. products.Select(product => new Core.Purchases.LineFacts { Id = product, ProductId = product, Name = product })] },
            A.Customer($"buyer-{number}@example.com"), at: at));
        await Task.WhenAll(orders.Select(order => intake.AcceptAsync(A.Delivery(order), at)));
    }
}

public sealed class SqliteAssociationBookTests : AssociationBookContract
{
    private protected override TemporaryDatabase Open() => TemporaryDatabase.New();
}
