namespace PostPurchase.Engine.Storage;

/// <summary>
/// Which purchases are a partner's: what a network reported is written down as a purchase of the kind <c>marketplace</c> and the channel <c>affiliate</c>. An order of the
/// shop that came by affiliates, as its channel may say too, is the shop's own.
/// </summary>
internal static class PartnerSales
{
    /// <summary>Whether a purchase is one, as a condition.</summary>
    /// <param name="purchase">Alias of its row of <c>purchase</c>.</param>
    public static string Is(string purchase) => $"({purchase}.kind = 5 and ifnull(json_extract({purchase}.document, '$.channel'), '') = 'affiliate')";
}
