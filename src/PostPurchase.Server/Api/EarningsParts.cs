using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Api;

/// <summary>Which figure of a report on earnings is opened: the report's own words, the key of a row and the name of the figure.</summary>
internal sealed record EarningsRowsQuery
{
    /// <summary>As of the report.</summary>
    [FromQuery(Name = "by")]
    public string? By { get; init; }

    /// <summary>Key of a row of it.</summary>
    [FromQuery(Name = "key")]
    public string? Key { get; init; }

    /// <summary>sends, clicks, conversions, sale, pending, approved, reversed, paid, commission, orders or revenue.</summary>
    [FromQuery(Name = "figure")]
    public string? Figure { get; init; }

    /// <summary>As of the report.</summary>
    [FromQuery(Name = "model")]
    public string? Model { get; init; }

    /// <summary>As of the report.</summary>
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    /// <summary>As of the report.</summary>
    [FromQuery(Name = "to")]
    public string? To { get; init; }

    /// <summary>As of the report.</summary>
    [FromQuery(Name = "window_days")]
    public double? WindowDays { get; init; }

    /// <summary>As of the report.</summary>
    [FromQuery(Name = "store")]
    public string? Store { get; init; }

    /// <summary>Cursor of the page before.</summary>
    [FromQuery(Name = "after")]
    public string? After { get; init; }
}

/// <summary>One mail, click, order or conversion behind a figure of a report on earnings. What all of them bring adds up to it.</summary>
/// <param name="At">When it happened.</param>
/// <param name="CustomerId">Whose it was.</param>
/// <param name="Customer">Their address, or what their store calls them; empty where neither is known.</param>
/// <param name="Delivery">Id of the mail that it is given to.</param>
/// <param name="Slot">The link of the mail, from 1; null where it is of none.</param>
/// <param name="Purchase">Id of the order, where it is one.</param>
/// <param name="Conversion">Id of the conversion, where it is one.</param>
/// <param name="Brings">What it brings to the figure: money as decimal text in the report's currency, else how many, as 1 or 0.5.</param>
internal sealed record EarningsPartRow(string At, string CustomerId, string Customer, string Delivery, int? Slot, string? Purchase, string? Conversion, string Brings)
{
    public static EarningsPartRow Of(Session session, EarningsFact fact, EarningsFigure figure, Currency currency)
    {
        var source = fact.Source ?? throw new InvalidOperationException("a fact that is listed has a source");
        var (customer, value) = (CustomerStore.Find(session, source.Owner.Value), figure.Of(fact.Figures));
        return new(
            Form.At(source.At), Form.Id((customer?.Owner ?? source.Owner).Value), customer?.Address ?? customer?.ExternalId ?? "", Form.Id(source.Send.Value), fact.Slot,
            source.Purchase is { } purchase ? Form.Id(purchase) : null, source.Conversion is { } conversion ? Form.Id(conversion) : null,
            figure.IsMoney() ? Form.Amount((long)value, currency) : value.ToString("0.####", CultureInfo.InvariantCulture));
    }
}
