using PostPurchase.Core.Attribution;
using PostPurchase.Core.Offers;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Delivery;
using PostPurchase.Engine.Tests.Storage;

namespace PostPurchase.Engine.Tests.Learning;

/// <summary>A mail with one offer link, which a network may report a sale on.</summary>
internal sealed record ALink(StoredSend Send, string Token)
{
    public const string OfferId = "poles";

    public static Offer Poles { get; } = new()
    {
        Id = OfferId,
        Name = "Carbon poles",
        Url = "https://partner.example/p",
        Category = "poles",
        Program = new() { Key = "peak-partners", Name = "Peak Partners", Network = "impact" },
    };

    public static ConversionRules Rules { get; } = new() { Key = ADelivery.Key, OfferOf = id => id == OfferId ? Poles : null };

    public static async Task<ALink> SentAsync(Database database, string? email = null)
    {
        var held = await ARun.SendingAsync(database, A.Mail("suggest", ContentKind.ThirdParty), email: email);
        var send = (await new SendLedger(database).OfRunAsync(held.Run.Owner, held.Run.Id)).Single();
        var set = TargetSet.Of(new SendTargets("mail", "00", [new(LinkKind.Offer, "https://partner.example/p?subId1={token}", OfferId)]).Pack());
        await database.WriteAsync(
            session =>
            {
                var id = set.Keep(session);
                session.Execute(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"update send set target_set_id = {id} where id = {send.Id.Value}"));
                return 0;
            },
            default);
        return new(send, LinkToken.Make(ADelivery.Key, send.Id, 1));
    }

    public ConversionReport Says(CommissionStatus status, decimal? commission = 8m, decimal? sale = 100m, string id = "1000.1") => Report(status, commission, sale, id) with { Token = Token };

    public static ConversionReport Report(CommissionStatus status, decimal? commission = 8m, decimal? sale = 100m, string id = "1000.1") => new()
    {
        Network = "impact",
        ConversionId = id,
        Status = status,
        Commission = commission is { } earned ? A.Dollars(earned) : null,
        Sale = sale is { } sold ? A.Dollars(sold) : null,
        OccurredAt = A.Noon,
    };
}
