namespace PostPurchase.Engine.Storage;

/// <summary>
/// Why an address gets less, and which reason is kept where there are two for one scope. From weak to strong: the customer's own wish (theirs to take back), what
/// somebody of the shop set (the shop's to lift), what a mailbox or a report said (nobody's to lift). Pure.
/// </summary>
internal static class SuppressionReason
{
    /// <summary>The reason of what a customer refused by a link or on the page of preferences.</summary>
    public const string Unsubscribed = "unsubscribed";

    private const string Hand = "by hand";
    private const string AndUnsubscribed = "; unsubscribed too";

    /// <summary>The reason of what somebody of the shop set.</summary>
    public static string ByHand(string actor) => $"{Hand}: {actor}";

    /// <summary>Whether somebody of the shop set it, so that somebody of the shop may lift it.</summary>
    public static bool IsByHand(string reason) => reason.StartsWith(Hand, StringComparison.Ordinal);

    /// <summary>Whether the customer refused, also where somebody of the shop set it too.</summary>
    public static bool IsRefused(string reason) => reason == Unsubscribed || WithoutHand(reason) is not null;

    /// <summary>The reason that is kept of one that holds and one that comes: the stronger, the older of two alike. The customer's own word is kept beside the shop's.</summary>
    public static string Kept(string held, string said)
    {
        if (IsByHand(said) && held == Unsubscribed) return said + AndUnsubscribed;
        if (IsByHand(held) && said == Unsubscribed) return held.EndsWith(AndUnsubscribed, StringComparison.Ordinal) ? held : held + AndUnsubscribed;
        return StrengthOf(said) > StrengthOf(held) ? said : held;
    }

    /// <summary>What is left of a reason by hand once that is lifted: the customer's own word, or null.</summary>
    public static string? WithoutHand(string reason) => reason.EndsWith(AndUnsubscribed, StringComparison.Ordinal) ? Unsubscribed : null;

    private static int StrengthOf(string reason) => reason == Unsubscribed ? 0 : IsByHand(reason) ? 1 : 2;
}
