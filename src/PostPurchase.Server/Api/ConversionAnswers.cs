using System.Text.Json.Serialization;

namespace PostPurchase.Server.Api;

/// <summary>Conversions and earnings: every member is there, null where there is nothing.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ConversionPage))]
[JsonSerializable(typeof(ConversionDetail))]
[JsonSerializable(typeof(MatchRequest))]
[JsonSerializable(typeof(EarningsAnswer))]
[JsonSerializable(typeof(Items<EarningsPartRow>))]
[JsonSerializable(typeof(LinkHealthAnswer))]
[JsonSerializable(typeof(NetworkTotals))]
internal sealed partial class EarningsJson : JsonSerializerContext;

/// <param name="List">Newest first.</param>
/// <param name="Next">Where the next page starts, or null.</param>
/// <param name="NeedsYou">How many wait for a person.</param>
internal sealed record ConversionPage([property: JsonPropertyName("items")] IReadOnlyList<ConversionRow> List, string? Next, NeedsYou NeedsYou);

/// <param name="Unmatched">Conversions that match no link.</param>
/// <param name="Held">Conversions with an amount over the cap.</param>
internal sealed record NeedsYou(int Unmatched, int Held);

/// <summary>One conversion.</summary>
internal sealed record ConversionRow
{
    public required string Id { get; init; }
    public required string Network { get; init; }

    /// <summary>The network's id of it.</summary>
    public required string NetworkId { get; init; }

    /// <summary>pending, approved, reversed, paid or other; null while all of it is set aside.</summary>
    public required string? Status { get; init; }

    /// <summary>token, person or none.</summary>
    public required string Match { get; init; }

    public required string? Merchant { get; init; }
    public required string? Order { get; init; }
    public required string OccurredAt { get; init; }

    /// <summary>When it becomes final, by the network.</summary>
    public required string? LocksAt { get; init; }

    /// <summary>What counts of the commission, a currency each.</summary>
    public required IReadOnlyList<MoneyAnswer> Commission { get; init; }

    /// <summary>What was taken back of it.</summary>
    public required IReadOnlyList<MoneyAnswer> Reversed { get; init; }

    /// <summary>What each status holds of the commission, one amount a status and currency: parts of one sale may differ.</summary>
    public required IReadOnlyList<BookedAnswer> Booked { get; init; }

    /// <summary>Why the commission is below zero; null where it is not.</summary>
    public required string? WhyNegative { get; init; }

    /// <summary>Why an amount is in no sum, or the newest word changed nothing, because nobody knows the network's word for its status; null where neither is so.</summary>
    public required string? WhyOther { get; init; }

    /// <summary>Why it is in no report, because its mail is about a test order; null where it is not.</summary>
    public required string? WhyTest { get; init; }

    /// <summary>What the customer paid, as far as it counts.</summary>
    public required IReadOnlyList<MoneyAnswer> Sale { get; init; }

    /// <summary>The commission in the currency of its store, in a list of all stores in that of the default one; null where there is no rate.</summary>
    public required MoneyAnswer? Value { get; init; }

    /// <summary>The sub-id that came back.</summary>
    public required string? Token { get; init; }

    public required string? Journey { get; init; }
    public required string? Step { get; init; }
    public required string? Offer { get; init; }
    public required string? Program { get; init; }

    /// <summary>Variants that the mail had, by experiment.</summary>
    public required IReadOnlyDictionary<string, string> Variants { get; init; }

    /// <summary>Id of the mail.</summary>
    public required string? Delivery { get; init; }

    /// <summary>Its link, from 1.</summary>
    public required int? Slot { get; init; }

    /// <summary>Why something of it is set aside, or null.</summary>
    public required string? Held { get; init; }
}

/// <param name="Status">pending, approved, reversed, paid or other.</param>
/// <param name="Amount">In the network's currency.</param>
/// <param name="Value">In the currency of <see cref="ConversionRow.Value"/>; null where there is no rate.</param>
internal sealed record BookedAnswer(string Status, MoneyAnswer Amount, MoneyAnswer? Value);

/// <summary>One conversion with the whole chain behind it: the entries, what the network said, the click, the mail, the offer.</summary>
internal sealed record ConversionDetail
{
    /// <summary>The conversion.</summary>
    public required ConversionRow Conversion { get; init; }

    /// <summary>The ledger, oldest first.</summary>
    public required IReadOnlyList<EntryAnswer> Entries { get; init; }

    /// <summary>What the network said, in the order of arrival.</summary>
    public required IReadOnlyList<ReportAnswer> Reports { get; init; }

    /// <summary>Human clicks on that link of that mail.</summary>
    public required IReadOnlyList<string> Clicks { get; init; }

    /// <summary>When the network saw the click.</summary>
    public required string? ClickedAt { get; init; }

    /// <summary>The mail, or null.</summary>
    public required DeliveryRow? Mail { get; init; }

    /// <summary>Where the link led.</summary>
    public required string? Target { get; init; }

    /// <summary>Name of the offer, or null.</summary>
    public required string? OfferName { get; init; }

    /// <summary>Why the mail showed that offer, as it was noted when the mail was made; null where nothing was.</summary>
    public required string? OfferReason { get; init; }

