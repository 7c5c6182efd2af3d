using NodaTime;
using PostPurchase.Core.Customers;
using Xunit;

namespace PostPurchase.Core.Tests.Customers;

public sealed class SilenceTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 1, 1, 12, 0);

    [Fact]
    public void The_usual_gap_is_the_median_of_the_gaps()
    {
        Assert.Equal(Days(20), Silence.UsualGap([Day(0), Day(10), Day(30), Day(90)]));
        Assert.Equal(Days(20), Silence.UsualGap([Day(0), Day(10), Day(40)]));
    }

    [Fact]
    public void Two_purchases_are_no_rhythm_of_ones_own() => Assert.Null(Silence.UsualGap([Day(0), Day(10)]));

    [Fact]
    public void The_gap_of_a_store_is_what_eight_in_ten_keep()
    {
        var gaps = Enumerable.Range(1, 10).Select(day => Days(day * 10)).ToList();

        Assert.Equal(Days(80), Silence.StoreGap(gaps));
        Assert.Null(Silence.StoreGap([]));
    }

    [Fact]
    public void A_silence_breaks_after_the_own_gap_and_without_one_after_the_stores()
    {
        Assert.Equal(Day(30), Silence.BreaksAt(Day(0), Days(30), Days(80)));
        Assert.Equal(Day(80), Silence.BreaksAt(Day(0), null, Days(80)));
        Assert.Null(Silence.BreaksAt(Day(0), null, null));
    }

    [Fact]
    public void Quick_reorders_of_a_young_store_make_nobody_silent_within_two_weeks() => Assert.Equal(Day(14), Silence.BreaksAt(Day(0), null, Days(2)));

    [Theory]
    [InlineData(30, SilenceVerdict.Usual)]
    [InlineData(31, SilenceVerdict.Lapsed)]
    [InlineData(60, SilenceVerdict.Lapsed)]
    [InlineData(61, SilenceVerdict.LongAgo)]
    public void A_silence_is_news_for_thirty_days(int day, SilenceVerdict verdict) => Assert.Equal(verdict, Silence.Judge(Day(30), Day(day)));

    private static Instant Day(int day) => Start + Duration.FromDays(day);

    private static Duration Days(int days) => Duration.FromDays(days);
}
