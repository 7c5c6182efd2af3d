using NodaTime;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

public sealed class IdSourceTests
{
    private static readonly Instant s_noon = Instant.FromUtc(2026, 1, 2, 12, 0);

    [Fact]
    public void Ids_carry_their_instant_and_their_node()
    {
        var id = new IdSource(5).Next(s_noon);

        Assert.Equal(s_noon, IdSource.InstantOf(id));
        Assert.Equal(5, (id >> 12) & 1023);
        Assert.InRange(id, IdSource.FirstOf(s_noon), IdSource.FirstOf(s_noon + Duration.FromMilliseconds(1)) - 1);
    }

    [Fact]
    public void Ids_grow_while_the_clock_stands_still_and_when_it_jumps_back()
    {
        var source = new IdSource(0);
        var ids = new List<long> { source.Next(s_noon) };

        for (var i = 0; i < 10_000; i++) ids.Add(source.Next(i % 2 == 0 ? s_noon : s_noon - Duration.FromHours(1)));

        Assert.Equal(ids.Distinct().Order(), ids);
    }

    [Fact]
    public void An_id_of_an_earlier_run_is_never_given_again()
    {
        var before = new IdSource(3).Next(s_noon);
        var source = new IdSource(1);
        source.StartAfter(before);

        Assert.True(source.Next(s_noon - Duration.FromDays(1)) > before);
    }

    [Fact]
    public void Threads_never_get_the_same_id()
    {
        var source = new IdSource(0);
        var ids = new long[20_000];

        Parallel.For(0, ids.Length, i => ids[i] = source.Next(s_noon));

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1024)]
    public void A_node_outside_its_ten_bits_is_refused(int node) => Assert.Throws<ArgumentOutOfRangeException>(() => new IdSource(node));
}
