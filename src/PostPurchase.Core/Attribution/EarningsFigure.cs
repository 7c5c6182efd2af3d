namespace PostPurchase.Core.Attribution;

/// <summary>A figure of a report on earnings, each of which opens into what it is made of.</summary>
public enum EarningsFigure
{
    /// <summary>Mails that left.</summary>
    Sends,

    /// <summary>Human clicks.</summary>
    Clicks,

    /// <summary>Conversions that count.</summary>
    Conversions,

    /// <summary>What customers paid merchants in them.</summary>
    Sale,

    /// <summary>Commission that is pending.</summary>
    Pending,

    /// <summary>Commission that is approved and not paid.</summary>
    Approved,

    /// <summary>Commission that was taken back.</summary>
    Reversed,

    /// <summary>Commission that was paid out.</summary>
    Paid,

    /// <summary>Pending, approved and paid commission.</summary>
    Commission,

    /// <summary>Orders in the store itself.</summary>
    Orders,

    /// <summary>What they were worth.</summary>
    Revenue,
}

/// <summary>What figures have in common.</summary>
public static class EarningsFigureExtensions
{
    /// <summary>Whether it is an amount, in minor units.</summary>
    public static bool IsMoney(this EarningsFigure figure) => figure is not (EarningsFigure.Sends or EarningsFigure.Clicks or EarningsFigure.Conversions or EarningsFigure.Orders);

    /// <summary>The figure of these.</summary>
    public static double Of(this EarningsFigure figure, EarningsFigures figures) => figure switch
    {
        EarningsFigure.Sends => figures.Sends,
        EarningsFigure.Clicks => figures.Clicks,
        EarningsFigure.Conversions => figures.Conversions,
        EarningsFigure.Sale => figures.Sale,
        EarningsFigure.Pending => figures.Pending,
        EarningsFigure.Approved => figures.Approved,
        EarningsFigure.Reversed => figures.Reversed,
        EarningsFigure.Paid => figures.Paid,
        EarningsFigure.Commission => figures.Commission,
        EarningsFigure.Orders => figures.Orders,
        _ => figures.Revenue,
    };
}
