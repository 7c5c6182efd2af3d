using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Delivery;

/// <summary>Writes outcomes in batches as they come, so that no connection waits for the disk. One that cannot be written is kept and tried again.</summary>
internal sealed class OutcomeWriter
{
    /// <summary>How long the end of the program waits for a database that cannot be written.</summary>
    public static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(10);

    private const int BatchSize = 256;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Channel<(DeliveryOutcome Outcome, SendContext Context, ComposedMail? Mail)> _waiting =
        Channel.CreateBounded<(DeliveryOutcome, SendContext, ComposedMail?)>(new BoundedChannelOptions(1024) { SingleReader = true });

    private readonly Database _database;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Task _work;
    private long _until = long.MaxValue; // ticks of UTC

    /// <summary>Starts to write.</summary>
    /// <param name="database">Where the ledger is.</param>
    /// <param name="clock">For the pause after a failure.</param>
    /// <param name="log">Told of what cannot be written.</param>
    /// <param name="written">Told of those of one batch when their ends are on disk, or when one cannot be written at all and recovery has to find it; must not throw.</param>
    public OutcomeWriter(Database database, TimeProvider clock, ILogger log, Action<IReadOnlyList<DeliveryEvent>> written)
    {
        (_database, _clock, _log) = (database, clock, log);
        _work = Task.Run(() => WorkAsync(written));
    }

    /// <summary>Adds an outcome.</summary>
    public ValueTask AddAsync(DeliveryOutcome outcome, SendContext context, ComposedMail? mail) => _waiting.Writer.WriteAsync((outcome, context, mail));

    /// <summary>Writes what waits and ends.</summary>
    public Task CompleteAsync()
    {
        _waiting.Writer.TryComplete();
        return _work;
    }

    /// <summary>
    /// Writes what waits and ends, within <see cref="LongestEnd"/> and the try that is under way then: a disk that stays full must not keep the program from
    /// ending. What was not written is logged, and recovery finds it at the next start.
    /// </summary>
    public Task EndAsync()
    {
        Interlocked.Exchange(ref _until, (_clock.GetUtcNow() + LongestEnd).UtcTicks);
        return CompleteAsync();
    }

    private async Task WorkAsync(Action<IReadOnlyList<DeliveryEvent>> written)
    {
        var batch = new List<(DeliveryOutcome Outcome, SendContext Context, ComposedMail? Mail)>(BatchSize);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < BatchSize && _waiting.Reader.TryRead(out var item)) batch.Add(item);
            await WriteAsync([.. batch.Select(item => (item.Outcome, item.Context.Customer))]);
            written(batch.ConvertAll(item => new DeliveryEvent(item.Context.Send, item.Context.Customer, item.Outcome.Outcome.State, item.Outcome.Outcome.At, item.Outcome.Outcome.Reason, item.Mail)));
            batch.Clear();
        }
    }

    // A batch that cannot be written for what is in it is written one by one, so that only the one that is wrong stays behind.
    private async Task WriteAsync(IReadOnlyList<(DeliveryOutcome Outcome, Core.Customers.Customer)> outcomes)
    {
        while (true)
        {
            try
            {
                await DeliveryWrites.ConcludeAsync(_database, outcomes, CancellationToken.None);
                return;
            }
            catch (StorageUnavailableException exception) when (_clock.GetUtcNow().UtcTicks >= Interlocked.Read(ref _until))
            {
                foreach (var (outcome, _) in outcomes) Log.OutcomeNotWritten(_log, exception, outcome.Outcome.Send.Id.Value);
                return;
            }
            catch (StorageUnavailableException)
            {
                await Task.Delay(Pause, _clock);
            }
            catch (Exception exception) when (outcomes.Count == 1)
            {
                Log.OutcomeNotWritten(_log, exception, outcomes[0].Outcome.Outcome.Send.Id.Value);
                return;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                foreach (var outcome in outcomes) await WriteAsync([outcome]);
                return;
            }
        }
    }
}
