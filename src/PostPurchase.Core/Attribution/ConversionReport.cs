using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Attribution;

/// <summary>What a network said of one conversion, once: in a postback, in a row of a report, in an answer of its API.</summary>
public sealed record ConversionReport
{
    /// <summary>Key of the network: <c>impact</c>.</summary>
    public required string Network { get; init; }

    /// <summary>The network's id of the conversion; all that was said of one sale has the same.</summary>
    public required string ConversionId { get; init; }

    /// <summary>What its id is unique within, where that is less than the network: the account, or the merchant. Null where it is unique there, or nobody says.</summary>
    public string? Scope { get; init; }

    /// <summary>The network's id of this part of it, where it corrects by further records that add up (CJ); empty elsewhere.</summary>
    public string Part { get; init; } = "";

    /// <summary>The sub-id as it came back; null where it came without one.</summary>
    public string? Token { get; init; }

    /// <summary>How far it is.</summary>
    public required CommissionStatus Status { get; init; }

    /// <summary>What we earn by this part, or, with <see cref="IsDelta"/>, what is added to it. Null where the network did not say.</summary>
    public Money? Commission { get; init; }

    /// <summary>What the customer paid, as <see cref="Commission"/>.</summary>
    public Money? Sale { get; init; }

    /// <summary>Whether the amounts are added to what was said before, instead of replacing it.</summary>
    public bool IsDelta { get; init; }

    /// <summary>When this was so, by the network's clock or by the reading of its API; null where nobody says.</summary>
    public Instant? AsOf { get; init; }

    /// <summary>When the sale happened.</summary>
    public Instant? OccurredAt { get; init; }

    /// <summary>When our link was clicked, as the network saw it.</summary>
    public Instant? ClickedAt { get; init; }

    /// <summary>When its amount becomes final: after that it is read again.</summary>
    public Instant? LocksAt { get; init; }

    /// <summary>The merchant as people know it.</summary>
    public string? Merchant { get; init; }

    /// <summary>The merchant's order number.</summary>
    public string? Order { get; init; }

    /// <summary>The network's own word for the status.</summary>
    public string? StatusWord { get; init; }

    /// <summary>Why it was corrected or reversed, in the network's words.</summary>
    public string? Reason { get; init; }

    /// <summary>What was bought, where the network says.</summary>
    public IReadOnlyList<LineFacts> Lines { get; init; } = [];

    /// <summary>
    /// Equal for words that say the same money: part, status, amounts. When it was said is left out, so that the same state read again tomorrow
    /// is the same word; 32 hex characters.
    /// </summary>
    public string Fingerprint
    {
        get
        {
            var text = string.Create(
                CultureInfo.InvariantCulture, $"{Part}\n{(int)Status}\n{Text(Commission)}\n{Text(Sale)}\n{(IsDelta ? $"+{AsOf?.ToUnixTimeMilliseconds()}" : "=")}");
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
        }
    }

    private static string Text(Money? money) => money is { } known ? $"{known} {known.Currency.Code}" : "-";
}
