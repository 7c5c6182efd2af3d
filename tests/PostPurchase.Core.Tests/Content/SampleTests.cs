using System.Globalization;
using System.Text;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Core.Offers;
using PostPurchase.Core.Purchases;
using Xunit;

namespace PostPurchase.Core.Tests.Content;

public sealed class SampleTests
{
    private static readonly string Samples = Path.Combine(ShopFiles.Root, "samples");

    [Theory]
    [InlineData("year-of-purchases/events.jsonl", 300, 180)]
    [InlineData("demo/history.jsonl", 55, 24)]
    [InlineData("demo/events.jsonl", 155, 50)]
    public void Events_are_sound_and_in_order_of_time(string file, int count, int customers)
    {
        var events = Events(file);

        Assert.Equal(count, events.Count);
        Assert.Equal(count, events.Select(found => found.Id).Distinct().Count());
        Assert.Equal(customers, events.Select(found => found.Customer.Email).Distinct().Count());
        Assert.Equal(events.Select(found => found.OccurredAt).Order(), events.Select(found => found.OccurredAt));
    }

    [Fact]
    public void The_table_of_the_year_holds_the_same_orders()
    {
        var rows = File.ReadLines(Path.Combine(Samples, "year-of-purchases/purchases.csv")).Skip(1).Select(row => row.Split(',')).ToList();
        var orders = Events("year-of-purchases/events.jsonl").Select(found => ((EventBody.PurchaseChanged)found.Body).Purchase).ToList();

        Assert.Equal(orders.Select(order => order.Id), rows.Select(row => row[0]).Distinct());
        Assert.Equal(orders.Sum(order => order.Total.Amount), rows.DistinctBy(row => row[0]).Sum(row => decimal.Parse(row[8], CultureInfo.InvariantCulture)));
        Assert.Equal(orders.Sum(order => order.Lines.Count), rows.Count);
    }

    [Theory]
    [InlineData("own", 12)]
    [InlineData("slow-mornings", 2)]
    [InlineData("roast-school", 2)]
    public void The_offers_of_the_demo_have_no_problems(string program, int count)
    {
        var reading = OfferFile.Read(program, File.ReadAllText(Path.Combine(Samples, $"demo/offers/{program}.yaml")));

        Assert.Empty(reading.Problems);
        Assert.Equal(count, reading.Offers.Count);
        Assert.All(reading.Offers, offer => Assert.True(File.Exists(Path.Combine(Samples, "demo/images", Path.GetFileName(offer.ImageUrl!)))));
    }

    [Fact]
    public void The_journey_that_is_explained_has_no_problems_and_its_event_is_sound()
    {
        var text = File.ReadAllText(Path.Combine(Samples, "journey-explained/hello.yaml"));

        Assert.Empty(JourneyFile.Read("hello.yaml", text, new() { Templates = ShopFiles.MailNames.ToHashSet() }).Problems);
        Assert.IsType<EventReading.Sound>(CanonicalEvents.Read(File.ReadAllBytes(Path.Combine(Samples, "journey-explained/event.json"))));
    }

    private static List<StoreEvent> Events(string file) =>
        [.. File.ReadLines(Path.Combine(Samples, file)).Select(line => Assert.IsType<EventReading.Sound>(CanonicalEvents.Read(Encoding.UTF8.GetBytes(line))).Event)];
}
