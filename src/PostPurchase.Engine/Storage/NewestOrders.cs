namespace PostPurchase.Engine.Storage;

/// <summary>The orders that were made last. No index by date is kept for them, which every order would pay for and only lists to choose from would use.</summary>
internal static class NewestOrders
{
    /// <summary>A table of owner, id and ordered_at to order by date: the 5,000 orders that came in last. Files that are read in any order fit into it, but for very long ones.</summary>
    public const string Candidates = "(select owner, id, ordered_at from purchase order by id desc limit 5000)";
}
