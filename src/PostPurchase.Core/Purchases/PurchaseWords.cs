namespace PostPurchase.Core.Purchases;

/// <summary>The canonical words of <see cref="PurchaseKind"/> and <see cref="PurchaseState"/>.</summary>
public static class PurchaseWords
{
    private static readonly string[] Kinds = ["order", "renewal", "replacement", "exchange", "pos", "marketplace", "test"];
    private static readonly string[] States = ["open", "cancelled", "voided", "refunded"];

    /// <summary>All kinds, in the order of the enum.</summary>
    public static IReadOnlyList<string> AllKinds => Kinds;

    /// <summary>All states, in the order of the enum.</summary>
    public static IReadOnlyList<string> AllStates => States;

    /// <summary>The word of a kind: <c>order</c>, <c>renewal</c> ...</summary>
    public static string Of(PurchaseKind kind) => Kinds[(int)kind];

    /// <summary>The word of a state: <c>open</c>, <c>cancelled</c> ...</summary>
    public static string Of(PurchaseState state) => States[(int)state];

    /// <summary>The kind of a word, exactly as written; false for any other.</summary>
    public static bool TryKind(string word, out PurchaseKind kind)
    {
        var index = Array.IndexOf(Kinds, word);
        kind = (PurchaseKind)Math.Max(0, index);
        return index >= 0;
    }

    /// <summary>The state of a word, exactly as written; false for any other.</summary>
    public static bool TryState(string word, out PurchaseState state)
    {
        var index = Array.IndexOf(States, word);
        state = (PurchaseState)Math.Max(0, index);
        return index >= 0;
    }
}
