namespace PostPurchase.Engine.Storage;

/// <summary>What a send keeps beside its columns.</summary>
/// <param name="V">Variant by experiment.</param>
/// <param name="S">Slot.</param>
/// <param name="T">Subject: of a notice from the start, of a mail once it is handed over; null otherwise.</param>
/// <param name="B">Text of a notice or body of a webhook; null otherwise.</param>
internal sealed record SendDocument(IReadOnlyDictionary<string, string>? V, string? S, string? T, string? B)
{
    /// <summary>The offers that it shows, and why the others are not in it; null for a mail without offers.</summary>
    public SendPicks? O { get; init; }

    public bool IsEmpty => V is null && S is null && T is null && B is null && O is null;

    public static SendDocument Of(StoredSend send) =>
        new(send.Variants.Count == 0 ? null : send.Variants, send.Slot is { } slot ? SlotText.Write(slot) : null, send.Subject, send.Text) { O = send.Picks };
}

/// <summary>What the picker did for one mail.</summary>
/// <param name="Shown">The offers that the mail shows, best first, with why they rank there.</param>
/// <param name="Left">The others with why not, the nearest first; at most <see cref="MostLeft"/>.</param>
/// <param name="LeftCount">How many were left in all.</param>
public sealed record SendPicks(IReadOnlyList<PickNote> Shown, IReadOnlyList<PickNote> Left, int LeftCount)
{
    /// <summary>Reasons that are kept: a catalogue of thousands leaves thousands.</summary>
    public const int MostLeft = 25;
}

/// <summary>An offer and why it was picked, or not.</summary>
public sealed record PickNote(string Id, string Reason);
