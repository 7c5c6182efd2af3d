using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Attribution;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>A human click on an offer of a mail.</summary>
internal sealed record OfferClick(CustomerId Owner, SendId Send, int Slot, string? Offer, Instant At);

/// <summary>The human clicks behind conversions.</summary>
internal static class ConversionClicks
{
    /// <summary>When people followed one link of a mail, oldest first.</summary>
    public static List<Instant> Of(Session session, CustomerId owner, SendId send, int slot) =>
        session[ConversionClickSql.OfLink].With(owner.Value).With(send.Value).With(slot).All(row => row.At(0));

    /// <summary>Clicks on offers in a span, newest first.</summary>
    public static List<OfferClick> Around(Session session, Instant since, Instant until, int count) =>
        session[ConversionClickSql.Around].With(since).With(until).With(count)
            .All(row => (Owner: new CustomerId(row.Long(0)), Send: new SendId(row.Long(1)), Slot: row.Int(2), At: row.At(3)))
            .ConvertAll(click => new OfferClick(click.Owner, click.Send, click.Slot, OfferOf(session, click.Send, click.Slot), click.At));

    private static string? OfferOf(Session session, SendId send, int slot) =>
        session[SendSql.ReadTargets].With(send.Value).First(row => row.Blob(0)) is { } packed ? SendTargets.Unpack(packed).LinkOf(slot)?.Offer : null;
}

internal static class ConversionClickSql
{
    public static readonly Sql OfLink = new("""
        select touched_at
        from touch
        where owner = @owner and send_id = @send_id and kind = 2 and verdict = 1 and slot = @slot
        order by touched_at
        """);

    public static readonly Sql Around = new("""
        select owner, send_id, slot, touched_at
        from touch
        where touched_at >= @since and touched_at <= @until and kind = 2 and verdict = 1 and role = 1 and slot is not null
        order by touched_at desc
        limit @count
        """);
}
