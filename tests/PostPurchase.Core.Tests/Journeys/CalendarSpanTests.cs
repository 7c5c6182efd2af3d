using NodaTime;
using PostPurchase.Core.Journeys;
using Xunit;

namespace PostPurchase.Core.Tests.Journeys;

public sealed class CalendarSpanTests
{
    [Theory]
    [InlineData(30, 0)]
    [InlineData(0, 900)]
    public void Nothing_is_counted_from_the_end_of_the_calendar(int days, int hours)
    {
        var span = new CalendarSpan(days, Duration.FromHours(hours));
        var last = A.Time("9999-12-31T00:00:00Z");

        Assert.Equal(last, span.After(last, A.Berlin));
        Assert.Equal(last, span.From(last, before: true, A.Berlin));
    }
}
