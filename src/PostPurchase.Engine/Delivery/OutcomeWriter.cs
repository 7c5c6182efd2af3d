using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Delivery;

/// <summary>Writes outcomes in batches as they come, so that no connection waits for the disk. One that cannot be written is kept and tried again.</summary>
internal sealed class OutcomeWriter
{
    private const int BatchSize = 256;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Channel<(DeliveryOutcome Outcome, SendContext Context, ComposedMail? Mail)> _waiting =
        Channel.CreateBounded<(DeliveryOutcome, SendContext, ComposedMail?)>(new BoundedChannelOptions(1024) { SingleReader = true });

    private readonly Task _work;

    /// <summary>Starts to write.</summary>
    /// <param name="database">Where the ledger is.</param>
    /// <param name="clock">For the pause after a failure.</param>
    /// <param name="log">Told of what cannot be written.</param>
    /// <param name="written">Told of each when its end is on disk, or when it cannot be written at all and recovery has to find it; must not throw.</param>
    public OutcomeWriter(Database database, TimeProvider clock, ILogger log, Action<DeliveryEvent> written) => _work = Task.Run(() => WorkAsync(database, clock, log, written));

    /// <summary>Adds an outcome.</summary>
    public ValueTask AddAsync(DeliveryOutcome outcome, SendContext context, ComposedMail? mail) => _waiting.Writer.WriteAsync((outcome, context, mail));

    /// <summary>Writes what waits and ends.</summary>
    public Task CompleteAsync()
    {
        _waiting.Writer.TryComplete();
        return _work;
    }

    private async Task WorkAsync(Database database, TimeProvider clock, ILogger log, Action<DeliveryEvent> written)
    {
        var batch = new List<(DeliveryOutcome Outcome, SendContext Context, ComposedMail? Mail)>(BatchSize);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < BatchSize && _waiting.Reader.TryRead(out var item)) batch.Add(item);
            await WriteAsync(database, clock, log, [.. batch.Select(item => (item.Outcome, item.Context.Customer))]);
            foreach (var ((outcome, _), context, mail) in batch) written(new(context.Send, context.Customer, outcome.State, outcome.At, outcome.Reason, mail));
            batch.Clear();
        }
    }

    // A batch that cannot be written for what is in it is written one by one, so that only the one that is wrong stays behind.
    private static async Task WriteAsync(Database database, TimeProvider clock, ILogger log, IReadOnlyList<(DeliveryOutcome Outcome, Core.Customers.Customer)> outcomes)
    {
        while (true)
        {
            try
            {
                await DeliveryWrites.ConcludeAsync(database, outcomes, CancellationToken.None);
                return;
            }
            catch (StorageUnavailableException)
            {
                await Task.Delay(Pause, clock);
            }
            catch (Exception exception) when (outcomes.Count == 1)
            {
                Log.OutcomeNotWritten(log, exception, outcomes[0].Outcome.Outcome.Send.Id.Value);
                return;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                foreach (var outcome in outcomes) await WriteAsync(database, clock, log, [outcome]);
                return;
            }
        }
    }
}
