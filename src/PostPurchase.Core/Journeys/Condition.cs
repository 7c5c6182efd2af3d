namespace PostPurchase.Core.Journeys;

/// <summary>A condition or value of a journey file: an expression of the template language over the model. Equal where the text is equal.</summary>
/// <param name="Text">As written.</param>
public sealed record Condition(string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
