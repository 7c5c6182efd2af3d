using NodaTime;
using PostPurchase.Engine.Scheduling;
using Xunit;

namespace PostPurchase.Engine.Tests.Scheduling;

public sealed class JobTimeTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    [Fact]
    public void Every_hour_is_the_next_full_hour()
    {
        var hourly = new JobTime.Every(Duration.FromHours(1));

        Assert.Equal(Instant.FromUtc(2026, 1, 2, 11, 0), hourly.NextAfter(Instant.FromUtc(2026, 1, 2, 10, 20)));
        Assert.Equal(Instant.FromUtc(2026, 1, 2, 12, 0), hourly.NextAfter(Instant.FromUtc(2026, 1, 2, 11, 0)));
    }

    [Fact]
    public void Daily_is_a_wall_time_of_its_zone_over_both_changes_of_the_clock()
    {
        var nightly = new JobTime.Daily(new LocalTime(4, 10), Berlin);

        Assert.Equal(Instant.FromUtc(2026, 3, 28, 3, 10), nightly.NextAfter(Instant.FromUtc(2026, 3, 27, 23, 0)));
        Assert.Equal(Instant.FromUtc(2026, 3, 29, 2, 10), nightly.NextAfter(Instant.FromUtc(2026, 3, 28, 3, 10)));
        Assert.Equal(Instant.FromUtc(2026, 10, 25, 3, 10), nightly.NextAfter(Instant.FromUtc(2026, 10, 24, 2, 10)));
    }

    [Fact]
    public void A_wall_time_that_a_night_does_not_have_comes_after_the_gap()
    {
        var nightly = new JobTime.Daily(new LocalTime(2, 30), Berlin);

        Assert.Equal(Instant.FromUtc(2026, 3, 29, 1, 30), nightly.NextAfter(Instant.FromUtc(2026, 3, 28, 12, 0)));
    }
}
