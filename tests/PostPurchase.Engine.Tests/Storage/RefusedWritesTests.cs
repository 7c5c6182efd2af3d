using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Delivery;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

public sealed class RefusedWritesTests : IDisposable
{
    private const string First = "Error: A delivery of shop was answered 503: the database cannot be written now: disk full. Others like it are counted and told once a minute";

    private readonly ManualClock _clock = new(DateTimeOffset.UnixEpoch);
    private readonly Lines _log = new();
    private readonly RefusedWrites _refused;

    public RefusedWritesTests() => _refused = new RefusedWrites(_clock);

    [Fact]
    public void The_first_is_told_at_once_on_one_line_and_the_others_as_a_number_each_minute()
    {
        Refuse(424);
        Assert.Equal([First], _log.Said);

        _clock.Advance(TimeSpan.FromMinutes(1));
        Refuse(2);
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal([First, "Error: 423 more were refused within a minute: the database cannot be written", "Error: 2 more were refused within a minute: the database cannot be written"], _log.Said);
    }

    [Fact]
    public void After_a_minute_without_any_the_next_is_a_first_one_again()
    {
        Refuse(1);
        _clock.Advance(TimeSpan.FromMinutes(1));

        Refuse(1);

        Assert.Equal([First, First], _log.Said);
    }

    [Fact]
    public void Nothing_is_told_of_a_minute_in_which_nothing_was_refused()
    {
        Refuse(1);

        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal([First], _log.Said);
        Assert.Null(_clock.NextIn);
    }

    public void Dispose() => _refused.Dispose();

    private void Refuse(int times)
    {
        for (var i = 0; i < times; i++) _refused.Add(_log, "A delivery of shop was answered 503", new StorageUnavailableException("the database cannot be written now:\ndisk full"));
    }
}
