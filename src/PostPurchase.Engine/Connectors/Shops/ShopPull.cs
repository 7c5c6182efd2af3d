using System.Globalization;
using NodaTime;
using PostPurchase.Core.Offers;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Connectors.Shops;

/// <summary>
/// Reads what webhooks do not hold or did not bring: the products, and the orders of a year at first, which are history and start nothing; from then on what
/// changed since. Orders come in as the webhooks that would have told of them, so that what is known already changes nothing. Page by page; a reading that was
/// broken off goes on with the page that it stopped at.
/// </summary>
/// <param name="database">Remembers how far each shop was read.</param>
/// <param name="intake">Takes orders.</param>
/// <param name="catalogue">Takes products.</param>
/// <param name="client">Asks; disposed with this.</param>
internal sealed class ShopPull(Database database, EventIntake intake, CatalogueStore catalogue, ShopClient client) : IDisposable
{
    // What is changed while a reading goes on, or by a clock that is not ours.
    private static readonly Duration s_overlap = Duration.FromMinutes(10);

    // What happened longer ago starts nothing any more, as with orders of the intake.
    private static readonly Duration s_old = Duration.FromHours(48);
    private const int MostPages = 500;

    /// <summary>Reads one shop.</summary>
    /// <param name="shop">Which.</param>
    /// <param name="found">Is counted up while it goes on.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Breaks it off after a page.</param>
    /// <exception cref="ShopPullException">The shop refused, or answered something else than it documents; the next reading goes on from the same page.</exception>
    public async Task RunAsync(ShopSettings shop, ShopFound found, Instant now, CancellationToken cancellationToken)
    {
        await ReadAsync(shop, ShopThing.Products, found, now, cancellationToken);
        await ReadAsync(shop, ShopThing.Orders, found, now, cancellationToken);
    }

