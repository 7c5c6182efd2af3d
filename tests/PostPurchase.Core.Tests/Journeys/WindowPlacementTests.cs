using NodaTime;
using PostPurchase.Core.Journeys;
using Xunit;

namespace PostPurchase.Core.Tests.Journeys;

public sealed class WindowPlacementTests
{
    private static readonly Instant Friday = A.Time("2026-01-02T12:00:00Z");
    private static readonly IsoDayOfWeek[] Workdays =
        [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday];

    [Fact]
    public void Day_1_is_the_day_after_the_anchors_day_where_the_customer_lives()
    {
        var lateEvening = A.Time("2026-01-03T03:30:00Z"); // still the 2nd in New York

        var place = Place(new(1, 3, new(10, 0), []), lateEvening, lateEvening, A.NewYork);

        Assert.Equal(A.Time("2026-01-03T15:00:00Z"), place.DueAt);
    }

    [Fact]
    public void Days_that_are_not_allowed_are_passed_over()
    {
        var place = Place(new(1, 3, new(10, 0), Workdays), Friday, Friday, DateTimeZone.Utc);

        Assert.Equal(A.Time("2026-01-05T10:00:00Z"), place.DueAt);
    }

    [Fact]
    public void With_no_allowed_weekday_inside_it_is_the_last_day()
    {
        var place = Place(new(1, 2, new(10, 0), Workdays), Friday, Friday, DateTimeZone.Utc);

        Assert.Equal(A.Time("2026-01-04T10:00:00Z"), place.DueAt);
    }

    [Fact]
    public void When_the_hour_of_the_last_day_is_over_the_run_goes_on_at_once()
    {
        var evening = A.Time("2026-01-05T20:00:00Z");

        var place = Place(new(1, 3, new(10, 0), []), Friday, evening, DateTimeZone.Utc);

        Assert.Equal((evening, false), (place.DueAt, place.Passed));
    }

    [Fact]
    public void A_local_hour_that_does_not_exist_moves_forward()
    {
        var saturday = A.Time("2026-03-28T12:00:00Z"); // clocks go from 02:00 to 03:00 on the 29th

        var place = Place(new(1, 1, new(2, 30), []), saturday, saturday, A.Berlin);

        Assert.Equal(A.Time("2026-03-29T01:30:00Z"), place.DueAt);
    }

    [Fact]
    public void A_local_hour_that_exists_twice_is_the_first()
    {
        var saturday = A.Time("2026-10-24T12:00:00Z");

        var place = Place(new(1, 1, new(2, 30), []), saturday, saturday, A.Berlin);

        Assert.Equal(A.Time("2026-10-25T00:30:00Z"), place.DueAt);
    }

    [Fact]
    public void Sends_of_one_hour_spread_over_the_next_but_never_into_quiet_hours()
    {
        var quietSoon = new WindowClock(DateTimeZone.Utc, new(20, 50), new QuietHours(new(21, 0), new(8, 0)));

        Assert.Equal(Duration.FromMinutes(30), WindowPlacement.SpreadDelay(new(DateTimeZone.Utc, new(10, 0), null), 0.5));
        Assert.Equal(Duration.FromMinutes(5), WindowPlacement.SpreadDelay(quietSoon, 0.5));
    }

    [Fact]
    public void Whatever_the_zone_the_clock_change_and_the_place_a_send_is_inside_its_window()
    {
        foreach (var zone in DateTimeZoneProviders.Tzdb.Ids.Select(id => DateTimeZoneProviders.Tzdb[id]))
        {
            for (var hours = 0; hours < 24 * 366; hours += 997)
            {
                var anchor = A.Time("2026-01-01T00:00:00Z") + Duration.FromHours(hours);
                var clock = new WindowClock(zone, new(2, 30), null);
                var place = WindowPlacement.Place(new(4, 7, null, []), anchor, anchor, clock, spread: 0.99);
                var day = LocalClock.DateOf(place.DueAt, zone);
                Assert.True(place.DueAt < place.EndsAt && day >= place.Slot.First && day <= place.Slot.Last, $"{zone.Id} {anchor}");
            }
        }
    }

    private static WindowPlacement Place(WaitRule.Window window, Instant anchor, Instant arrived, DateTimeZone zone) =>
        WindowPlacement.Place(window, anchor, arrived, new(zone, window.At, null), spread: 0);
}
