using NodaTime;
using PostPurchase.Core.Offers;
using PostPurchase.Core.Purchases;
using PostPurchase.Server.Commands;
using Xunit;

namespace PostPurchase.Server.Tests.Commands;

public sealed class DemoShopTests : IDisposable
{
    private static readonly Instant s_from = Instant.FromUtc(2027, 6, 1, 9, 0);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void What_is_new_in_the_sample_is_new_in_the_weeks_that_are_played()
    {
        var file = Path.Combine(Shop().CopyWorkflows(_folder.Path, s_from), "offers", "own.yaml");

        var fresh = OfferFile.Read("own", File.ReadAllText(file)).Offers.Select(offer => offer.From).OfType<LocalDate>().ToList();

        Assert.Equal(3, fresh.Count);
        Assert.All(fresh, from => Assert.InRange(from, new LocalDate(2027, 5, 28), new LocalDate(2027, 6, 8)));
    }

    [Fact]
    public void Every_parcel_of_the_sample_arrives_some_day()
    {
        var events = Shop().Events(s_from);

        Assert.Equal(Parcels(events.Select(fact => fact.Body).OfType<EventBody.Shipped>().Select(body => body.Shipment)), Parcels(events.Select(fact => fact.Body).OfType<EventBody.Delivered>().Select(body => body.Shipment)));
    }

    [Fact]
    public void Each_of_its_offers_says_why_in_both_languages()
    {
        var files = Directory.GetFiles(Path.Combine(Shop().CopyWorkflows(_folder.Path, s_from), "offers"), "*.yaml");

        Assert.All(files.SelectMany(file => OfferFile.Read(file, File.ReadAllText(file)).Offers), offer => Assert.Equal(["en", "de"], offer.Why?.Texts.Keys ?? []));
    }

    [Fact]
    public void Its_templates_teach_about_each_of_its_products()
    {
        var tips = File.ReadAllText(Path.Combine(Shop().CopyTemplates(_folder.Path), "_known-tips.html"));

        Assert.All(Shop().Products.Values, product => Assert.True(Has(product.ProductId) || Has(product.Category), $"{product.Name} has no tips"));
        bool Has(string? name) => tips.Contains($"'{name}'", StringComparison.Ordinal);
    }

    [Fact]
    public void Its_streets_are_written_as_in_their_countries() =>
        Assert.All(Shop().Events(s_from).Select(fact => fact.Body).OfType<EventBody.PurchaseChanged>().Select(body => body.Purchase.ShippingAddress!).Where(address => address?.Country is "NL" or "DE" or "AT"), address =>
            Assert.Matches("^[^0-9]+ [0-9]+$", address.Street));

    [Fact]
    public void Its_staff_is_told_at_its_own_address() =>
        Assert.All(Directory.EnumerateFiles(Shop().CopyWorkflows(_folder.Path, s_from), "*.yaml"), file => Assert.DoesNotContain("your-shop.example", string.Join('\n', File.ReadLines(file).Where(line => line.Contains("to:", StringComparison.Ordinal))), StringComparison.Ordinal));

    public void Dispose() => _folder.Dispose();

    private static List<string> Parcels(IEnumerable<ShipmentFacts> parcels) => [.. parcels.Select(parcel => parcel.Id).Order(StringComparer.Ordinal)];

    private static DemoShop Shop() => new(
        new Shell { In = Stream.Null, Out = TextWriter.Null, Error = TextWriter.Null, Folder = Root(), Environment = new Dictionary<string, string>() },
        "http://127.0.0.1:5080");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PostPurchase.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("the repository was not found");
        return folder.FullName;
    }
}
