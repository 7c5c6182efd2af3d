using NodaTime;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api;
using Xunit;

namespace PostPurchase.Server.Tests.Api;

/// <summary>Where people are: counted each time while they are few, kept for a while where they are many.</summary>
public sealed class PlaceCountsTests : IAsyncLifetime
{
    private static readonly Instant s_now = Instant.FromUtc(2026, 1, 2, 12, 0);

    private readonly string _folder = Directory.CreateTempSubdirectory("postpurchase-server-").FullName;
    private Database _database = null!;

    public async Task InitializeAsync()
    {
        _database = Database.Open(Path.Combine(_folder, "postpurchase.db"));
        await WriteAsync("insert into name (id, kind, text) values (1, 3, 'hello'); insert into journey_version (id, store_id, journey_id, hash, document, first_used_at) values (1, 1, 1, 'v1', '{}', 0)");
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_few_people_are_counted_each_time()
    {
        var places = new PlaceCounts(_database, few: 2);

        await EnterAsync(1, 2);
        Assert.Equal(2, Total(places.Lately(s_now)));
        await EnterAsync(3);

        Assert.Equal(3, Total(places.Lately(s_now)));
    }

    [Fact]
    public async Task A_count_of_many_serves_for_a_second_for_each_few_of_them()
    {
        var places = new PlaceCounts(_database, few: 2);

        await EnterAsync(1, 2, 3, 4);
        Assert.Equal([new PlaceCount("hello", "v1", 5, 4)], places.Lately(s_now));
        await EnterAsync(5);

        Assert.Equal((4, 5), (Total(places.Lately(s_now + Duration.FromSeconds(1.9))), Total(places.Now())));
        Assert.Equal(5, Total(places.Lately(s_now + Duration.FromSeconds(2))));
    }

    [Fact]
    public async Task A_clock_that_was_put_back_keeps_no_old_count()
    {
        var places = new PlaceCounts(_database, few: 2);

        await EnterAsync(1, 2, 3, 4);
        _ = places.Lately(s_now);
        await EnterAsync(5);

        Assert.Equal(5, Total(places.Lately(s_now - Duration.FromHours(1))));
    }

    private static long Total(List<PlaceCount> places) => places.Sum(place => place.Count);

    private Task<int> EnterAsync(params int[] owners) => WriteAsync(string.Concat(owners.Select(owner =>
        $"insert into enrollment (id, owner, version_id, journey_id, subject, subject_id, line, nth, status, step, phase, started_by, started_at, entered_at, arrived_at, revision) values ({owner}, {owner}, 1, 1, 1, {owner}, 0, 1, 0, 5, 0, 0, 0, 0, 0, 1);")));

    private Task<int> WriteAsync(string statements) => _database.WriteAsync(
        session =>
        {
            session.Execute(statements);
            return 0;
        },
        default);
}
