namespace PostPurchase.Templates;

/// <summary>One field that a partial declares; the partial reads it as <c>$name</c>.</summary>
/// <param name="Name">The name of the argument.</param>
/// <param name="Type">What an editor offers: text, richtext, number, bool, url, image, color, date or choice.</param>
/// <param name="Label">What people see; the name where the partial gives none.</param>
/// <param name="Default">The value where the include gives none; null where there is no default.</param>
/// <param name="Choices">The values of a choice; empty for other types.</param>
public sealed record PartialField(string Name, string Type, string Label, string? Default, IReadOnlyList<string> Choices)
{
    /// <summary>The default as a value of the field's type.</summary>
    internal Value DefaultValue => Type switch
    {
        _ when Default is null => default,
        "number" when decimal.TryParse(Default, System.Globalization.CultureInfo.InvariantCulture, out var number) => Whole(number),
        "bool" => Value.From(Default == "true"),
        _ => Value.From(Default),
    };

    private static Value Whole(decimal number) => number.Scale == 0 && Math.Abs(number) <= long.MaxValue ? Value.From((long)number) : Value.From(number);
}
