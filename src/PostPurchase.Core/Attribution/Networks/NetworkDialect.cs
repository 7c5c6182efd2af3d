namespace PostPurchase.Core.Attribution.Networks;

/// <summary>
/// How a network names things in its postbacks, reports and API: the first name that has a value is taken. Postbacks whose macros the owner writes
/// may use any of them; other names are told by the setting <c>Networks:NAME:Fields</c>.
/// </summary>
public sealed record NetworkDialect
{
    /// <summary>Key of the network.</summary>
    public required string Network { get; init; }

    /// <summary>Names of the conversion's id.</summary>
    public IReadOnlyList<string> Id { get; init; } = ["actionid", "transactionid", "conversionid", "commissionid", "transid", "receipt", "id", "key"];

    /// <summary>What names a row where the network gives no id, a list of names each: the day, the product, then what else tells rows apart. Empty for none.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Natural { get; init; } = [];

    /// <summary>What else tells rows apart that take back; a later word about a sale is about the same sale.</summary>
    public IReadOnlyList<IReadOnlyList<string>> NaturalOfReturns { get; init; } = [];

    /// <summary>How many of the first of <see cref="Natural"/> a row must say: without them rows of different sales would share a name.</summary>
    public int NaturalAtLeast { get; init; } = 2;

    /// <summary>Names of ids that name a row of themselves, so that <see cref="Natural"/> does not.</summary>
    public IReadOnlyList<string> NaturalUnless { get; init; } = [];

    /// <summary>Names of the merchant's id there, where ids of orders are unique within one merchant only.</summary>
    public IReadOnlyList<string> Within { get; init; } = [];

    /// <summary>Whether the ids are unique within one account only: whoever reports numbers its own sales.</summary>
    public bool HasIdsOfAccount { get; init; }

    /// <summary>The account whose ids they are; null where the network's ids are unique, or nobody says which account it is.</summary>
    public string? Account { get; init; }

    /// <summary>What a row that says no status is.</summary>
    public CommissionStatus WithoutStatus { get; init; } = CommissionStatus.Pending;

    /// <summary>Names of the part's id, where corrections are records of their own.</summary>
    public IReadOnlyList<string> Part { get; init; } = [];

    /// <summary>Names of the sub-id.</summary>
    public IReadOnlyList<string> Token { get; init; } =
    [
        "token", "subid1", "subid", "sub1", "sid", "sid1", "shopperid", "clickref", "clickrefs.clickref", "u1", "afftrack", "tid", "ascsubtag", "customid",
        "xcust", "customdata", "fobs", "pubref", "publisherreference", "epi", "epi1", "subid2", "subid3", "sharedid",
    ];

    /// <summary>Names of the status.</summary>
    public IReadOnlyList<string> Status { get; init; } = ["commissionstatus", "actionstatus", "status", "state", "transactionstatus", "transactiontype"];

    /// <summary>Names of what we earn.</summary>
    public IReadOnlyList<string> Commission { get; init; } = ["commission", "payout", "payoutamount", "commissionamount", "publishercommission", "earnings"];

    /// <summary>Names of what is added to what we earn, where only the change is told.</summary>
    public IReadOnlyList<string> CommissionDelta { get; init; } = ["deltapayout", "deltacommission"];

    /// <summary>Names of what the customer paid.</summary>
    public IReadOnlyList<string> Sale { get; init; } = ["saleamount", "sale", "amount", "orderamount", "ordervalue", "totalamount", "transactionamount"];

    /// <summary>Names of what is added to what the customer paid.</summary>
    public IReadOnlyList<string> SaleDelta { get; init; } = ["deltaamount", "deltasale"];

    /// <summary>Names of the currency.</summary>
    public IReadOnlyList<string> Currency { get; init; } = ["currency", "currencycode", "commissioncurrency", "transactioncurrency"];

    /// <summary>Names of when it happened.</summary>
    public IReadOnlyList<string> OccurredAt { get; init; } = ["eventdate", "transactiondate", "conversiondate", "saledate", "orderdate", "occurredat", "createdat", "creationdate", "date"];

