using PostPurchase.Core.Customers;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Delivery;

/// <summary>Writes outcomes with what follows from them, in one transaction.</summary>
internal static class DeliveryWrites
{
    /// <summary>Concludes sends, wakes their runs, and suppresses addresses that do not exist.</summary>
    public static Task<int> ConcludeAsync(Database database, IReadOnlyList<(DeliveryOutcome Outcome, Customer Customer)> outcomes, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            var count = 0;
            foreach (var (outcome, customer) in outcomes)
            {
                if (!SendLedger.TryConclude(session, outcome.Outcome)) continue;
                count++;
                var send = outcome.Outcome.Send;
                if (outcome.Suppression is { } suppression && customer.Email is { } email)
                    SuppressionStore.Add(session, (send.Store, send.Channel, email), suppression, (outcome.Outcome.At, send.Id));
            }

            return count;
        },
        cancellationToken);
}
