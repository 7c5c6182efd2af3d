using System.Globalization;
using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Simulation;
using PostPurchase.Mail.Addresses;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Engine.Tests.Simulation;

/// <summary>Real customers of a real shop: the CDNOW sample (1997-1998) as canonical events, through the shipped journeys.</summary>
public sealed class CdnowTests
{
    private const int Customers = 120;
    private const int Days = 240;

    private static readonly Instant s_from = Instant.FromUtc(1997, 1, 1, 0, 0);

    [ConformanceFact]
    public async Task The_shipped_journeys_play_two_thirds_of_a_year_the_same_way_twice()
    {
        var first = await PlayAsync();
        var second = await PlayAsync();

        Assert.Equal(first, second);
        Assert.Contains(first, line => line.Contains("\"journey\":\"new-buyer\"", StringComparison.Ordinal) && line.Contains("\"action\":\"enter\"", StringComparison.Ordinal));
        Assert.Contains(first, line => line.Contains("\"journey\":\"come-back\"", StringComparison.Ordinal) && line.Contains("\"action\":\"send\"", StringComparison.Ordinal));
        Assert.DoesNotContain(first, line => line.Contains("\"action\":\"park\"", StringComparison.Ordinal));
    }

    private static async Task<string[]> PlayAsync()
    {
        var timeline = await Simulator.RunAsync(new()
        {
            Events = [.. Events()],
            From = s_from,
            Days = Days,
            Workflows = Path.Combine(Root(), "workflows"),
            Templates = Path.Combine(Root(), "templates"),
            Stores = new StoreDirectory { Stores = new Dictionary<string, StoreProfile> { ["default"] = new() { Name = "CDNOW", PostalAddress = "1 Road" } } },
            Senders = new Dictionary<string, StoreSender> { ["default"] = new(new(EmailAddress.Parse("hello@shop.example"), "CDNOW"), "https://mail.shop.example") },
        });
        var file = Path.GetTempFileName();
        await timeline.WriteAsync(file, CancellationToken.None);
        var lines = await File.ReadAllLinesAsync(file);
        File.Delete(file);
        return lines;
    }

    // Columns: id in the whole data, id in the sample, date, number of records, dollars. Of one day a customer may have two orders.
    private static IEnumerable<StoreEvent> Events()
    {
        var number = 0;
        foreach (var line in File.ReadLines(Conformance.PathTo("purchases", "cdnow_sample.txt")))
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (int.Parse(parts[1], CultureInfo.InvariantCulture) > Customers) yield break;
            var day = parts[2];
            var at = Instant.FromUtc(Part(day[..4]), Part(day[4..6]), Part(day[6..]), 15, number % 60);
            var total = A.Dollars(decimal.Parse(parts[4], CultureInfo.InvariantCulture));
            var purchase = new PurchaseFacts
            {
                Id = $"cd{++number}",
                Number = $"CD{number}",
                UpdatedAt = at,
                Total = total,
                Lines = [new() { Id = "l1", ProductId = "cd", Name = "Records", Quantity = Part(parts[3]), RequiresShipping = true }],
            };
            yield return A.Order(purchase, new CustomerFacts { Email = $"c{parts[1]}@example.com", FirstName = "Jo", Country = "US", Consent = new(true, true, true) }, $"cdnow-{number}", at);
        }
    }

    private static int Part(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PostPurchase.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("the tests do not run inside the project's folder");
    }
}
