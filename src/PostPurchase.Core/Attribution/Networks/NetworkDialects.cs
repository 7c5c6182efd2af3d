namespace PostPurchase.Core.Attribution.Networks;

/// <summary>The dialects of the networks; one that is not listed is read by the usual names.</summary>
public static class NetworkDialects
{
    private static readonly Dictionary<string, NetworkDialect> Known = new[]
    {
        // A partner's own id of an action is Id in the API and {ActionId} in a postback; State changes to LOCKED and PAID in some reports.
        Of("impact") with { Id = ["actionid", "id"], Commission = ["payout", "commission"], Sale = ["amount", "intendedamount", "saleamount"], Paid = ["cleareddate"] },

        // Records add up: the original and its corrections share originalActionId, each has its own commissionId (docs.cj.com, publisherCommissions).
        Of("cj") with
        {
            Id = ["originalactionid", "actionid", "commissionid"],
            Part = ["commissionid"],
            Token = ["shopperid", "sid", "token"],
            Commission = ["pubcommissionamountpubcurrency", "pubcommissionamountusd", "commission"],
            Sale = ["saleamountpubcurrency", "saleamountusd", "saleamount"],
            Currency = ["pubcurrency", "currency"],
            HasUsDates = true,
        },
        Of("awin") with
        {
            Id = ["transactionid", "id"],
            Token = ["clickrefs.clickref", "clickref", "clickref2", "clickref3", "clickref4", "clickref5", "clickref6", "token"],
            Commission = ["commissionamount.amount", "commission", "commissionamount"],
            Sale = ["saleamount.amount", "transactionamount", "saleamount"],
            Currency = ["commissionamount.currency", "transactioncurrency", "currency"],
        },
        Of("rakuten") with { Id = ["transactionid", "etransactionid", "orderid"], Token = ["u1", "membersid", "memberid", "token"], HasUsDates = true },
        Of("shareasale") with { Id = ["transid", "transactionid"], HasUsDates = true },
        Of("clickbank") with
        {
            Id = ["receipt"],
            Part = ["transactiontype"],
            Token = ["trackingcodes", "tid", "token"],
            Status = ["transactiontype"],
            Commission = ["totalaccountamount", "commission", "amount"],
            Sale = ["totalorderamount", "sale"],
            Statuses = Words(("SALE", CommissionStatus.Approved), ("BILL", CommissionStatus.Approved)),
            Corrections = new HashSet<string> { "RFND", "CGBK" },
            Ignored = new HashSet<string> { "TEST_SALE", "TEST_RFND", "TEST_BILL", "CANCEL-REBILL", "UNCANCEL-REBILL", "ABANDONED_ORDER" },
            HasUsDates = true,
        },
        Of("ebay") with { Id = ["epntransactionid", "transactionid", "id"], Token = ["customid", "token"], HasUsDates = true },
        Of("partnerize") with { Id = ["conversionid", "id"], Token = ["pubref", "publisherreference", "token"] },
        Of("partnerstack") with { Id = ["key", "id"], Commission = ["amount"], Sale = ["transaction.amount"], IsMinor = true },
        Of("tradedoubler") with { Statuses = Words(("A", CommissionStatus.Approved), ("P", CommissionStatus.Pending), ("D", CommissionStatus.Reversed)) },
        Of("flexoffers") with
        {
            Statuses = Words(("BONUS", CommissionStatus.Approved), ("NON-COMMISSIONABLE", CommissionStatus.Reversed)),
            HasUsDates = true,
        },
        Of("everflow") with { Id = ["transactionid", "conversionid", "id"], Commission = ["payoutamount", "payout", "commission"] },
    }.ToDictionary(dialect => dialect.Network);

    /// <summary>The dialect of a network.</summary>
    /// <param name="network">Its key.</param>
    /// <param name="fields">The owner's names, by field: <c>id</c>, <c>token</c>, <c>status</c>, <c>commission</c>, <c>sale</c>, <c>currency</c>, <c>occurred_at</c>; they go before the network's own.</param>
    public static NetworkDialect Find(string network, IReadOnlyDictionary<string, string>? fields = null)
    {
        var dialect = Known.GetValueOrDefault(network) ?? Of(network);
        IReadOnlyList<string> With(string field, IReadOnlyList<string> names) => fields?.GetValueOrDefault(field) is { } name ? [name, .. names] : names;
        return fields is null or { Count: 0 } ? dialect : dialect with
        {
            Id = With("id", dialect.Id),
            Token = With("token", dialect.Token),
            Status = With("status", dialect.Status),
            Commission = With("commission", dialect.Commission),
            Sale = With("sale", dialect.Sale),
            Currency = With("currency", dialect.Currency),
            OccurredAt = With("occurred_at", dialect.OccurredAt),
        };
    }

    private static NetworkDialect Of(string network) => new() { Network = network };

    private static Dictionary<string, CommissionStatus> Words(params ReadOnlySpan<(string Word, CommissionStatus Status)> words)
    {
        var all = new Dictionary<string, CommissionStatus>(NetworkDialect.Usual);
        foreach (var (word, status) in words) all[word] = status;
        return all;
    }
}