    /// <summary>Why the network corrected or reversed it, in its words.</summary>
    public required string? Reason { get; init; }

    /// <summary>Id of the purchase that it became, or null.</summary>
    public required string? Purchase { get; init; }

    /// <summary>Mails whose offers were clicked by people around the time of the sale: what an unmatched one may belong to. Only a person decides.</summary>
    public required IReadOnlyList<MatchCandidate> Candidates { get; init; }
}

/// <param name="Kind">commission or sale.</param>
/// <param name="Status">The status that gained or lost it.</param>
/// <param name="Amount">In the network's currency, with its sign.</param>
/// <param name="At">When it was entered.</param>
/// <param name="Report">The report that caused it.</param>
internal sealed record EntryAnswer(string Kind, string Status, MoneyAnswer Amount, string At, string Report);

/// <param name="Id">Its number.</param>
/// <param name="Way">postback, import, pull or event.</param>
/// <param name="ReceivedAt">When it came first.</param>
/// <param name="AsOf">When it was so, or null.</param>
/// <param name="Status">As we read it.</param>
/// <param name="StatusWord">The network's word.</param>
/// <param name="Commission">What it said.</param>
/// <param name="Sale">What it said.</param>
/// <param name="IsDelta">Whether it adds to what was said before.</param>
/// <param name="Held">Why it does not count, or null.</param>
internal sealed record ReportAnswer(string Id, string Way, string ReceivedAt, string? AsOf, string Status, string? StatusWord, MoneyAnswer? Commission, MoneyAnswer? Sale, bool IsDelta, string? Held);

/// <param name="Delivery">The mail.</param>
/// <param name="Slot">Its link.</param>
/// <param name="Offer">Id of the offer.</param>
/// <param name="ClickedAt">When a person clicked it.</param>
/// <param name="Customer">Whose mail it is.</param>
internal sealed record MatchCandidate(string Delivery, int Slot, string? Offer, string ClickedAt, string Customer);

/// <param name="Delivery">Id of the mail.</param>
/// <param name="Slot">Its link, from 1; null where only the mail is known.</param>
internal sealed record MatchRequest(string Delivery, int? Slot);

/// <param name="By">journey, step, variant, slot, link, offer or program.</param>
/// <param name="Model">last_click, first_click or linear: how the store's own orders are given to links.</param>
/// <param name="WindowDays">How long before an order a click may lie.</param>
/// <param name="From">Mails that left from this day on.</param>
/// <param name="To">And before this one.</param>
/// <param name="Currency">Of all figures.</param>
/// <param name="Rows">Those with the most commission first.</param>
/// <param name="Unmatched">Conversions of that time that match no link.</param>
/// <param name="UnmatchedCommission">What they earned.</param>
/// <param name="WithoutRate">Commission in currencies that have no rate: in no figure.</param>
internal sealed record EarningsAnswer(
    string By, string Model, double WindowDays, string From, string To, string Currency, IReadOnlyList<EarningsRowAnswer> Rows, int Unmatched,
    IReadOnlyList<MoneyAnswer> UnmatchedCommission, IReadOnlyList<MoneyAnswer> WithoutRate);

/// <summary>A row; money is decimal text in the answer's currency.</summary>
internal sealed record EarningsRowAnswer(
    string Key, long Sends, long Clicks, long Conversions, string Sale, string Pending, string Approved, string Reversed, string Paid, string Commission, string? Epc,
    string? PerThousandSends, double Orders, string Revenue);

/// <param name="List">Broken ones first.</param>
internal sealed record LinkHealthAnswer([property: JsonPropertyName("items")] IReadOnlyList<LinkHealthRow> List);

/// <param name="Offer">Id of the offer.</param>
/// <param name="Url">Its link, with <c>{token}</c> where the sub-id goes.</param>
/// <param name="Problem">gone, host_changed, sub_id_stripped or unreachable; null while it is fine.</param>
/// <param name="Detail">For people.</param>
/// <param name="FailingSince">When it was first found broken, or null.</param>
/// <param name="CheckedAt">When it was looked at last.</param>
internal sealed record LinkHealthRow(string Offer, string Url, string? Problem, string? Detail, string? FailingSince, string CheckedAt);

/// <param name="List">By network, then currency.</param>
internal sealed record NetworkTotals([property: JsonPropertyName("items")] IReadOnlyList<NetworkTotal> List);

/// <summary>What one network said in one of its currencies. Amounts are decimal text in that currency.</summary>
/// <param name="Network">Its name.</param>
/// <param name="Currency">Its own, not the store's; null, with all amounts, while nothing that it said counts.</param>
/// <param name="Conversions">All that it told of, in whatever currency.</param>
/// <param name="Unmatched">Those of them that match no link.</param>
/// <param name="Held">Those of them with an amount that is set aside.</param>
/// <param name="Pending">Commission that may still be taken back.</param>
/// <param name="Approved">That it owes.</param>
/// <param name="Reversed">That it took back.</param>
/// <param name="Paid">That it paid.</param>
internal sealed record NetworkTotal(string Network, string? Currency, long Conversions, long Unmatched, long Held, string? Pending, string? Approved, string? Reversed, string? Paid);
