using PostPurchase.Core.Purchases;

namespace PostPurchase.Server.Commands;

/// <summary>Baskets in order of time, out of whatever history a file has.</summary>
internal static class Baskets
{
    /// <exception cref="CommandException">A line is wrong.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Read(Shell shell, string path)
    {
        if (path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase)) return Of(EventFiles.Read(shell, path));
        var text = Options.ReadText(shell, path);
        var head = text.Split('\n', 2)[0].Split(',').Select(column => column.Trim()).ToList();
        if (head.Contains("order_id", StringComparer.OrdinalIgnoreCase)) return Of(ImportTable.Read(shell, path, "purchases-csv"));
        return [.. text.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => (IReadOnlyList<string>)[.. line.Split(',').Select(item => item.Trim())])];
    }

    private static List<IReadOnlyList<string>> Of(IReadOnlyList<StoreEvent> events) =>
    [
        .. events.Where(fact => fact.Body is EventBody.PurchaseChanged).GroupBy(fact => (fact.Store, fact.PurchaseId)).Select(group => group.Last()).OrderBy(fact => fact.OccurredAt)
            .Select(fact => (IReadOnlyList<string>)[.. ((EventBody.PurchaseChanged)fact.Body).Purchase.Lines.Select(line => line.ProductId ?? line.Sku ?? line.Name)]),
    ];
}
