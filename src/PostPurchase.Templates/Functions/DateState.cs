namespace PostPurchase.Templates.Functions;

/// <summary>The date format of one render, which a template changes by <c>date.format = "%F"</c>.</summary>
internal sealed class DateState
{
    /// <summary>The strftime pattern.</summary>
    public string Format { get; set; } = DateFormat.Default;
}