    /// <summary>Names of when our link was clicked.</summary>
    public IReadOnlyList<string> ClickedAt { get; init; } = ["clickdate", "clicktime", "clickedat", "referringdate"];

    /// <summary>Names of when the amount becomes final.</summary>
    public IReadOnlyList<string> LocksAt { get; init; } = ["lockingdate", "lockdate"];

    /// <summary>Names of when this was so.</summary>
    public IReadOnlyList<string> AsOf { get; init; } = ["asof", "updatedat", "updatedate", "modifieddate", "modificationdate", "lastupdated"];

    /// <summary>Names of the merchant.</summary>
    public IReadOnlyList<string> Merchant { get; init; } = ["campaignname", "advertisername", "merchantname", "programname", "group.name", "merchant", "advertiser"];

    /// <summary>Names of the order number.</summary>
    public IReadOnlyList<string> Order { get; init; } = ["oid", "orderid", "ordernumber", "orderref", "order"];

    /// <summary>Names of the reason.</summary>
    public IReadOnlyList<string> Reason { get; init; } = ["reversalreason", "declinereason", "correctionreason", "amendreason", "reason"];

    /// <summary>Names that, set to true or to any date, say that it was paid to us, whatever the status says.</summary>
    public IReadOnlyList<string> Paid { get; init; } = ["paidtopublisher", "paidat", "paiddate"];

    /// <summary>Names that, set to true or to any date, say that the merchant agreed to what is pending.</summary>
    public IReadOnlyList<string> Agreed { get; init; } = [];

    /// <summary>Names that, set to true or to any date, say that it was taken back, whatever the status says.</summary>
    public IReadOnlyList<string> Voided { get; init; } = [];

    /// <summary>The network's words, upper case, and what they mean.</summary>
    public IReadOnlyDictionary<string, CommissionStatus> Statuses { get; init; } = Usual;

    /// <summary>Words that say only that a record was settled: what is left of it tells whether it was taken back.</summary>
    public IReadOnlySet<string> Settled { get; init; } = new HashSet<string>();

    /// <summary>Words of records that take back what another record gave, whatever the sign of their amount.</summary>
    public IReadOnlySet<string> Corrections { get; init; } = new HashSet<string>();

    /// <summary>Words of records that say nothing of money.</summary>
    public IReadOnlySet<string> Ignored { get; init; } = new HashSet<string>();

    /// <summary>Words of a notice's <c>event</c> whose data is no commission.</summary>
    public IReadOnlySet<string> IgnoredEvents { get; init; } = new HashSet<string>();

    /// <summary>Whether amounts are in minor units.</summary>
    public bool IsMinor { get; init; }

    /// <summary>Whether dates may be written month first: <c>01/31/2026</c>.</summary>
    public bool HasUsDates { get; init; }

    internal static IReadOnlyDictionary<string, CommissionStatus> Usual { get; } = new Dictionary<string, CommissionStatus>
    {
        ["PENDING"] = CommissionStatus.Pending,
        ["NEW"] = CommissionStatus.Pending,
        ["OPEN"] = CommissionStatus.Pending,
        ["EXTENDED"] = CommissionStatus.Pending,
        ["APPROVED"] = CommissionStatus.Approved,
        ["LOCKED"] = CommissionStatus.Approved,
        ["CONFIRMED"] = CommissionStatus.Approved,
        ["CLEARED"] = CommissionStatus.Approved,
        ["PAID"] = CommissionStatus.Paid,
        ["REVERSED"] = CommissionStatus.Reversed,
        ["DECLINED"] = CommissionStatus.Reversed,
        ["DELETED"] = CommissionStatus.Reversed,
        ["REJECTED"] = CommissionStatus.Reversed,
        ["CANCELED"] = CommissionStatus.Reversed,
        ["CANCELLED"] = CommissionStatus.Reversed,
        ["VOIDED"] = CommissionStatus.Reversed,
        ["VOID"] = CommissionStatus.Reversed,
        ["REFUNDED"] = CommissionStatus.Reversed,
        ["REFUND"] = CommissionStatus.Reversed,
        ["CHARGEBACK"] = CommissionStatus.Reversed,
        ["CHARGED_BACK"] = CommissionStatus.Reversed,
    };
}
