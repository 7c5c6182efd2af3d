using PostPurchase.Core;
using PostPurchase.Core.Attribution;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>The link that a token names: the mail, and where in it.</summary>
/// <param name="Send">The mail.</param>
/// <param name="Slot">The slot, from 1; null where only the mail is known.</param>
/// <param name="Offer">Id of the offer that the link leads to, or null.</param>
/// <param name="Program">Key of the offer's program, or null.</param>
internal sealed record LinkOwner(StoredSend Send, int? Slot, string? Offer, string? Program)
{
    /// <summary>The link of a token; null where it was not made here, or its mail is gone.</summary>
    public static LinkOwner? Find(Session session, ConversionRules rules, string? token) =>
        LinkToken.TryRead(rules.Key.Span, token, out var send, out var slot) ? Find(session, rules, send, slot == 0 ? null : slot) : null;

    /// <summary>The link of a mail; null where there is no such mail, or no such link in it.</summary>
    public static LinkOwner? Find(Session session, ConversionRules rules, SendId id, int? slot)
    {
        if (session[SendSql.Find].With(id.Value).First(row => SendRows.Read(session, row)) is not { } send) return null;
        if (slot is not { } known) return new(send, null, null, null);
        var packed = session[SendSql.ReadTargets].With(id.Value).First(row => row.Blob(0));
        if (packed is null || SendTargets.Unpack(packed).LinkOf(known) is not { } link) return null;
        return new(send, slot, link.Offer, link.Offer is { } offer ? rules.OfferOf(offer)?.Program.Key : null);
    }
}
