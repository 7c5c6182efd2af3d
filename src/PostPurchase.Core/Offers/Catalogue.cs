using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Offers;

/// <summary>Puts offers of files and products of feeds together, and fills in what orders leave out.</summary>
public static class Catalogue
{
    /// <summary>
    /// The offers of the files, with what they leave out taken from the feed's product of the same id and store, or of the same product id for the shop's own; then
    /// the feed's other products, each for the store whose feed it came by. The stock is the feed's: it is newer. A program that no file names has the strictest terms.
    /// An offer of every store is filled in from the usual one's feed.
    /// </summary>
    public static IReadOnlyList<Offer> Merge(IReadOnlyList<Offer> written, IReadOnlyList<OfferProgram> programs, IReadOnlyList<FeedProduct> feed)
    {
        if (feed.Count == 0) return written;
        var byId = feed.ToDictionary(product => (product.Store, product.Item.Id));
        var own = feed.Where(product => product.Program == OfferProgram.OwnKey && product.Item.ProductId is not null).DistinctBy(product => (product.Store, product.Item.ProductId)).ToDictionary(product => (product.Store, product.Item.ProductId!));
        var used = new HashSet<FeedProduct>();
        var merged = new List<Offer>(written.Count + feed.Count);
        foreach (var offer in written)
        {
            var store = offer.Store ?? FeedProduct.UsualStore;
            var product = byId.TryGetValue((store, offer.Id), out var same) && same.Program == offer.Program.Key ? same
                : offer.Program.IsOwn && offer.ProductId is { } id && own.TryGetValue((store, id), out var sold) ? sold : null;
            if (product is not null) used.Add(product);
            merged.Add(product is null ? offer : Filled(offer, product.Item));
        }

        var terms = programs.ToDictionary(program => program.Key, StringComparer.Ordinal);
        var ids = written.Select(offer => offer.Id).ToHashSet(StringComparer.Ordinal);
        merged.AddRange(feed.Where(product => !used.Contains(product) && !ids.Contains(product.OfferId)).Select(product => Of(product, terms.GetValueOrDefault(product.Program) ?? Unknown(product.Program))));
        return merged;
    }

    /// <summary>A line with picture, address and category of the shop's own product, where the order said none.</summary>
    public static LineFacts Enrich(LineFacts line, Offer? product) => product is null ? line : line with
    {
        ImageUrl = line.ImageUrl ?? product.ImageUrl,
        Url = line.Url ?? product.Url,
        Category = line.Category ?? product.Category,
    };

    private static OfferProgram Unknown(string key) => new() { Key = key, Name = key, EmailAllowed = key == OfferProgram.OwnKey ? EmailRule.Yes : EmailRule.Approval, Campaign = CampaignTags.Usual(key, "direct") };

    private static Offer Filled(Offer offer, CatalogueItem item) => offer with
    {
        ImageUrl = offer.ImageUrl ?? item.ImageUrl,
        Price = offer.Price ?? item.Price,
        Category = offer.Category ?? item.Category,
        InStock = offer.InStock && item.InStock,
    };

    private static Offer Of(FeedProduct product, OfferProgram program)
    {
        var item = product.Item;
        return new()
        {
            Id = product.OfferId, Store = product.Store, Program = program, Name = item.Name, Url = item.Url, ProductId = item.ProductId, ImageUrl = item.ImageUrl, Price = item.Price, Category = item.Category,
            InStock = item.InStock,
        };
    }
}
