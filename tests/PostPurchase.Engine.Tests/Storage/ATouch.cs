using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Feedback;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Tests.Storage;

/// <summary>Touches as they come in: a person at home, an hour after the mail was delivered.</summary>
internal static class ATouch
{
    public const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";

    public static StoredTouch Click(CustomerId owner, SendId send, Instant at, int slot = 1, string agent = Chrome, ulong network = 1) => new(
        owner, send, new Touch(TouchKind.Click, at, agent, AddressClass.Unknown, "GET", slot, LinkRole.Offer, at - Duration.FromHours(1), network))
    {
        Verdict = TouchVerdict.Human,
    };

    public static StoredTouch Open(CustomerId owner, SendId send, Instant at, string agent = Chrome, AddressClass address = AddressClass.Unknown, Duration? after = null) => new(
        owner, send, new Touch(TouchKind.Open, at, agent, address, "GET", 0, default, at - (after ?? Duration.FromHours(1)), 1))
    {
        Verdict = TouchVerdict.Human,
    };
}
