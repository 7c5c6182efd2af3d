using PostPurchase.Core.Offers;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api.Offers;

/// <summary>Reads a text that is being written: what is wrong with it, and what one of its offers would be in a mail.</summary>
internal static class OfferCheckEndpoint
{
    // A page that does not exist shows where the target of a program's link goes.
    private const string SomePage = "https://shop.example/product";
    private const int MostProducts = 2_000;

    public static IResult Check(OfferCheckBody body, RunnerService runner, OfferFolder folder)
    {
        if (!OfferFolder.IsName(body.Name)) return Answer.Error(400, "expected the name of a file such as peak-partners.yaml", "name");
        if (body.Text.Length > OfferFileEndpoints.MostCharacters) return Answer.Error(400, $"the text is longer than {OfferFileEndpoints.MostCharacters} characters", "text");
        var (answer, reading) = (folder.Of(body.Name, body.Text, isBesideOthers: true), OfferFile.Read(body.Name, body.Text));
        var offer = body.Offer is { } id ? reading.Offers.FirstOrDefault(one => one.Id == id) : null;
        return TypedResults.Json(new OfferCheck(answer.Problems, reading.Program is { } program ? Link(program, runner) : null, offer is null ? null : Shown(offer, runner)), OfferJson.Default.OfferCheck);
    }

    public static IResult Vocabulary(RunnerService runner)
    {
        var offers = runner.Engine.Offers.Offers;
        return TypedResults.Json(
            new OfferVocabulary(
                [.. NetworkLink.Known.Select(network => new NetworkNote(network, NetworkLink.SubIdNameOf(network), NetworkLink.TargetNameOf(network)))],
                [.. Words(offers.Select(offer => offer.Category).OfType<string>())], [.. Words(offers.SelectMany(offer => offer.Tags))],
                [.. offers.Where(offer => offer.Program.IsOwn).Take(MostProducts).Select(offer => new ProductNote(offer.ProductId ?? offer.Id, offer.Name)).DistinctBy(product => product.Id)],
                [.. offers.Where(offer => !offer.Program.IsOwn).Take(MostProducts).Select(offer => new ProductNote(offer.Id, offer.Name))],
                [.. offers.Take(MostProducts).Select(offer => new ProductNote(offer.Id, offer.Name))],
                [.. runner.Engine.Offers.Programs.Select(program => new ProductNote(program.Key, program.Name))],
                runner.Stores.Of(FeedProduct.UsualStore).Currency.Code, runner.Stores.Of(FeedProduct.UsualStore).Locale),
            OfferJson.Default.OfferVocabulary);
    }

    private static IEnumerable<string> Words(IEnumerable<string> words) => words.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase);

    private static string Link(OfferProgram program, RunnerService runner) => Placed(new Offer { Id = "product", Program = program, Name = "product", Url = SomePage }, runner).Link;

    private static OfferShown Shown(Offer offer, RunnerService runner)
    {
        var (link, fallback) = Placed(offer, runner);
        var program = offer.Program;
        var locale = runner.Stores.Of(offer.Store ?? FeedProduct.UsualStore).Locale;
        return new(
            link, fallback, program.IsOwn, program.PricesAllowed ? offer.Price?.ToString() : null, program.PricesAllowed ? offer.Price?.Currency.Code : null, offer.Why?.For(locale), program.Disclosure?.For(locale),
            offer.Earning > 0 && offer.Price is { } price ? $"{Math.Round(offer.Earning, 2)} {price.Currency.Code}" : null, OfferEndpoints.WhyNot(offer, null));
    }

    // As the first mail that shows offers would send it, so that the campaign parameters say something.
    private static (string Link, string? Fallback) Placed(Offer offer, RunnerService runner)
    {
        var journey = runner.Journeys.Current.Current.FirstOrDefault(plan => plan.Steps.OfType<Core.Journeys.Step.Email>().Any(step => step.Content.Offers is not null));
        var step = journey?.Steps.OfType<Core.Journeys.Step.Email>().First(one => one.Content.Offers is not null).Id;
        return (offer.LinkIn(journey?.Key ?? "journey", step ?? "step"), offer.FallbackIn(journey?.Key ?? "journey", step ?? "step"));
    }
}

/// <param name="Name">Of the file.</param>
/// <param name="Text">The text.</param>
/// <param name="Offer">Id of the offer to show, or null.</param>
internal sealed record OfferCheckBody(string Name, string Text, string? Offer = null);

/// <param name="Problems">By place, each with its field; also what another file has already.</param>
/// <param name="ProgramLink">How the program's links look, with <c>{token}</c> where the mail's own number goes; null while there is an error.</param>
/// <param name="Offer">The offer that was asked for; null while there is an error.</param>
internal sealed record OfferCheck(IReadOnlyList<ProblemAnswer> Problems, string? ProgramLink, OfferShown? Offer);

/// <param name="Link">As the network's link builder makes it, with <c>{token}</c> where the mail's own number goes.</param>
/// <param name="Fallback">While the page is gone, or null.</param>
/// <param name="Own">Whether it is the shop's own.</param>
/// <param name="Price">As a mail may say it, or null.</param>
/// <param name="Currency">Of the price.</param>
/// <param name="Why">In the shop's words, or null.</param>
/// <param name="Disclosure">The program's words in the shop's language, or null.</param>
/// <param name="Earning">What a sale would earn, or null.</param>
/// <param name="WhyNot">Why it cannot be mailed now, or null.</param>
internal sealed record OfferShown(string Link, string? Fallback, bool Own, string? Price, string? Currency, string? Why, string? Disclosure, string? Earning, string? WhyNot);

/// <param name="Networks">That links can be built for.</param>
/// <param name="Categories">In use.</param>
/// <param name="Tags">In use.</param>
/// <param name="Products">The shop's own, at most 2,000.</param>
/// <param name="Partners">Offers of partners, at most 2,000.</param>
/// <param name="Offers">All by their own ids, as rules name them, at most 2,000.</param>
/// <param name="Programs">By key.</param>
/// <param name="Currency">Of the shop.</param>
/// <param name="Locale">Of the shop.</param>
internal sealed record OfferVocabulary(
    IReadOnlyList<NetworkNote> Networks, IReadOnlyList<string> Categories, IReadOnlyList<string> Tags, IReadOnlyList<ProductNote> Products, IReadOnlyList<ProductNote> Partners, IReadOnlyList<ProductNote> Offers,
    IReadOnlyList<ProductNote> Programs, string Currency, string Locale);

/// <param name="Key">As files name it.</param>
/// <param name="SubId">The parameter that comes back with a sale.</param>
/// <param name="Target">The parameter that takes the page, or null.</param>
internal sealed record NetworkNote(string Key, string SubId, string? Target);

/// <param name="Id">As relations name it.</param>
/// <param name="Name">For people.</param>
internal sealed record ProductNote(string Id, string Name);
