using PostPurchase.Engine.Simulation;
using Xunit;

namespace PostPurchase.Engine.Tests.Simulation;

public sealed class RealEventsTests
{
    [Theory]
    [InlineData(4, new long[] { 10, 13, 17, 20 })]
    [InlineData(14, new long[] { 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23 })]
    [InlineData(1, new long[] { 10 })]
    public void Of_more_buyers_than_are_played_those_are_taken_evenly_over_the_time(int most, long[] expected)
    {
        List<long> buyers = [10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23];

        Assert.Equal(expected, RealEvents.Evenly(buyers, most));
    }
}
