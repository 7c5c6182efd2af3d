using NodaTime;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Core.Offers;
using PostPurchase.Core.Personalisation;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Delivery;

/// <summary>The offers of the files <c>workflows/offers/*.yaml</c>, and the picking of them for one mail.</summary>
internal sealed class OfferShelf(string workflowsFolder)
{
    private IReadOnlyList<Offer> _offers = [];

    /// <summary>What is on the shelf.</summary>
    public IReadOnlyList<Offer> Offers => Volatile.Read(ref _offers);

    /// <summary>The problems of the last reading.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>How long one unit of a consumable lasts, by store and product id, as the store directory wants it.</summary>
    public IReadOnlyDictionary<string, Duration> Cycles => Offers
        .Where(offer => offer is { Cycle: not null, ProductId: not null })
        .GroupBy(offer => $"default/{offer.ProductId}")
        .ToDictionary(group => group.Key, group => group.First().Cycle!.Value);

    /// <summary>Reads the files; one with an error leaves its offers out and says so.</summary>
    public void Reload()
    {
        var (offers, problems) = (new List<Offer>(), new List<Problem>());
        var folder = Path.Combine(workflowsFolder, "offers");
        string[] paths = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.yaml") : [];
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            var name = $"offers/{Path.GetFileName(path)}";
            var reading = OfferFile.Read(name, File.ReadAllText(path));
            problems.AddRange(reading.Problems);
            foreach (var offer in reading.Offers)
            {
                if (offers.Exists(other => other.Id == offer.Id)) problems.Add(new(name, 1, 1, true, ProblemCode.Duplicate, $"the offer `{offer.Id}` is in another file already"));
                else offers.Add(offer);
            }
        }

        Problems = problems;
        Volatile.Write(ref _offers, offers);
    }

    /// <summary>The cards for one mail, best first.</summary>
    public IReadOnlyList<OfferCard> Pick(OfferWish wish)
    {
        var (wanted, sources, send) = (wish.Request, wish.Sources, wish.Send);
        var customer = sources.Customer.Customer;
        var lines = sources.Line is { } line ? [line.Line] : sources.Purchase?.Facts.Lines ?? [];
        var picked = OfferPicker.Pick(Offers, new()
        {
            Pick = wanted.Pick,
            Count = wanted.Count,
            Owner = send.Owner,
            Step = $"{send.Journey}/{send.Step}",
            Lines = lines,
            Owned = HistoryStore.BoughtBy(wish.Session, send.Owner).Select(bought => bought.ProductId).OfType<string>().ToHashSet(),
            Country = customer.Country,
            Currency = sources.Purchase?.Facts.Currency ?? sources.Store.Currency,
            Locale = customer.Locale ?? sources.Store.Locale,
            Today = sources.Now.InZone(sources.Zone).Date,
        });
        return [.. picked.Offers.Select(pair => Card(pair.Offer, pair.Why))];
    }

    private static OfferCard Card(Offer offer, string why) => new()
    {
        Id = offer.Id,
        Name = offer.Name,
        Url = offer.TrackedUrl,
        ImageUrl = offer.ImageUrl,
        Price = offer.Program.PricesAllowed ? offer.Price : null,
        Category = offer.Category,
        Why = why,
        Own = offer.Program.IsOwn,
        Disclosure = offer.Program.Disclosure,
        AllowsRedirect = offer.Program.RedirectAllowed,
    };
}
