using PostPurchase.Engine.Scheduling;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Engine.Tests.Scheduling;

public sealed class QuietWriterTests
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);

    private readonly ManualClock _clock = new(A.Noon.ToDateTimeOffset());
    private long _written;

    [Fact]
    public async Task Work_waits_for_one_look_at_a_writer_that_has_little_to_do()
    {
        var waiting = new QuietWriter(() => _written, _clock).WaitAsync(CancellationToken.None);

        _clock.Advance(s_look);

        await waiting.InTimeAsync("the look");
        Assert.True(await waiting);
    }

    [Fact]
    public async Task Work_goes_on_at_once_while_only_it_writes()
    {
        var quiet = new QuietWriter(() => _written, _clock);
        var first = quiet.WaitAsync(CancellationToken.None);
        _clock.Advance(s_look);
        await first.InTimeAsync("the first look");
        _written++;

        var second = quiet.WaitAsync(CancellationToken.None);
        Assert.True(second.IsCompletedSuccessfully && await second);
    }

    [Fact]
    public async Task Work_waits_as_long_as_the_writer_is_busy_but_never_long_and_then_in_small_pieces()
    {
        // On a thread without a context what waits goes on inside of Advance.
        var (looks, isQuiet) = await Task.Run(async () =>
        {
            var waiting = new QuietWriter(() => _written, _clock).WaitAsync(CancellationToken.None);
            var count = 0;
            for (; !waiting.IsCompleted; count++)
            {
                _written += 1_000;
                _clock.Advance(s_look);
            }

            return (count, await waiting);
        });

        Assert.Equal((QuietWriter.LongestWait / s_look, false), (looks, isQuiet));
    }
}
