using PostPurchase.Core.Sending;
using Xunit;

namespace PostPurchase.Core.Tests.Sending;

public sealed class BrakePolicyTests
{
    private static readonly BrakePolicy Policy = new();

    [Theory]
    [InlineData(199, 0, false)]
    [InlineData(200, 0, true)]
    [InlineData(3000, 336 * 300, false)]
    [InlineData(3001, 336 * 300, true)]
    public void Entries_stop_it_over_ten_usual_hours_and_from_200(long lastHour, long before, bool stops) =>
        Assert.Equal(stops, Policy.Decide(new() { EntriesLastHour = lastHour, EntriesBefore = before }) is not null);

    [Theory]
    [InlineData(499, 499, 0, false)]
    [InlineData(1000, 3, 0, false)]
    [InlineData(1000, 4, 0, true)]
    [InlineData(1000, 0, 50, false)]
    [InlineData(1000, 0, 51, true)]
    public void Complaints_and_bounces_stop_it_over_their_rate_from_500_mails(long sent, long complaints, long bounces, bool stops) =>
        Assert.Equal(stops, Policy.Decide(new() { SentCount = sent, ComplaintCount = complaints, BounceCount = bounces }) is not null);

    [Theory]
    [InlineData(199, 199, false)]
    [InlineData(200, 10, false)]
    [InlineData(200, 11, true)]
    public void Errors_stop_it_over_five_percent_from_200_sends(long tried, long errors, bool stops) =>
        Assert.Equal(stops, Policy.Decide(new() { TriedCount = tried, ErrorCount = errors }) is not null);

    [Fact]
    public void The_reason_carries_the_figures() =>
        Assert.Equal("4 of 1000 mails were called spam, more than 0.3%", Policy.Decide(new() { SentCount = 1000, ComplaintCount = 4 }));
}
