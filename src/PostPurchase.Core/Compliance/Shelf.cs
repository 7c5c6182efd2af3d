using PostPurchase.Core.Offers;

namespace PostPurchase.Core.Compliance;

/// <summary>The programs, offers and pools of all offers files, and whose the addresses are that mails write out.</summary>
internal sealed class Shelf
{
    public Shelf(IReadOnlyDictionary<string, string> files, IReadOnlyList<ProgramTerms> known)
    {
        Readings = [.. files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => (file.Key, OfferFile.Read(file.Key, file.Value)))];
        Links = new(ProgramTerms.Now([.. Readings.Select(file => file.Reading)], known));
    }

    public IReadOnlyList<(string File, OfferReading Reading)> Readings { get; }

    /// <summary>Whose a written-out address is.</summary>
    public LinkTerms Links { get; }

    public IEnumerable<OfferProgram> Programs => Readings.Select(file => file.Reading.Program).OfType<OfferProgram>();

    public IEnumerable<Offer> Offers => Readings.SelectMany(file => file.Reading.Offers);

    /// <summary>The offers that a mail may show.</summary>
    public IEnumerable<Offer> Mailable => Offers.Where(offer => offer.Program is { EmailAllowed: EmailRule.Yes, IsOpen: true });

    public CouponPool? Pool(string? key) => Readings.SelectMany(file => file.Reading.Pools).FirstOrDefault(pool => pool.Key == key);

    public OfferRule? Rule(string name) => Readings.SelectMany(file => file.Reading.Rules).FirstOrDefault(rule => rule.Name == name);
}
