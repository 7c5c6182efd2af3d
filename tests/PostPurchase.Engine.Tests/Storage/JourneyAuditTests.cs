using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

public sealed class JourneyAuditTests : IAsyncLifetime
{
    private static readonly string s_long = string.Join('\n', Enumerable.Range(1, 2_000).Select(line => $"# line {line}"));

    private readonly TemporaryDatabase _temporary = TemporaryDatabase.New();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _temporary.DisposeAsync();

    [Fact]
    public async Task Of_a_published_journey_the_lines_are_kept_that_changed_however_late_they_stand()
    {
        await PublishAsync($"name: A\n{s_long}\nsubject: Tips\nend", $"name: A\n{s_long}\nsubject: More tips\nend");

        Assert.Equal(("subject: Tips", "subject: More tips"), Kept());
    }

    [Theory]
    [InlineData(null, "name: A", null, "name: A")]
    [InlineData("a\nb", "a\nb\nc", "", "c")]
    [InlineData("a\nb\nb", "a\nb", "b", "")]
    [InlineData("a", "a", "", "")]
    public async Task What_was_added_or_taken_away_stands_on_one_side(string? was, string now, string? before, string after)
    {
        await PublishAsync(was, now);

        Assert.Equal((before, after), Kept());
    }

    private Task<bool> PublishAsync(string? before, string text) =>
        new JourneyDraftStore(_temporary.Database).PublishedAsync(new JourneyPublication("hello", "v2", text, null, "ann", A.Noon), 0, before);

    private (string? Before, string? After) Kept()
    {
        var entry = Assert.Single(new AuditStore(_temporary.Database).List(long.MaxValue, 10)).Entry;
        return (entry.Before, entry.After);
    }
}
