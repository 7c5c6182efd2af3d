namespace PostPurchase.Engine.Storage;

/// <summary>What a send keeps beside its columns.</summary>
/// <param name="V">Variant by experiment.</param>
/// <param name="S">Slot.</param>
/// <param name="T">Subject of a notice; null otherwise.</param>
/// <param name="B">Text of a notice or body of a webhook; null otherwise.</param>
internal sealed record SendDocument(IReadOnlyDictionary<string, string>? V, string? S, string? T, string? B)
{
    public bool IsEmpty => V is null && S is null && T is null && B is null;
}
