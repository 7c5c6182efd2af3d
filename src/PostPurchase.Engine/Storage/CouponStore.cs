using NodaTime;
using PostPurchase.Core.Offers;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Storage;

/// <summary>Codes of coupon pools, and which send carries which. A send has one code, the same on every try.</summary>
internal sealed class CouponStore(Database database)
{
    /// <summary>How the reason of a mail begins that waits for a code; the pool's key in quotes follows. When held mails are looked at again, it goes before the others.</summary>
    public const string WaitsForCode = "held: the coupon pool ";

    private const int LongestCode = 100;

    /// <summary>
    /// Adds codes to a pool, and makes the mails due that wait for them; what is there already stays as it is, and what cannot be a code is given back with its line and reason.
    /// </summary>
    public Task<CodesAdded> AddAsync(string pool, IReadOnlyList<string> lines, Instant now, CancellationToken cancellationToken = default) =>
        database.WriteAsync(session => Add(session, pool, lines, now), cancellationToken);

    /// <summary>What a pool has.</summary>
    public CouponStock StockOf(string pool) => database.Read(session =>
    {
        if (session.Names.Find(NameKind.CouponPool, pool) is not { } poolId) return new CouponStock(0, 0, 0);
        var (given, redeemed) = session[CouponSql.Given].With(poolId).First(row => (row.Long(0), row.Long(1)));
        return new(session[CouponSql.Free].With(poolId).First(row => row.Long(0)), given, redeemed);
    });

    /// <summary>The code that a send carries, or null.</summary>
    public Task<CouponGrant?> FindAsync(StoredSend send) => Task.FromResult(database.Read(session => Of(session, send)));

    /// <summary>The code of a send inside the transaction that claims it: the one that it has, else a free one; null where the pool has none left.</summary>
    internal static CouponGrant? Reserve(Session session, CouponPool pool, StoredSend send, (Instant Now, Instant? ExpiresAt) when)
    {
        if (Of(session, send) is { } known)
        {
            session[CouponSql.Prolong].With(when.ExpiresAt).With(send.Owner.Value).With(send.Id.Value).Run();
            return Of(session, send) ?? known;
        }

        var poolId = session.Names.Id(NameKind.CouponPool, pool.Key);
        if ((pool.SharedCode ?? session[CouponSql.Take].With(send.Id.Value).With(poolId).First(row => row.Text(0))) is not { } code) return null;
        session[CouponSql.Grant].With(send.Owner.Value).With(send.Id.Value).With(poolId).With(code).With(when.Now).With(when.ExpiresAt).Run();
        return new(pool.Key, code, when.Now, when.ExpiresAt, null);
    }

    internal static CouponGrant? Of(Session session, StoredSend send) => session[CouponSql.Find].With(send.Owner.Value).With(send.Id.Value)
        .First(row => new CouponGrant(session.Names.Text(row.Long(0)), row.Text(1), row.At(2), row.AtOrNull(3), row.AtOrNull(4)));

    /// <summary>Marks the codes of a purchase as used; doing it again changes nothing.</summary>
    internal static void Redeem(Session session, Purchase purchase)
    {
        foreach (var code in purchase.Facts.Codes.Where(code => code.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (session[CouponSql.IsRedeemedBy].With(code).With(purchase.Id.Value).First(row => row.Long(0)) == 1) continue;
            var isOwn = CustomerStore.Same(session, purchase.Owner.Value).Any(owner =>
                session[CouponSql.RedeemOwn].With(purchase.OrderedAt).With(purchase.Id.Value).With(owner).With(code).Run() > 0);
            if (!isOwn) session[CouponSql.RedeemUnique].With(purchase.OrderedAt).With(purchase.Id.Value).With(code).Run();
        }
    }

    private static CodesAdded Add(Session session, string pool, IReadOnlyList<string> lines, Instant now)
    {
        var poolId = session.Names.Id(NameKind.CouponPool, pool);
        var (added, known, refused) = (0, 0, new List<RefusedCode>());
        for (var i = 0; i < lines.Count; i++)
        {
            var code = lines[i].Trim().Trim('"', ',', ';', '\uFEFF').Trim();
            if (code.Length == 0) continue;
            if (Objection(code) is { } objection) refused.Add(new(i + 1, objection));
            else if (session[CouponSql.Add].With(poolId).With(code).With(now).Run() == 1) added++;
            else known++;
        }

        if (added > 0) LetWaitingGoOn(session, pool, now);
        return new(added, known, refused);
    }

    // In the write that adds the codes: a mail of a later order would take them before anybody looks at what waits.
    private static void LetWaitingGoOn(Session session, string pool, Instant now)
    {
        foreach (var (journey, _) in session.Names.All(NameKind.Journey)) session[SendSql.ResumeWaiting].With(now).With(journey).With($"{WaitsForCode}'{pool}' ").Run();
    }

    private static string? Objection(string code) =>
        code.Length > LongestCode ? $"it is {code.Length} characters long; expected a code of at most {LongestCode}"
        : code.Any(character => char.IsWhiteSpace(character) || char.IsControl(character) || character is ',' or ';' or '<' or '>') ? "expected one code a line, without spaces, commas or brackets"
        : null;
}

/// <summary>A code that a send carries.</summary>
/// <param name="Pool">Key of its pool.</param>
/// <param name="Code">What the customer types.</param>
/// <param name="GrantedAt">When the send was first claimed.</param>
/// <param name="ExpiresAt">Last instant of its use, or null.</param>
/// <param name="RedeemedAt">When an order used it, or null.</param>
public sealed record CouponGrant(string Pool, string Code, Instant GrantedAt, Instant? ExpiresAt, Instant? RedeemedAt);

/// <summary>What a pool has.</summary>
/// <param name="Free">Codes that no mail carries.</param>
/// <param name="Given">Mails that carry one.</param>
/// <param name="Redeemed">Of those, used by an order.</param>
public sealed record CouponStock(long Free, long Given, long Redeemed);

/// <summary>What became of codes that were added.</summary>
/// <param name="Added">New ones.</param>
/// <param name="Known">Those that the pool had already.</param>
/// <param name="Refused">Those that cannot be codes.</param>
public sealed record CodesAdded(int Added, int Known, IReadOnlyList<RefusedCode> Refused);

/// <summary>A line that is no code.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Reason">What was wrong and what was expected; without the code itself.</param>
public sealed record RefusedCode(int Line, string Reason);
