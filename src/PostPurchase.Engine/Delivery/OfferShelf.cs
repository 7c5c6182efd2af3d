using System.Collections.Concurrent;
using NodaTime;
using PostPurchase.Core.Compliance;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Core.Offers;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Delivery;

/// <summary>The offers of the files <c>workflows/offers/*.yaml</c>, and the picking of them for one mail.</summary>
internal sealed class OfferShelf(string workflowsFolder)
{
    // An offer that was shown before that may be shown as if it were new.
    private static readonly Duration s_remembered = Duration.FromDays(90);

    private readonly ConcurrentQueue<string> _forgotten = new();
    private Shelf _shelf = Shelf.Empty;

    /// <summary>What is bought together, by product and by category.</summary>
    public Func<(Associations Products, Associations Categories)> Measured { get; init; } = () => (Associations.None, Associations.None);

    /// <summary>The products that came by feed, with the keys of their stores and programs.</summary>
    public Func<IReadOnlyList<FeedProduct>> Feed { get; init; } = () => [];

    /// <summary>What was last known of the terms of programs: it stands for those that no file says anything of any more. Null knows only what files say.</summary>
    public ProgramTermsStore? LastTerms { get; init; }

    /// <summary>What is on the shelf.</summary>
    public IReadOnlyList<Offer> Offers => Current.Offers;

    /// <summary>A line with what its order left out and its store's catalogue knows: picture, address, category.</summary>
    public LineFacts Enrich(string store, LineFacts line)
    {
        if (line.ProductId is not { } product) return line;
        var own = Current.OwnProducts;
        return Catalogue.Enrich(line, own.GetValueOrDefault((store, product)) ?? own.GetValueOrDefault((null, product)));
    }

    /// <summary>The programs, by key; one that files name and that has no offer too.</summary>
    public IReadOnlyList<OfferProgram> Programs => Current.Programs;

