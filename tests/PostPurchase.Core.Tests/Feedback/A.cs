using NodaTime;
using PostPurchase.Core.Feedback;

namespace PostPurchase.Core.Tests.Feedback;

/// <summary>Builders with valid defaults: a person at home, an hour after delivery.</summary>
internal static class A
{
    public const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";
    public const string Safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";
    public static readonly Instant Delivered = Instant.FromUtc(2026, 1, 2, 10, 0);

    public static Touch Click(
        double seconds = 3600, int slot = 1, string userAgent = Safari, ulong network = 1, AddressClass address = AddressClass.Access,
        string method = "GET", LinkRole role = LinkRole.Offer) =>
        new(TouchKind.Click, Delivered + Duration.FromSeconds(seconds), userAgent, address, method, slot, role, Delivered, network);

    public static Touch Open(double seconds = 3600, string userAgent = Safari, AddressClass address = AddressClass.Access, ulong network = 1) =>
        new(TouchKind.Open, Delivered + Duration.FromSeconds(seconds), userAgent, address, "GET", 0, LinkRole.Content, Delivered, network);

    /// <summary>A scanner with a browser's user agent that follows five links, one each 0.2 seconds.</summary>
    public static IEnumerable<Touch> Burst(double seconds, double pause = 0.2, string userAgent = Chrome, Func<int, ulong>? network = null) =>
        Enumerable.Range(0, 5).Select(i => Click(seconds + i * pause, i + 1, userAgent, network?.Invoke(i) ?? 77));
}
