using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Offers;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Delivery;

/// <summary>Gives mails the codes of the pools in <c>workflows/offers</c>.</summary>
/// <param name="database">Where the codes are.</param>
/// <param name="shelf">The pools.</param>
/// <param name="stores">For zones.</param>
/// <param name="isSample">Whether mails carry a code that no shop knows, for simulations.</param>
internal sealed class CouponDesk(Database database, OfferShelf shelf, StoreDirectory stores, bool isSample)
{
    private readonly Dictionary<string, DateTime> _read = [];

    /// <summary>The store of the codes.</summary>
    public CouponStore Store { get; } = new(database);

    /// <summary>Every pool with what it has, by key.</summary>
    public IReadOnlyList<(CouponPool Pool, CouponStock Stock)> Stocks() =>
        [.. shelf.Pools.OrderBy(pool => pool.Key, StringComparer.Ordinal).Select(pool => (pool, Store.StockOf(pool.Key)))];

    /// <summary>
    /// Pools of fewer free codes than they should have that live journeys give away, with a sentence for people. A pool without any code that
    /// only drafts name is no trouble yet.
    /// </summary>
    public IReadOnlyList<(CouponPool Pool, string Problem)> Alarms(JourneySet journeys)
    {
        var used = journeys.Current.Where(plan => plan.Status != JourneyStatus.Draft).SelectMany(plan => plan.Steps.OfType<Step.Email>()).Select(step => step.Content.Coupon).OfType<string>().ToHashSet();
        return [.. Stocks().Where(pair => pair.Pool.IsUnique && used.Contains(pair.Pool.Key) && pair.Stock.Free < Math.Max(1, pair.Pool.LowWater)).Select(pair => (pair.Pool, Text(pair.Pool, pair.Stock)))];
    }

    /// <summary>Adds the codes of the pools' files that changed. Cheap when none did.</summary>
    public async Task LoadFilesAsync(Instant now, CancellationToken cancellationToken = default)
    {
        if (isSample) return;
        foreach (var (pool, path) in shelf.CodeFiles)
        {
            if (!File.Exists(path)) continue;
            var written = File.GetLastWriteTimeUtc(path);
            if (_read.GetValueOrDefault(path) == written) continue;
            await Store.AddAsync(pool, await File.ReadAllLinesAsync(path, cancellationToken), now, cancellationToken);
            _read[path] = written;
        }
    }

    /// <summary>The code of a send that may leave, taken in the transaction that claims it.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="context">The send.</param>
    /// <param name="plan">Its journey.</param>
    /// <param name="promotion">What it may carry, where it is transactional.</param>
    /// <param name="now">When it leaves.</param>
    public CouponAnswer Reserve(Session session, SendContext context, JourneyPlan plan, Func<Promotion> promotion, Instant now)
    {
        var send = context.Send;
        if (plan.Steps.OfType<Step.Email>().FirstOrDefault(step => step.Id == send.Step)?.Content.Coupon is not { } key) return CouponAnswer.None;
        if (send.Kind == ContentKind.Transactional && !promotion().Own) return CouponAnswer.None;
        // A pool that is gone from its file is empty: what the step needs it for is told when files are read.
        if (shelf.Pools.FirstOrDefault(pool => pool.Key == key) is not { } pool) return CouponAnswer.None;
        var expiresAt = pool.ExpiresAt(now, RunFacts.ZoneOf(plan.Send.TimeZone, context.Customer, stores.Of(send.Store)));
        if (isSample) return new(new(key, CouponPool.SampleCode, now, expiresAt, null), null);
        if (CouponStore.Reserve(session, pool, send, (now, expiresAt)) is { } grant) return new(grant, null);
        return pool.IfExhausted switch
        {
            CouponExhausted.Skip => new(null, new GateDecision.Skip(GateRule.Coupon, $"skipped: the coupon pool '{key}' has no code left")),
            CouponExhausted.Hold => new(null, new GateDecision.Hold(null, Replan: true, GateRule.Coupon, $"{CouponStore.WaitsForCode}'{key}' has no code left; it goes on when codes are added")),
            _ => CouponAnswer.None,
        };
    }

    /// <summary>A code as a mail shows it; of a pool that is gone only the code and its end are known.</summary>
    public CouponCode CardOf(CouponGrant grant, string? locale) =>
        shelf.Pools.FirstOrDefault(pool => pool.Key == grant.Pool)?.Card(grant.Code, grant.ExpiresAt, locale) ?? new(grant.Code, grant.ExpiresAt, null, "");

    /// <summary>What a preview shows: the pool's words with a code that no shop knows; null for a pool that does not exist.</summary>
    public CouponCode? SampleOf(string key, Instant now, DateTimeZone zone, string? locale) =>
        shelf.Pools.FirstOrDefault(pool => pool.Key == key) is { } pool ? pool.Card(CouponPool.SampleCode, pool.ExpiresAt(now, zone), locale) : null;

    private static string Text(CouponPool pool, CouponStock stock) => stock.Free == 0
        ? $"the coupon pool '{pool.Key}' has no code left: mails {(pool.IfExhausted switch { CouponExhausted.Skip => "are skipped", CouponExhausted.Hold => "wait", _ => "leave without one" })}"
        : $"the coupon pool '{pool.Key}' has {stock.Free} codes left, fewer than {pool.LowWater}";
}
