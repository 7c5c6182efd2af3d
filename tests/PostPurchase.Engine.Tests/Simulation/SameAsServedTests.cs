using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Text;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Simulation;
using PostPurchase.Mail.Addresses;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Engine.Tests.Simulation;

/// <summary>What <c>simulate</c> says is what <c>serve</c> does: the shipped journeys over the same events, stepped in virtual time and run by production's own loops on a clock that is moved.</summary>
public sealed class SameAsServedTests : IDisposable
{
    private const int Days = 45;

    private readonly string _folder = Directory.CreateTempSubdirectory("postpurchase-").FullName;
    private readonly List<string> _served = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_shipped_journeys_send_the_same_mails_to_the_same_people_at_the_same_local_times()
    {
        var simulated = await SimulateAsync();
        await ServeAsync();

        Assert.True(simulated.Count > 20, $"only {simulated.Count} mails");
        Assert.Equal(simulated.Order(StringComparer.Ordinal), _served.Order(StringComparer.Ordinal));
    }

    private async Task<IReadOnlyList<string>> SimulateAsync()
    {
        var timeline = await Simulator.RunAsync(new()
        {
            Events = Events(), From = A.Noon, Days = Days, Workflows = Shipped("workflows"), Templates = Shipped("templates"), Stores = Stores(), Senders = Senders(),
        });
        return [.. timeline.Entries.Where(entry => entry.Action == "send").Select(entry => Line(entry.Customer, entry.Journey, entry.Step, entry.Subject, entry.At))];
    }

    private async Task ServeAsync()
    {
        await using var engine = await PostPurchaseEngine.OpenAsync(Setup(), A.Noon);
        var clock = new ManualClock(A.Noon.ToDateTimeOffset());
        using var stop = new CancellationTokenSource();
        var running = engine.RunAsync(clock, NullLogger.Instance, stop.Token);
        // Quartz keeps real time, so that the nightly job is asked by hand.
        var night = engine.Jobs.Single(job => job.InVirtualTime);
        var (arrivals, nightAt, end) = (new Queue<StoreEvent>(Events()), night.When.NextAfter(A.Noon), A.Noon + Duration.FromDays(Days));
        while (true)
        {
            var now = clock.Now();
            while (arrivals.TryPeek(out var fact) && fact.OccurredAt <= now) await engine.Intake.AcceptAsync(A.Delivery(arrivals.Dequeue()), now);
            if (nightAt <= now)
            {
                await night.RunAsync(now, CancellationToken.None);
                nightAt = night.When.NextAfter(now);
            }

            engine.WakeUp();
            await QuietAsync(engine, now);
            var next = new[] { await engine.NextDueAtAsync(), arrivals.TryPeek(out var coming) ? coming.OccurredAt : null, nightAt }.Min(at => at ?? Instant.MaxValue);
            if (next >= end) break;
            clock.Advance((next - now).ToTimeSpan());
        }

        await stop.CancelAsync();
        await running.InTimeAsync("the end of the loops");
    }

    // One statement sees one moment: nothing due, and nothing on its way.
    private static Task QuietAsync(PostPurchaseEngine engine, Instant now)
    {
        const string Open = """
            select (select count(*) from send where state in (2, 3) or due_at <= @now) + (select count(*) from enrollment where due_at <= @now)
            """;
        return Patience.UntilAsync(() => engine.Database.Read(session => Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, Open, new { now = now.ToUnixTimeMilliseconds() })) == 0, $"the end of what is due at {now}");
    }

    private static IReadOnlyList<StoreEvent> Events()
    {
        var people = new[] { ("jane", "US", "America/New_York", "en-US"), ("max", "DE", "Europe/Berlin", "de-DE"), ("aiko", "JP", "Asia/Tokyo", "en-JP"), ("ines", "PT", "Europe/Lisbon", "pt-PT"), ("sam", "AU", "Australia/Sydney", "en-AU"), ("kim", "US", "America/Los_Angeles", "en-US") };
        var events = new List<StoreEvent>();
        foreach (var (index, (name, country, zone, locale)) in people.Index())
        {
            var (customer, at) = (new CustomerFacts { Email = $"{name}@example.com", FirstName = name, Country = country, TimeZone = zone, Locale = locale, Consent = new(index != 4, index % 2 == 0, true) }, A.Noon + Duration.FromHours(7 * index));
            events.Add(A.Order(Purchase($"{name}-1", at, 40m + (index * 60m)), customer, $"{name}-1", at));
            if (index % 3 == 0) events.Add(Parcel(new EventBody.Shipped(new() { Id = $"{name}-s" }), customer, $"{name}-1", at + Duration.FromDays(2)));
            if (index % 2 == 0) events.Add(Parcel(new EventBody.Delivered(new() { Id = $"{name}-s" }), customer, $"{name}-1", at + Duration.FromDays(4)));
            if (index == 1) events.Add(A.Order(Purchase($"{name}-2", at + Duration.FromDays(9), 80m), customer, $"{name}-2", at + Duration.FromDays(9)));
            if (index == 5) events.Add(A.Refund(new() { Id = $"{name}-r" }, customer, at + Duration.FromDays(3), $"{name}-1"));
        }

        return [.. events.OrderBy(fact => fact.OccurredAt)];
    }

    private static PurchaseFacts Purchase(string id, Instant at, decimal total) => A.Purchase(id, at, total) with { StatusUrl = $"https://shop.example/o/{id}" };

    private static StoreEvent Parcel(EventBody body, CustomerFacts customer, string purchase, Instant at) => A.Event(body, customer, $"{purchase}-{body.GetType().Name}", at) with { PurchaseId = purchase };

    private static string Line(string customer, string? journey, string? step, string? subject, Instant at) => $"{customer} {journey}/{step} {InstantPattern.CreateWithInvariantCulture("MM-dd HH:mm:ss").Format(at)} {subject}";

    private static StoreDirectory Stores() => new() { Stores = new Dictionary<string, StoreProfile> { ["default"] = new() { Name = "Trail & Peak", PostalAddress = "1 Road", Url = "https://shop.example", TimeZone = DateTimeZoneProviders.Tzdb["Europe/Berlin"], Currency = A.Usd } } };

    private static Dictionary<string, StoreSender> Senders() => new() { ["default"] = new(new(EmailAddress.Parse("hello@shop.example"), "Trail & Peak"), "https://mail.shop.example") };

    private EngineSetup Setup() => new()
    {
        DatabaseFile = Path.Combine(_folder, "postpurchase.db"),
        Workflows = Shipped("workflows"),
        Templates = Shipped("templates"),
        Stores = Stores(),
        Delivery = new() { Senders = Senders(), Key = new byte[32] },
        Outlet = new CapturedOutbox(folder: null),
        Liven = Simulator.MakeLive,
        IsDurable = false,
        HasSampleCoupons = true,
        AsksOthers = false,
        Delivered = happened =>
        {
            if (happened.State == SendState.Accepted && happened.Mail is { } mail) _served.Add(Line(happened.Customer.Address ?? "", happened.Send.Journey, happened.Send.Step, mail.Subject, happened.At));
        },
    };

    private static string Shipped(string folder)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "PostPurchase.sln"))) root = root.Parent ?? throw new InvalidOperationException("the repository was not found");
        return Path.Combine(root.FullName, folder);
    }
}
