using System.Globalization;
using System.Text;
using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Running;

/// <summary>
/// Emits <c>lapsed</c>, once for each silence, through the intake as every other event: what was emitted and not yet noted when the program stopped
/// is known by its id.
/// </summary>
internal sealed class LapseWatch(Database database, EventIntake intake, Func<string, bool> isOurs)
{
    private const int Page = 500;

    /// <summary>Looks at every buyer of the stores that are ours; returns how many have lapsed.</summary>
    /// <param name="now">The instant of the night.</param>
    /// <param name="cancellationToken">Ends it between two pages; what was emitted stays.</param>
    public async Task<int> RunAsync(Instant now, CancellationToken cancellationToken)
    {
        var stores = database.Read(session => session.Names.All(NameKind.Store)).Where(store => isOurs(store.Text)).ToList();
        var count = 0;
        foreach (var store in stores) count += await RunAsync(store.Id, store.Text, now, cancellationToken);
        return count;
    }

    private async Task<int> RunAsync(long storeId, string store, Instant now, CancellationToken cancellationToken)
    {
        var storeGap = new Lazy<Duration?>(() => database.Read(session => Silence.StoreGap(SilenceStore.Gaps(session, storeId, now))));
        var (after, count) = (0L, 0);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = database.Read(session => SilenceStore.Quiet(session, storeId, after, (now, Page)));
            if (page.Count == 0) return count;
            after = page[^1].Owner;
            var judged = page.ConvertAll(buyer => Judge(buyer, storeGap, now));
            var lapsed = judged.FindAll(silent => silent.Verdict == SilenceVerdict.Lapsed);
            foreach (var silent in lapsed) await intake.AcceptAsync(DeliveryOf(silent, store, now), now, cancellationToken);
            var told = judged.FindAll(silent => silent.Verdict != SilenceVerdict.Usual);
            if (told.Count > 0)
            {
                await database.WriteAsync(
                    session =>
                    {
                        foreach (var silent in told) SilenceStore.Told(session, silent.Buyer);
                        return told.Count;
                    },
                    cancellationToken);
            }

            count += lapsed.Count;
        }
    }

    private Silent Judge(QuietBuyer buyer, Lazy<Duration?> storeGap, Instant now)
    {
        var own = buyer.PurchaseCount < Silence.LeastPurchases ? null : database.Read(session => Silence.UsualGap(PurchaseStore.OrderInstants(session, buyer.Owner)));
        var verdict = Silence.Judge(Silence.BreaksAt(buyer.LastPurchaseAt, own, own is null ? storeGap.Value : null), now);
        // Nobody can be written to who has neither; the silence is noted so that it is looked at once.
        var isNamed = buyer.Address is not null || buyer.ExternalId is not null;
        return new(buyer, verdict == SilenceVerdict.Lapsed && !isNamed ? SilenceVerdict.LongAgo : verdict, own ?? storeGap.Value, own is not null);
    }

    private static Intake.Delivery DeliveryOf(Silent silent, string store, Instant now)
    {
        var buyer = silent.Buyer;
        var (days, usual) = ((now - buyer.LastPurchaseAt).TotalDays, silent.Gap?.TotalDays ?? 0);
        var fact = new StoreEvent
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"lapsed-{buyer.Owner}-{buyer.LastPurchaseAt.ToUnixTimeMilliseconds()}"),
            Store = store,
            OccurredAt = now,
            Customer = new CustomerFacts { Email = buyer.Address, ExternalId = buyer.ExternalId },
            Body = new EventBody.Lapsed(),
            Properties = new FreeData(string.Create(CultureInfo.InvariantCulture, $$"""{"silent_days":{{Math.Floor(days)}},"usual_gap_days":{{Math.Round(usual, 1)}},"usual_of":"{{(silent.IsOwn ? "customer" : "store")}}"}""")),
        };
        return new Intake.Delivery { Source = "postpurchase", Body = Encoding.UTF8.GetBytes(CanonicalEvents.Write(fact)), Events = [fact] };
    }

    private sealed record Silent(QuietBuyer Buyer, SilenceVerdict Verdict, Duration? Gap, bool IsOwn);
}
