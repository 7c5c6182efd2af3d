using NodaTime;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Attribution;

/// <summary>Who gets the credit for a purchase in the store itself.</summary>
public enum AttributionModel
{
    /// <summary>The last human click before it.</summary>
    LastClick,

    /// <summary>The first human click within the window.</summary>
    FirstClick,

    /// <summary>All links that were clicked within the window, in equal parts.</summary>
    Linear,
}

/// <summary>A human click on an offer or content link: never on tracking, status or unsubscribe links.</summary>
/// <param name="At">When.</param>
/// <param name="Send">The mail.</param>
/// <param name="Slot">The link of it.</param>
public readonly record struct LinkClick(Instant At, SendId Send, int Slot);

/// <summary>A link's share of a purchase.</summary>
/// <param name="Click">The click that earned it.</param>
/// <param name="Share">0..1; the shares of a purchase add up to 1.</param>
/// <param name="Amount">Of the purchase's value; the amounts add up to it exactly.</param>
public readonly record struct Credit(LinkClick Click, double Share, Money Amount);

/// <summary>
/// Gives the store's own purchases to links by clicks before them. Pure. A conversion needs none of this: it belongs to the link whose token it carries.
/// </summary>
public static class ClickAttribution
{
    /// <summary>How long before a purchase a click may lie.</summary>
    public static readonly Duration UsualWindow = Duration.FromDays(5);

    /// <summary>The credits for one purchase, in the order of the clicks; none where nobody clicked within the window.</summary>
    /// <param name="purchasedAt">When it was ordered; a click of the same instant counts.</param>
    /// <param name="value">What it was worth.</param>
    /// <param name="clicks">The customer's clicks, in any order.</param>
    /// <param name="model">The model.</param>
    /// <param name="window">How long before it a click may lie, both ends included.</param>
    public static IReadOnlyList<Credit> Of(Instant purchasedAt, Money value, IEnumerable<LinkClick> clicks, AttributionModel model, Duration window)
    {
        var near = clicks.Where(click => click.At <= purchasedAt && purchasedAt - click.At <= window)
            .OrderBy(click => click.At).ThenBy(click => click.Send.Value).ThenBy(click => click.Slot).ToList();
        if (near.Count == 0) return [];
        if (model == AttributionModel.LastClick) return [new(near[^1], 1, value)];
        if (model == AttributionModel.FirstClick) return [new(near[0], 1, value)];
        // One link that was clicked three times is one link.
        var links = near.GroupBy(click => (click.Send, click.Slot)).Select(group => group.First()).ToList();
        return [.. links.Select((click, index) => new Credit(click, 1.0 / links.Count, Part(value, links.Count, index)))];
    }

    // The first ones get the cents that do not divide.
    private static Money Part(Money value, int count, int index) => value with { Minor = (value.Minor / count) + (index < Math.Abs(value.Minor % count) ? Math.Sign(value.Minor) : 0) };
}
