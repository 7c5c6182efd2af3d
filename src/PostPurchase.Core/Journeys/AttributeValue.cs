using System.Globalization;
using System.Text.Json;

namespace PostPurchase.Core.Journeys;

/// <summary>What an update sets an attribute to: a fixed value, or a text that is rendered.</summary>
public abstract record AttributeValue
{
    private AttributeValue() { }

    /// <summary>A value as JSON: <c>true</c>, <c>5</c>, <c>"gold"</c>.</summary>
    public sealed record Fixed(string Json) : AttributeValue;

    /// <summary>A template; its rendered text is the value.</summary>
    public sealed record Rendered(LocalizedText Text) : AttributeValue;

    /// <summary>Reads what a file says: a text with <c>{{</c> is rendered, a plain true, false or number is that, anything else is a text.</summary>
    public static AttributeValue Read(string text, bool isPlain)
    {
        if (text.Contains("{{", StringComparison.Ordinal)) return new Rendered(new LocalizedText(text));
        if (isPlain && text is "true" or "false") return new Fixed(text);
        if (isPlain && decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return new Fixed(number.ToString(CultureInfo.InvariantCulture));
        }

        return new Fixed(Quoted(text));
    }

    internal static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