    /// <summary>Keys of the shop's own program and of those that a file writes or names for a feed, also one with an error; in order.</summary>
    public IReadOnlyList<string> ProgramKeys => [.. Programs.Select(program => program.Key).Append(OfferProgram.OwnKey)
        .Concat(Feeds.Select(feed => feed.Program)).Concat(Terms.Where(one => !one.IsLastKnown).Select(one => one.Program.Key)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What programs say of their links; of a file with an error, or one that is gone, what can be read of it or was last known.</summary>
    public IReadOnlyList<ProgramTerms> Terms => Current.Terms;

    /// <summary>Whose the links are that mails write out.</summary>
    public LinkTerms Links => Current.Links;

    /// <summary>The coupon pools.</summary>
    public IReadOnlyList<CouponPool> Pools => Current.Pools;

    /// <summary>The named choices.</summary>
    public IReadOnlyList<OfferRule> Rules => Current.Rules;

    /// <summary>The feeds that are fetched.</summary>
    public IReadOnlyList<OfferFeed> Feeds => Current.Feeds;

    /// <summary>Findings of the compliance check that the owner answers for.</summary>
    public IReadOnlyList<ComplianceOverride> Overrides => Current.Overrides;

    /// <summary>The file of each offer that a file writes, by id; of one that a feed alone knows there is none.</summary>
    public IReadOnlyDictionary<string, string> FileOf => Current.FileOf;

    /// <summary>Names of the files of each program, in order; the shop's own may have several.</summary>
    public ILookup<string, string> FilesOfProgram => Current.FilesOfProgram;

    /// <summary>Keys of the coupon pools.</summary>
    public IReadOnlySet<string> PoolNames => Pools.Select(pool => pool.Key).ToHashSet();

    /// <summary>Names of the choices.</summary>
    public IReadOnlySet<string> RuleNames => Rules.Select(rule => rule.Name).ToHashSet();

    /// <summary>Full paths of the files with codes, with the pool of each.</summary>
    public IEnumerable<(string Pool, string Path)> CodeFiles => Pools.Where(pool => pool.CodesFile is not null).Select(pool => (pool.Key, Path.Combine(Folder, pool.CodesFile!)));

    /// <summary>The problems of the last reading.</summary>
    public IReadOnlyList<Problem> Problems => Current.Problems;

    /// <summary>How long one unit of a consumable lasts, by store (or every store) and product id, as the store directory wants it.</summary>
    public IReadOnlyDictionary<string, Duration> Cycles => Offers
        .Where(offer => offer is { Cycle: not null, ProductId: not null })
        .GroupBy(offer => $"{offer.Store ?? StoreDirectory.EveryStore}/{offer.ProductId}")
        .ToDictionary(group => group.Key, group => group.First().Cycle!.Value);

    private string Folder => Path.Combine(workflowsFolder, "offers");

    private Shelf Current => Volatile.Read(ref _shelf);

    /// <summary>Reads the files; one with an error leaves its offers out and says so.</summary>
    public void Reload()
    {
        // Before the files are read: what was said to be forgotten meanwhile is for the next reading.
        var known = StillKnown();
        string[] paths = Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*.yaml") : [];
        Volatile.Write(ref _shelf, Shelf.Of([.. paths.Order(StringComparer.Ordinal).Select(path => ($"offers/{Path.GetFileName(path)}", OfferFile.Read($"offers/{Path.GetFileName(path)}", File.ReadAllText(path))))], Feed(), known));
    }

    /// <summary>As <see cref="Reload"/>, and keeps what programs say of their links.</summary>
    public Task ReloadAsync(CancellationToken cancellationToken)
    {
        Reload();
        return KeepTermsAsync(cancellationToken);
    }

    /// <summary>Keeps what programs say of their links for when their files cannot be read.</summary>
    public Task KeepTermsAsync(CancellationToken cancellationToken) => LastTerms?.KeepAsync(Terms, cancellationToken) ?? Task.CompletedTask;

    /// <summary>Forgets at the next reading what was last known of a program that its owner took out of the files; one that a file still has stays known.</summary>
    public void ForgetTerms(string program) => _forgotten.Enqueue(program);

    /// <summary>The offers for one mail, with the reasons. A mail that has left is made again with the offers that it showed.</summary>
    public OfferChoice Pick(OfferWish wish)
    {
        var locale = wish.Sources.Customer.Customer.Locale ?? wish.Sources.Store.Locale;
        if (wish.Send is { State: SendState.Accepted or SendState.Uncertain, Picks: { } left }) return new(Again(left, wish, locale), left);
        var picked = OfferPicker.Pick([.. Offers.Where(offer => offer.Store is null || offer.Store == wish.Send.Store)], RequestOf(wish, locale));
        var others = picked.Left.OrderBy(other => other.Reason.StartsWith("others", StringComparison.Ordinal) ? 0 : other.Reason.StartsWith("nothing", StringComparison.Ordinal) ? 2 : 1);
        return new(
            [.. picked.Offers.Select(one => Card(one.Offer, one.Why, wish, locale))],
            new([.. picked.Offers.Select(one => new PickNote(one.Offer.Id, one.Note))], [.. others.Take(SendPicks.MostLeft).Select(other => new PickNote(other.Id, other.Reason))], picked.Left.Count));
    }

    private IReadOnlyList<ProgramTerms> StillKnown()
    {
        var known = LastTerms?.All() ?? [];
        while (_forgotten.TryDequeue(out var program)) known = [.. known.Where(one => one.Program.Key != program)];
        return known;
    }

    private PickRequest RequestOf(OfferWish wish, string locale)
    {
        var (wanted, sources, send) = (wish.Request, wish.Sources, wish.Send);
        var today = sources.Now.InZone(sources.Zone).Date;
        var owned = HistoryStore.BoughtBy(wish.Session, send.Owner).Select(bought => bought.ProductId).OfType<string>().ToHashSet();
        var shown = HistoryStore.ShownTo(wish.Session, send.Owner, sources.Now - s_remembered);
        var (products, categories) = Measured();
        return new()
        {
            Pick = wanted.Pick,
            Count = wanted.Count,
            Owner = send.Owner,
            Step = $"{send.Journey}/{send.Step}",
            Lines = sources.Line is { } line ? [line.Line] : sources.Purchase?.Facts.Lines ?? [],
            IsAboutLine = sources.Line is not null,
            Owned = owned,
            Returned = HistoryStore.ReturnedBy(wish.Session, send.Owner).Except(owned).ToHashSet(),
            Shown = shown.GroupBy(one => one.Offer).ToDictionary(group => group.Key, group => new Showing(group.Count(), (int)(sources.Now - group.Max(one => one.At)).TotalDays)),
            Gone = LinkHealth.GoneSince(wish.Session).ToDictionary(one => one.Offer, one => one.Since.InZone(sources.Zone).Date),
            LosesToken = offer => LinkHealth.ProblemOf(wish.Session, offer) == LinkProblem.SubIdStripped,
            AllowsPartners = wish.Promotion.ThirdParty,
            Country = sources.Customer.Customer.Country,
            Currency = sources.Purchase?.Facts.Currency ?? sources.Store.Currency,
            Locale = locale,
            Today = today,
            OrderedOn = sources.Purchase?.OrderedAt.InZone(sources.Zone).Date,
            Rules = Rules,
            Products = products,
            Categories = categories,
        };
    }

    private List<OfferCard> Again(SendPicks picks, OfferWish wish, string locale) =>
        [.. picks.Shown.Select(note => Offers.FirstOrDefault(offer => offer.Id == note.Id)).OfType<Offer>().Select(offer => Card(offer, offer.Why?.For(locale) ?? "", wish, locale))];

    private static OfferCard Card(Offer offer, string why, OfferWish wish, string? locale) => new()
    {
        Id = offer.Id,
        Name = offer.Name,
        Url = LinkOf(offer, wish),
        ImageUrl = offer.ImageUrl,
        Price = offer.Program.PricesAllowed ? offer.Price : null,
        Category = offer.Category,
        Why = why,
        Own = offer.Program.IsOwn,
        Disclosure = offer.Program.Disclosure?.For(locale),
        AllowsRedirect = offer.Program.RedirectAllowed,
    };

    // A link that may go over no redirect cannot be led elsewhere at the click, so that it is while it is made.
    private static string LinkOf(Offer offer, OfferWish wish)
    {
        var (journey, step) = (wish.Send.Journey, wish.Send.Step);
        return !offer.Program.RedirectAllowed && offer.FallbackUrl is not null && LinkHealth.IsAstray(wish.Session, offer.Id)
            ? offer.FallbackIn(journey, step)!
            : offer.LinkIn(journey, step);
    }

    /// <summary>Everything of one reading; never changed.</summary>
    private sealed record Shelf
    {
        public static Shelf Empty { get; } = new();

        public IReadOnlyList<Offer> Offers { get; private init; } = [];

        public IReadOnlyList<OfferProgram> Programs { get; private init; } = [];

        public IReadOnlyList<ProgramTerms> Terms { get; private init; } = [];

        public LinkTerms Links { get; private init; } = LinkTerms.None;

        public IReadOnlyList<CouponPool> Pools { get; private init; } = [];

        public IReadOnlyList<OfferRule> Rules { get; private init; } = [];

        public IReadOnlyList<OfferFeed> Feeds { get; private init; } = [];

        public IReadOnlyList<ComplianceOverride> Overrides { get; private init; } = [];

        public IReadOnlyList<Problem> Problems { get; private init; } = [];

        public IReadOnlyDictionary<string, string> FileOf { get; private init; } = new Dictionary<string, string>();

        public ILookup<string, string> FilesOfProgram { get; private init; } = Array.Empty<string>().ToLookup(file => file);

        public IReadOnlyDictionary<(string? Store, string Product), Offer> OwnProducts { get; private init; } = new Dictionary<(string?, string), Offer>();

        public static Shelf Of(IReadOnlyList<(string File, OfferReading Reading)> files, IReadOnlyList<FeedProduct> feed, IReadOnlyList<ProgramTerms> lastTerms)
        {
            var terms = ProgramTerms.Now([.. files.Select(file => file.Reading)], lastTerms);
            var fed = feed.ToLookup(product => product.Program, product => product.Item.Url, StringComparer.Ordinal);
            var problems = files.SelectMany(file => file.Reading.Problems).ToList();
            var written = Once(files, reading => reading.Offers, offer => offer.Id, "offer", problems);
            var offers = Catalogue.Merge(written, [.. files.Select(file => file.Reading.Program).OfType<OfferProgram>().DistinctBy(program => program.Key)], feed);
            return new()
            {
                Offers = offers,
                Terms = terms,
                Links = new(terms.Select(one => one with { Pages = [.. one.Pages, .. fed[one.Program.Key]] })),
                FileOf = files.SelectMany(file => file.Reading.Offers.Select(offer => (offer.Id, Name: Path.GetFileName(file.File)))).DistinctBy(one => one.Id).ToDictionary(one => one.Id, one => one.Name),
                FilesOfProgram = files.Where(file => file.Reading.Program is not null).ToLookup(file => file.Reading.Program!.Key, file => Path.GetFileName(file.File)),
                OwnProducts = offers.Where(offer => offer.Program.IsOwn && offer.ProductId is not null).DistinctBy(offer => (offer.Store, offer.ProductId)).ToDictionary(offer => (offer.Store, offer.ProductId!)),
                // The shop's own catalogue may be in several files: it has no terms that could differ.
                Programs = [.. files.Select(file => file.Reading.Program).OfType<OfferProgram>().Where(program => program.IsOwn).Take(1),
                    .. Once(files, reading => reading.Program is { IsOwn: false } program ? new[] { program } : [], program => program.Key, "program", problems)],
                Pools = Once(files, reading => reading.Pools, pool => pool.Key, "coupon pool", problems),
                Rules = Once(files, reading => reading.Rules, rule => rule.Name, "rule", problems),
                Feeds = Once(files, reading => reading.Feeds, feed => feed.Name, "feed", problems),
                Overrides = [.. files.SelectMany(file => file.Reading.Overrides)],
                Problems = problems,
            };
        }

        // The first file keeps what two files name.
        private static List<T> Once<T>(IReadOnlyList<(string File, OfferReading Reading)> files, Func<OfferReading, IReadOnlyList<T>> of, Func<T, string> key, string what, List<Problem> problems)
        {
            var kept = new Dictionary<string, T>(StringComparer.Ordinal);
            foreach (var (file, reading) in files)
            {
                foreach (var one in of(reading))
                {
                    if (!kept.TryAdd(key(one), one)) problems.Add(new(file, 1, 1, true, ProblemCode.Duplicate, $"the {what} `{key(one)}` is in another file already"));
                }
            }

            return [.. kept.Values];
        }
    }
}
