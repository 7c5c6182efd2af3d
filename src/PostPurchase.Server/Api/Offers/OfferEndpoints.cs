using System.Globalization;
using NodaTime;
using NodaTime.Text;
using PostPurchase.Core.Offers;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Api.Offers;

/// <summary>The catalogue and its programs.</summary>
internal static class OfferEndpoints
{
    private const int MostRows = 200;

    public static IResult List(RunnerService runner, string? q = null, string? program = null, string? after = null, string? id = null)
    {
        var found = runner.Engine.Offers.Offers.Where(offer => (id is null || offer.Id == id) && Matches(offer, q) && (string.IsNullOrEmpty(program) || offer.Program.Key == program))
            .OrderBy(offer => offer.Id, StringComparer.Ordinal).Where(offer => after is null || string.CompareOrdinal(offer.Id, after) > 0).Take(MostRows + 1).ToList();
        var gone = runner.Database.Read(LinkHealth.GoneSince).ToDictionary(one => one.Offer, one => one.Since, StringComparer.Ordinal);
        var files = runner.Engine.Offers.FileOf;
        var page = found.Take(MostRows).Select(offer => Row(offer, files.GetValueOrDefault(offer.Id), gone.TryGetValue(offer.Id, out var since) ? since.InZone(runner.Stores.Of(offer.Store ?? FeedProduct.UsualStore).TimeZone).Date : null)).ToList();
        return TypedResults.Json(new Items<OfferRow>(page, found.Count > MostRows ? page[^1].Id : null), OfferJson.Default.ItemsOfferRow);
    }

    public static IResult Programs(RunnerService runner)
    {
        var (offers, files) = (runner.Engine.Offers.Offers, runner.Engine.Offers.FilesOfProgram);
        var programs = runner.Engine.Offers.Programs.Concat(offers.Select(offer => offer.Program)).DistinctBy(program => program.Key).OrderBy(program => !program.IsOwn).ThenBy(program => program.Key, StringComparer.Ordinal);
        return TypedResults.Json(new Items<ProgramRow>([.. programs.Select(program => Row(program, offers.Count(offer => offer.Program.Key == program.Key), [.. files[program.Key]]))], null), OfferJson.Default.ItemsProgramRow);
    }

    public static async Task<IResult> WhyAsync(string id, RunnerService runner)
    {
        if (!Form.TryId(id, out var number) || await new SendLedger(runner.Database).FindAsync(new(number)) is not { } send) return Answer.Error(404, $"there is no send {id}");
        var names = runner.Engine.Offers.Offers.ToDictionary(offer => offer.Id, offer => offer.Name, StringComparer.Ordinal);
        PickRow Row(PickNote note) => new(note.Id, names.GetValueOrDefault(note.Id), note.Reason);
        var picks = send.Picks ?? new([], [], 0);
        return TypedResults.Json(new PickAnswer([.. picks.Shown.Select(Row)], [.. picks.Left.Select(Row)], picks.LeftCount), OfferJson.Default.PickAnswer);
    }

    public static async Task<IResult> ImportAsync(FeedRequest request, HttpContext context, RunnerService runner, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (request.Program is not { Length: > 0 and <= 64 } || !request.Program.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-'))
            return Answer.Error(400, "expected the key of a program, such as own", "program");
        var programs = runner.Engine.Offers.ProgramKeys;
        if (!programs.Contains(request.Program)) return Answer.Error(400, $"there is no program '{request.Program}'; there are {string.Join(", ", programs)}", "program");
        var store = request.Store ?? FeedProduct.UsualStore;
        if (!runner.Stores.Stores.ContainsKey(store)) return Answer.Error(400, $"there is no store '{store}'", "store");
        // The app has read the file already: what was no UTF-8 has become this one character.
        if (FileText.LostLine(request.Text) is { } line) return Answer.Error(400, string.Create(CultureInfo.InvariantCulture, $"line {line}: {FileText.Lost}"), "text");
        var reading = CatalogueFile.Read(request.Text);
        var foreign = await runner.Engine.Products.SaveAsync((store, request.Program), reading.Items, clock.Now(), cancellationToken);
        var refused = reading.Refused.Select(row => new BadRow(row.Line, row.Reason)).Concat(foreign.Select(id => new BadRow(0, $"another program has the id `{id}` already"))).ToList();
        var taken = reading.Items.Count - foreign.Count;
        if (taken > 0)
        {
            await new AuditStore(runner.Database).AddAsync(new(context.Caller().Name, "offers.imported", request.Program, null, string.Create(CultureInfo.InvariantCulture, $"{taken} products, {refused.Count} rows set aside"), clock.Now()), cancellationToken);
            await runner.Engine.ReloadAsync(clock.Now(), cancellationToken);
        }

        return TypedResults.Json(new FeedAnswer(taken, refused), OfferJson.Default.FeedAnswer);
    }

    private static bool Matches(Offer offer, string? q) =>
        string.IsNullOrWhiteSpace(q) || new[] { offer.Id, offer.Name, offer.Category ?? "", offer.ProductId ?? "" }.Concat(offer.Tags).Any(text => text.Contains(q.Trim(), StringComparison.OrdinalIgnoreCase));

    private static OfferRow Row(Offer offer, string? file, LocalDate? goneSince) => new(
        offer.Id, offer.Name, offer.Program.Key, offer.Program.Name, offer.Program.IsOwn, offer.Url, offer.ImageUrl, offer.Price?.ToString(), offer.Price?.Currency.Code, offer.Category, offer.InStock, offer.ProductId,
        offer.IsExclusive, offer.From is { } from ? LocalDatePattern.Iso.Format(from) : null, offer.Until is { } until ? LocalDatePattern.Iso.Format(until) : null, WhyNot(offer, goneSince), offer.Store, offer.FallbackUrl, file);

    internal static string? WhyNot(Offer offer, LocalDate? goneSince) => offer switch
    {
        { Program.IsOpen: false } => "the program is closed",
        { Program.EmailAllowed: EmailRule.No } => "the program forbids mail",
        { Program.EmailAllowed: EmailRule.Approval } => "the program has not approved mail",
        { InStock: false } => "out of stock",
        _ when goneSince is { } since => $"page gone since {LocalDatePattern.Iso.Format(since)}",
        _ => null,
    };

    private static ProgramRow Row(OfferProgram program, int offers, IReadOnlyList<string> files) => new(
        program.Key, program.Name, program.Network, program.Merchant, program.IsOpen, Form.Word(program.EmailAllowed), program.RedirectAllowed, program.PricesAllowed, program.CouponSites,
        program.Disclosure?.Texts.Values.First(), program.CookieWindow?.ToString(), program.DeniedClaims, program.Commissions.ToDictionary(pair => pair.Key, pair => Text(pair.Value)), offers, files);

    private static string Text(Commission commission) =>
        commission.Amount is { } amount ? $"{amount} {amount.Currency.Code}" : string.Create(CultureInfo.InvariantCulture, $"{commission.Rate * 100:0.##}%");
}
