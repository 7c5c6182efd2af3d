using Microsoft.AspNetCore.Mvc;
using NodaTime.Text;
using PostPurchase.Core.Attribution;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Running;

namespace PostPurchase.Server.Api;

/// <summary>Which conversions are listed; what is not said is not asked for.</summary>
internal sealed record ConversionQuery
{
    private const string ExpectedStatuses = "expected pending, approved, reversed, paid or other, several with commas between them";

    /// <summary>unmatched or held: those that need a person.</summary>
    [FromQuery(Name = "only")]
    public string? Only { get; init; }

    /// <summary>Its network.</summary>
    [FromQuery(Name = "network")]
    public string? Network { get; init; }

    /// <summary>How far it is, such as pending; several with commas between them.</summary>
    [FromQuery(Name = "status")]
    public string? Status { get; init; }

    /// <summary>Key of the journey of its mail.</summary>
    [FromQuery(Name = "journey")]
    public string? Journey { get; init; }

    /// <summary>The step of its mail.</summary>
    [FromQuery(Name = "step")]
    public string? Step { get; init; }

    /// <summary>Its offer; "no offer" for sales of none, as the report on earnings calls them.</summary>
    [FromQuery(Name = "offer")]
    public string? Offer { get; init; }

    /// <summary>The program of its offer; "no program" for sales of none.</summary>
    [FromQuery(Name = "program")]
    public string? Program { get; init; }

    /// <summary>Month of the sale, such as 2026-01, in the zone of its store.</summary>
    [FromQuery(Name = "month")]
    public string? Month { get; init; }

    /// <summary>Key of its store.</summary>
    [FromQuery(Name = "store")]
    public string? Store { get; init; }

    /// <summary>Cursor of the page before.</summary>
    [FromQuery(Name = "before")]
    public string? Before { get; init; }

    /// <summary>First day of the sale, such as 2026-01-31, in the zone of its store.</summary>
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    /// <summary>Last day.</summary>
    [FromQuery(Name = "to")]
    public string? To { get; init; }

    /// <summary>With commission in a status, such as pending: parts of one sale may differ. Several with commas between them.</summary>
    [FromQuery(Name = "booked")]
    public string? Booked { get; init; }

    /// <summary>First day on which its mail left, in the zone of its store.</summary>
    [FromQuery(Name = "left_from")]
    public string? LeftFrom { get; init; }

    /// <summary>Last day.</summary>
    [FromQuery(Name = "left_to")]
    public string? LeftTo { get; init; }

    /// <summary>The filter that it stands for; null where a word of it is wrong.</summary>
    /// <param name="stores">The stores that there are.</param>
    /// <param name="refusal">What to answer then.</param>
    public ConversionFilter? FilterOf(StoreDirectory stores, out IResult? refusal)
    {
        var only = ConversionsOnly.All;
        long before = 0;
        refusal = null;
        if (!string.IsNullOrEmpty(Only) && !(Enum.TryParse(Only, ignoreCase: true, out only) && Enum.IsDefined(only))) refusal = Answer.Error(400, "expected unmatched or held", "only");
        else if (StatusesOf(Status) is not { } statuses) refusal = Answer.Error(400, ExpectedStatuses, "status");
        else if (StatusesOf(Booked) is not { } booked) refusal = Answer.Error(400, ExpectedStatuses, "booked");
        else if (!string.IsNullOrEmpty(Before) && !Form.TryId(Before, out before)) refusal = Answer.Error(400, Cursors.Expected, "before");
        else if (!string.IsNullOrEmpty(Store) && !stores.Stores.ContainsKey(Store)) refusal = Answer.Error(400, ReportEndpoints.NoStore(stores, Store), "store");
        else if (!ReportEndpoints.TryDays(LeftFrom, LeftTo, out var left)) refusal = Answer.Error(400, ReportEndpoints.ExpectedDays, "left_from");
        else if (Ends() is not { } ends) refusal = Answer.Error(400, "expected a month such as 2026-01, from 1970 to 2200, and no days beside it", "month");
        else if (!ReportEndpoints.TryDays(ends.From, ends.To, out var days)) refusal = Answer.Error(400, ReportEndpoints.ExpectedDays, "from");
        else
        {
            return new(only, Said(Network), before == 0 ? null : before)
            {
                Statuses = statuses, Booked = booked, Journey = Said(Journey), Step = Said(Step), Offer = Said(Offer), Program = Said(Program), Store = Said(Store), Days = days, Left = left,
            };
        }

        return null;
    }

    private static List<CommissionStatus>? StatusesOf(string? words)
    {
        var statuses = new List<CommissionStatus>();
        foreach (var word in (words ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var status = CommissionStatuses.Parse(word);
            if (status == CommissionStatus.Other && word != "other") return null;
            statuses.Add(status);
        }

        return statuses;
    }

    // A month is its days.
    private (string? From, string? To)? Ends()
    {
        if (string.IsNullOrEmpty(Month)) return (From, To);
        if (!string.IsNullOrEmpty(From) || !string.IsNullOrEmpty(To) || YearMonthPattern.Iso.Parse(Month) is not { Success: true, Value: { Year: >= 1970 and <= 2200 } month }) return null;
        var first = month.OnDayOfMonth(1);
        return (LocalDatePattern.Iso.Format(first), LocalDatePattern.Iso.Format(first.PlusMonths(1).PlusDays(-1)));
    }

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
