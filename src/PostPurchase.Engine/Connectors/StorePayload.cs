using System.Globalization;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Connectors;

/// <summary>What the stores' payloads have in common.</summary>
internal static class StorePayload
{
    private static readonly string[] Marketplaces = ["amazon", "ebay", "etsy", "walmart", "zalando", "otto", "allegro", "tiktok", "marketplace"];

    public static Money? Amount(PayloadNode node, Currency currency) =>
        node.Number is { } amount && Money.TryFromAmount(amount, currency, out var money) ? money : null;

    /// <summary>An amount that an order may leave out: plug-ins of stores write some below zero, which say nothing that could be used.</summary>
    public static Money? Optional(PayloadNode node, Currency currency) => Optional(Amount(node, currency));

    /// <inheritdoc cref="Optional(PayloadNode, Currency)"/>
    public static Money? Optional(Money? amount) => amount is { Minor: >= 0 } ? amount : null;

    /// <summary>The lines that are goods: those below zero are discounts that a plug-in wrote as a line.</summary>
    public static IReadOnlyList<LineFacts> Goods(IEnumerable<LineFacts> lines) => [.. lines.Where(line => AmountRule.Problem(line.UnitPrice) is null)];

    /// <summary>The first that could be an address; one that could not is none.</summary>
    public static string? Email(params ReadOnlySpan<PayloadNode> nodes)
    {
        foreach (var node in nodes)
        {
            if (node.Text is { } text && AddressForm.CouldBe(text)) return text;
        }

        return null;
    }

    public static string? Country(params ReadOnlySpan<PayloadNode> nodes)
    {
        foreach (var node in nodes)
        {
            if (node.Text is { Length: 2 } text && char.IsAsciiLetter(text[0]) && char.IsAsciiLetter(text[1])) return text.ToUpperInvariant();
        }

        return null;
    }

    /// <summary>A language tag: <c>de</c>, <c>pt-BR</c> (written with a hyphen); null for words such as <c>auto</c>.</summary>
    public static string? Locale(PayloadNode node) =>
        node.Text?.Replace('_', '-') is { } text && text.Split('-')[0] is { Length: 2 or 3 } language && language.All(char.IsAsciiLetter) ? text : null;

    public static CustomerFacts WithGuessedZone(CustomerFacts customer, string? state) =>
        customer.TimeZone is null && TimeZoneGuess.For(customer.Country, state) is { } zone
            ? customer with { TimeZone = zone, TimeZoneIsGuessed = true }
            : customer;

    /// <summary>First and last name of a full one; the last word is the last name.</summary>
    public static (string? First, string? Last) Names(string? fullName)
    {
        if (fullName is null) return (null, null);
        var space = fullName.LastIndexOf(' ');
        return space < 0 ? (fullName, null) : (fullName[..space].TrimEnd(), fullName[(space + 1)..]);
    }

    public static bool IsMarketplace(string? channel) =>
        channel is not null && Marketplaces.Any(name => channel.Contains(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a custom field says that the order is a gift: its name speaks of a gift, and its value is not a no.</summary>
    public static bool MarksGift(string? name, PayloadNode value) =>
        name is not null && name.Contains("gift", StringComparison.OrdinalIgnoreCase)
        && !name.Contains("card", StringComparison.OrdinalIgnoreCase)
        && value.Text is not null && value.Flag != false;

    public static IReadOnlyList<string> Tags(PayloadNode node) =>
        node.Text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>The kind that a tag of staff names: goods sent again.</summary>
    public static PurchaseKind? KindOf(IEnumerable<string> tags)
    {
        foreach (var tag in tags)
        {
            if (tag.Contains("replacement", StringComparison.OrdinalIgnoreCase) || tag.Equals("reship", StringComparison.OrdinalIgnoreCase))
                return PurchaseKind.Replacement;
            if (tag.Contains("exchange", StringComparison.OrdinalIgnoreCase)) return PurchaseKind.Exchange;
        }

        return null;
    }

    public static string Position(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>The refusal of a purchase with an amount or a currency that is not taken, or null; <paramref name="pathOf"/> says where the store has it.</summary>
    public static HookReading? Refusal(PurchaseFacts purchase, Func<AmountProblem, string> pathOf) =>
        AmountRule.Problem(purchase) is { } problem ? new HookReading.Malformed(pathOf(problem), problem.Message) : null;

    public static HookReading Missing(string path) => new HookReading.Malformed(path, "is required");
}
