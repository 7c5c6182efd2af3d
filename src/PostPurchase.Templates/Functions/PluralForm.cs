namespace PostPurchase.Templates.Functions;

/// <summary>The plural categories of CLDR.</summary>
internal enum PluralForm
{
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}
