namespace PostPurchase.Core.Journeys;

/// <summary>A condition or value of a journey file: an expression of the template language over the model. Equal where the text is equal.</summary>
/// <param name="Text">As written.</param>
public sealed record Condition(string Text)
{
    /// <summary>Whether it reads that field or one below it: <c>purchase.kind</c>.</summary>
    public bool Reads(string field)
    {
        for (var at = Text.IndexOf(field, StringComparison.Ordinal); at >= 0; at = Text.IndexOf(field, at + 1, StringComparison.Ordinal))
        {
            var end = at + field.Length;
            if ((at == 0 || !IsNamePart(Text[at - 1])) && (end == Text.Length || !IsNamePart(Text[end]))) return true;
        }

        return false;
    }

    private static bool IsNamePart(char character) => char.IsAsciiLetterOrDigit(character) || character is '_';

    /// <inheritdoc/>
    public override string ToString() => Text;
}
