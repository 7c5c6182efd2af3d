using PostPurchase.Core.Personalisation;
using PostPurchase.Templates;

namespace PostPurchase.Core.Journeys;

/// <summary>A condition or value of a journey file: an expression of the template language over the model. Equal where the text is equal.</summary>
/// <param name="text">As written.</param>
public sealed class Condition(string text) : IEquatable<Condition>
{
    private TemplateExpression? _compiled;
    private IReadOnlyList<int>? _roots;

    /// <summary>As written.</summary>
    public string Text { get; } = text;

    /// <summary>Compiled at first use and kept. Throws <see cref="TemplateException"/> where it cannot be parsed; checked files hold none such.</summary>
    internal TemplateExpression Compiled() => _compiled ??= Language.Engine.ParseExpression(Text, "condition");

    /// <summary>The roots of the model that it may read, as places in it; found at first use and kept.</summary>
    internal IReadOnlyList<int> Roots() => _roots ??= Model.RootsIn(Text);

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

    /// <inheritdoc/>
    public bool Equals(Condition? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Condition);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static bool IsNamePart(char character) => char.IsAsciiLetterOrDigit(character) || character is '_';
}
