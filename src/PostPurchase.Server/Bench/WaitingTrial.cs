using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Journeys;
using PostPurchase.Engine;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Bench;

/// <summary>Many runs wait: how soon the server serves, what it holds in memory, and how soon the mail of one that falls due leaves.</summary>
internal static class WaitingTrial
{
    private const int Group = 5_000;

    // As a shop has them: entered over the last four weeks, due over the next four.
    private static readonly Duration s_span = Duration.FromDays(28);
    private static readonly Duration s_wait = Duration.FromDays(3);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    public static async Task<IReadOnlyList<Figure>> RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        var folder = trial.NewShop("waiting");
        Instant due;
        await using (var engine = await trial.OpenAsync(folder, trial.Clock.Now())) due = await FillAsync(trial, engine, cancellationToken);
        Instant? left = null;
        await using var sink = new LoopbackSink((_, _) => left = trial.Clock.Now());
        await using var shop = await ServedShop.StartAsync(folder, sink.Port, cancellationToken);
        var resident = shop.ResidentBytes;
        await Trial.UntilAsync(() => sink.Count > 0, s_patience, "the mail of the run that fell due", cancellationToken);
        var name = $"{trial.Size.Waiting:N0} waiting runs";
        return
        [
            new Figure($"{name}: start to serving", shop.StartedIn.TotalSeconds, "s") { AtMost = 2 },
            new Figure($"{name}: resident memory", Math.Max(resident, shop.ResidentBytes) / 1e6, "MB") { AtMost = 250 },
            new Figure($"{name}: due to accepted", (left!.Value - due).TotalMilliseconds, "ms") { AtMost = 1_000 },
            new Figure($"{name}: database", new FileInfo(Trial.DatabaseOf(folder)).Length / 1e6, "MB") { Note = "with a customer each" },
        ];
    }

    private static async Task<Instant> FillAsync(Trial trial, PostPurchaseEngine engine, CancellationToken cancellationToken)
    {
        var (now, count) = (trial.Clock.Now(), trial.Size.Waiting);
        var version = engine.Journeys.Current.Current.Single(plan => plan.Key == TrialShop.Waits).Version;
        // Without waiting for the disk: this database has nothing to lose.
        await using var database = Database.Open(engine.Database.File, node: 1, isDurable: false);
        for (var first = 0; first < count; first += Group)
        {
            var (from, to) = (first, Math.Min(count, first + Group));
            await database.WriteAsync(session => Write(session, (from, to, count), database.Ids, (now, version)), cancellationToken);
        }

        var due = trial.Clock.Now() + Duration.FromSeconds(trial.Size.DueIn);
        await database.WriteAsync(session => One(session, database.Ids, (due - s_wait, due), version, "due"), default);
        return due;
    }

    private static int Write(Session session, (int From, int To, int Count) part, IdSource ids, (Instant Now, string Version) known)
    {
        for (var number = part.From; number < part.To; number++)
        {
            var passed = s_span * ((double)number / part.Count);
            var (entered, due) = (known.Now - s_span + passed, known.Now + Duration.FromHours(1) + passed);
            One(session, ids, (entered, due), known.Version, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return part.To - part.From;
    }

    private static int One(Session session, IdSource ids, (Instant EnteredAt, Instant DueAt) when, string version, string id)
    {
        var owner = new CustomerId(ids.Next(when.EnteredAt));
        var address = TrialShop.Address(id);
        CustomerStore.Insert(session, new Customer
        {
            Owner = owner, Store = "default", Email = address, Address = address, FirstName = "Jane", Country = "US", CreatedAt = when.EnteredAt,
            Consent = new ConsentFacts(true, true, true),
        });
        CustomerStore.AddAlias(session, session.Names.Id(NameKind.Store, "default"), AliasKind.Email, address, owner.Value);
        EnrollmentStore.Insert(session, SizeTrial.Waiting(ids, owner, when.EnteredAt, when.DueAt) with { Version = version, Step = 0, Purchase = null, State = RunState.Empty });
        return 1;
    }
}