    /// <summary>Asks a shop for one product and one order, and for what it says of itself. Keeps nothing.</summary>
    /// <exception cref="ShopPullException">It refused, or is no such shop.</exception>
    public async Task<ShopAbout> TryAsync(ShopSettings shop, CancellationToken cancellationToken)
    {
        foreach (var thing in new[] { ShopThing.Products, ShopThing.Orders })
        {
            var (body, _) = await client.PageAsync(shop, ShopApi.Probe(shop, thing), cancellationToken);
            if (ShopApi.Items(shop, thing, body) is null) throw new ShopPullException($"{shop.Name} answered no list of {Word(thing)}: is ApiUrl the address of the shop?");
        }

        try
        {
            return ShopAbout.Read(shop, (await client.PageAsync(shop, ShopApi.About(shop), cancellationToken)).Body);
        }
        catch (ShopPullException)
        {
            return ShopAbout.Nothing; // a token that may read orders and products is enough
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private async Task ReadAsync(ShopSettings shop, ShopThing thing, ShopFound found, Instant now, CancellationToken cancellationToken)
    {
        var place = Place(shop, thing, now);
        for (var count = 0; place.Next is { } page; count++)
        {
            if (count == MostPages)
            {
                found.IsUnfinished = true;
                return;
            }

            var (body, next) = await PageAsync(shop, thing, place, now, cancellationToken);
            if (next == page) throw new ShopPullException($"{shop.Name}: a page of {Word(thing)} leads to itself");
            var items = ShopApi.Items(shop, thing, body) ?? throw new ShopPullException($"{shop.Name} answered no list of {Word(thing)}");
            if (thing == ShopThing.Products) await TakeProductsAsync(shop, items, found, now, cancellationToken);
            else await TakeOrdersAsync(shop, items, place.IsHistory, found, now, cancellationToken);
            place = next is null ? new(place.Until, null, place.Until) : place with { Next = next };
            await database.WriteAsync(session => session[ShopPullSql.Keep].With(shop.Name).With((long)thing).With(place.ReadUntil).With(place.Next?.OriginalString).With(place.Next is null ? null : place.Until).Run(), cancellationToken);
        }
    }

    // A shop keeps the places of its lists for a while only: then the reading begins anew.
    private async Task<(byte[] Body, Uri? Next)> PageAsync(ShopSettings shop, ShopThing thing, ShopPlace place, Instant now, CancellationToken cancellationToken)
    {
        try
        {
            return await client.PageAsync(shop, place.Next!, cancellationToken);
        }
        catch (ShopPullException lost) when (lost.IsLostPlace && place.Next != First(shop, thing, place.ReadUntil, now))
        {
            return await client.PageAsync(shop, First(shop, thing, place.ReadUntil, now), cancellationToken);
        }
    }

    private ShopPlace Place(ShopSettings shop, ShopThing thing, Instant now)
    {
        var known = database.Read(session => session[ShopPullSql.Find].With(shop.Name).With((long)thing).First(row => new ShopPlace(row.AtOrNull(0), row.TextOrNull(1) is { } next ? new(next) : null, row.AtOrNull(2) ?? now)));
        return known?.Next is { } page && ShopApi.IsOf(shop, page) ? known : new(known?.ReadUntil, First(shop, thing, known?.ReadUntil, now), now);
    }

    // Stock changes without the product being changed in some shops: all products are read once a day.
    private static Uri First(ShopSettings shop, ShopThing thing, Instant? readUntil, Instant now)
    {
        var isWhole = readUntil is null || (thing == ShopThing.Products && readUntil.Value.InUtc().Date != now.InUtc().Date);
        return ShopApi.First(shop, thing, isWhole ? null : readUntil!.Value - s_overlap, now);
    }

    private async Task TakeProductsAsync(ShopSettings shop, IReadOnlyList<byte[]> products, ShopFound found, Instant now, CancellationToken cancellationToken)
    {
        var items = new List<CatalogueItem>(products.Count);
        foreach (var reading in products.Select(product => ShopProducts.Read(shop, product)))
        {
            if (reading is ProductReading.Sound sound) items.Add(sound.Item);
            else if (reading is ProductReading.Bad bad) found.SetAside(bad.Reason);
        }

        var foreign = await catalogue.SaveAsync((shop.Source.Store, OfferProgram.OwnKey), items, now, cancellationToken);
        foreach (var id in foreign) found.SetAside($"product {id}: another program has an offer of this id");
        found.Products += items.Count - foreign.Count;
    }

    private async Task TakeOrdersAsync(ShopSettings shop, IReadOnlyList<byte[]> orders, bool isHistory, ShopFound found, Instant now, CancellationToken cancellationToken)
    {
        foreach (var order in orders)
        {
            found.Orders++;
            var isNews = false;
            foreach (var (topic, body) in ShopApi.AsWebhooks(shop, order))
            {
                // Signatures.Fingerprint: the same state of an order is the same delivery, however often it is read.
                var id = $"api:{topic}:{Signatures.Fingerprint(body)}";
                switch (Hooks.ReadAgain(shop.Source, topic, id, body, now))
                {
                    case HookReading.Events read:
                        var isOld = read.Items.All(fact => now - fact.OccurredAt > s_old);
                        var delivery = new Intake.Delivery { Source = shop.Name, DeliveryId = id, Topic = topic, Body = body, Events = read.Items, IsHistory = isHistory || isOld };
                        isNews |= !(await intake.AcceptAsync(delivery, now, cancellationToken)).IsDuplicate;
                        break;
                    case HookReading.Malformed bad:
                        found.SetAside($"{topic}: {bad.Path} {bad.Message}");
                        break;
                }
            }

            if (isNews) found.Stored++;
        }
    }

    private static string Word(ShopThing thing) => thing == ShopThing.Orders ? "orders" : "products";
}

/// <summary>What a reading came to.</summary>
internal sealed class ShopFound
{
    private const int MostReasons = 100;
    private readonly List<string> _reasons = [];

    /// <summary>Products that were added or renewed.</summary>
    public int Products { get; set; }

    /// <summary>Orders that were read.</summary>
    public int Orders { get; set; }

    /// <summary>Orders of which something was not known yet.</summary>
    public int Stored { get; set; }

    /// <summary>How many were set aside.</summary>
    public int Refused { get; private set; }

    /// <summary>Why they were set aside, the first hundred.</summary>
    public IReadOnlyList<string> Reasons => _reasons;

    /// <summary>Whether there was more than is read at once; the next reading goes on.</summary>
    public bool IsUnfinished { get; set; }

    /// <summary>Sets one aside.</summary>
    public void SetAside(string reason)
    {
        Refused++;
        if (_reasons.Count < MostReasons) _reasons.Add(reason);
    }

    /// <summary>In a few words.</summary>
    public override string ToString()
    {
        var aside = Refused == 0 ? "" : $", {Refused} set aside ({Reasons[0]})";
        return string.Create(CultureInfo.InvariantCulture, $"{Products} products, {Orders} orders read, {Stored} of them with news{aside}{(IsUnfinished ? "; goes on next time" : "")}");
    }
}

/// <summary>How far a shop was read: until when, and the page to go on with of the reading that began at <paramref name="Until"/>.</summary>
internal sealed record ShopPlace(Instant? ReadUntil, Uri? Next, Instant Until)
{
    /// <summary>Whether it is the first reading.</summary>
    public bool IsHistory => ReadUntil is null;
}

internal static class ShopPullSql
{
    public static readonly Sql Find = new("""
        select read_until, next, next_until
        from shop_pull
        where source = @source and thing = @thing
        """);

    public static readonly Sql Keep = new("""
        insert into shop_pull (source, thing, read_until, next, next_until)
        values (@source, @thing, @read_until, @next, @next_until)
        on conflict (source, thing) do update set
          read_until = excluded.read_until,
          next = excluded.next,
          next_until = excluded.next_until
        """);
}
