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
            Settled = new HashSet<string> { "CLOSED", "CORRECTED" },
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

        // The report of orders has a row for each product of an order, and another one for each return; its transaction type says how it was sent.
        Of("rakuten") with
        {
            Id = ["transactionid", "etransactionid", "orderid"],
            Part = [NaturalKeys.Field],
            Natural = [["orderid"], ["skunumber", "sku"]],
            NaturalOfReturns = [["processdate"], ["processtime"]],
            NaturalAtLeast = 1,
            NaturalUnless = ["transactionid", "etransactionid"],
            Within = ["mid", "advertiserid", "merchantid"],
            Token = ["u1", "memberidu1", "membersid", "memberid", "token"],
            Status = ["commissionstatus", "status", "state", "transactionstatus"],
            Commission = ["totalcommission", "totalcommissions", "commissions", "commissionamount", "commission"],
            Sale = ["saleamount", "sales", "sale"],
            HasUsDates = true,
        },
        Of("shareasale") with { Id = ["transid", "transactionid"], Sale = ["transamount", "saleamount", "amount"], Agreed = ["locked"], Voided = ["voided"], OccurredAt = ["transdate", "transactiondate", "date"], HasUsDates = true },
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
        Of("ebay") with
        {
            Id = ["epntransactionid", "transactionid", "id"],
            Token = ["customid", "token"],
            Commission = ["earningsamount.value", "earnings", "commission", "payout"],
            Sale = ["saleamount.value", "saleamount", "sales", "sale"],
            Currency = ["earningsamount.currency", "currency"],
            Reason = ["cancelreason", "reason"],
            HasUsDates = true,
        },

        // `commission` includes what others get of it; ours is `publisher_commission`.
        Of("partnerize") with
        {
            Id = ["conversionid", "conversiondata.conversionid", "id"],
            Token = ["pubref", "publisherreference", "conversiondata.publisherreference", "token"],
            Status = ["conversionstatus", "conversiondata.conversionvalue.conversionstatus", "status"],
            Commission = ["publishercommission", "conversiondata.conversionvalue.publishercommission", "commission"],
            Sale = ["value", "conversiondata.conversionvalue.value", "saleamount", "sale"],
            Currency = ["currency", "conversiondata.currency"],
            OccurredAt = ["conversiondatetime", "conversiontime", "conversiondata.conversiontime", "conversiondate", "date"],
            ClickedAt = ["clickdatetime", "clickdate"],
            Merchant = ["campaigntitle", "conversiondata.campaigntitle", "advertisername", "merchant"],
            Order = ["conversionreference", "conversiondata.conversionreference", "orderid"],
            Reason = ["rejectreason", "reason"],
        },

        // Its `amount` is what we earn.
        Of("skimlinks") with
        {
            Id = ["commissionid", "transactionid", "id"],
            Commission = ["amount", "publishercommissionamount", "publisheramount", "commission"],
            Sale = ["ordervalue", "orderamount", "saleamount", "sale"],
        },
        Of("webgains") with { Sale = ["value", "salevalue", "ordervalue", "saleamount", "sale"], Reason = ["changereason", "reason"] },
        Of("admitad") with
        {
            Id = ["actionid", "admitadid", "id"],
            Commission = ["payment", "paymentsum", "commission"],
            Sale = ["cart", "ordersum", "saleamount", "sale"],
            OccurredAt = ["actiondate", "time", "date"],
            Merchant = ["advcampaignname", "merchant"],
            Reason = ["comment", "reason"],
            Paid = ["paymentstatus"],
        },

        // Its notices tell of tests and of what people did, too; what is earned is a reward (docs.partnerstack.com/docs/postbacks).
        Of("partnerstack") with { Id = ["key", "id"], Commission = ["amount"], Sale = ["transaction.amount"], IsMinor = true, IgnoredEvents = new HashSet<string> { "test", "action_created" } },
        Of("tradedoubler") with
        {
            OccurredAt = ["timeoftransaction", "timeofevent", "transactiondate", "date"],
            AsOf = ["timeoflastmodified"],
            Merchant = ["program", "programname", "merchant"],
            Order = ["ordernr", "ordernumber", "orderid"],
            Reason = ["statusreason", "reason"],
            Paid = ["paid", "paiddate"],
            Statuses = Words(("A", CommissionStatus.Approved), ("P", CommissionStatus.Pending), ("D", CommissionStatus.Reversed)),
        },
        Of("flexoffers") with
        {
            Id = ["saleid", "transactionid", "id"],
            Reason = ["adjustmenttype", "reason"],
            Statuses = Words(("BONUS", CommissionStatus.Approved), ("NON-COMMISSIONABLE", CommissionStatus.Reversed)),
            HasUsDates = true,
        },

        // Reports are downloads without an id: a row is what was shipped of a product on a day, by tracking id and price. What is shipped has earned; a return is a row of its own.
        Of("amazon") with
        {
            Id = ["transactionid", NaturalKeys.Field],
            Natural = [["dateshipped", "dateordered", "orderdate", "date"], ["asin"], ["trackingid", "tag"], ["price"], ["itemsshipped", "itemsordered", "quantity", "qty"]],
            Commission = ["adfees", "advertisingfees", "commissionincome", "earnings"],
            Sale = ["revenue", "itemrevenue"],
            OccurredAt = ["dateshipped", "dateordered", "orderdate", "date"],
            Merchant = ["seller"],
            Order = [],
            WithoutStatus = CommissionStatus.Approved,
            HasUsDates = true,
        },
        Of("everflow") with { HasIdsOfAccount = true, Id = ["transactionid", "conversionid", "id"], Commission = ["payoutamount", "payout", "commission"], Currency = ["currencyid", "currency"], OccurredAt = ["conversionunixtimestamp", "conversiondate", "date"], ClickedAt = ["clickunixtimestamp"] },

        // Our links to merchants of no network carry the token as utm_content; many send back just the parameters that they were called with.
        Of("direct") with { HasIdsOfAccount = true, Token = [.. Of("direct").Token, "utmcontent"] },
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
