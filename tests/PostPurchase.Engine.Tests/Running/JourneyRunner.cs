using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Storage;

namespace PostPurchase.Engine.Tests.Running;

/// <summary>Runs journeys over a real database with a clock that jumps to what is due next; every mail is accepted at once.</summary>
internal sealed class JourneyRunner : IAsyncDisposable
{
    private readonly TemporaryDatabase _temporary = TemporaryDatabase.New();
    private readonly List<SentMail> _sent = [];
    private readonly List<TraceLine> _trace = [];
    private readonly JourneyLibrary _library;
    private readonly EnrollmentStore _enrollments;
    private readonly SendLedger _ledger;
    private readonly EventIntake _intake;
    private readonly Runner _runner;

    private JourneyRunner(string zone, bool atOnce)
    {
        var database = _temporary.Database;
        var stores = new StoreDirectory
        {
            Stores = new Dictionary<string, StoreProfile> { ["default"] = new() { Name = "Trail & Peak", TimeZone = DateTimeZoneProviders.Tzdb[zone] } },
        };
        var facts = new RunFacts(database, stores);
        _library = new JourneyLibrary(database, Path.Combine(_temporary.Folder, "workflows"), () => FileCatalog.Open);
        _enrollments = new EnrollmentStore(database);
        _ledger = new SendLedger(database);
        _intake = new EventIntake(database, new IntakeRules { Enroll = new EnrollmentRules(() => _library.Current, facts, database.Ids).Enroll, Advance = Begin }) { AdvancesAtOnce = atOnce };
        _runner = new Runner(_enrollments, new RunningStore(database), () => _library.Current, facts) { Observer = step => _trace.AddRange(step.Transition.Trace) };
    }

    public Instant Now { get; private set; } = A.Noon;

    public IReadOnlyList<SentMail> Sent => _sent;

    public IReadOnlyList<TraceLine> Trace => _trace;

    public Database Database => _temporary.Database;

    /// <param name="yaml">The journey.</param>
    /// <param name="zone">The store's.</param>
    /// <param name="atOnce">Whether runs take their first advance in the transaction that starts them, as in production.</param>
    public static async Task<JourneyRunner> WithAsync(string yaml, string zone = "Etc/UTC", bool atOnce = true)
    {
        var runner = new JourneyRunner(zone, atOnce);
        await runner.PublishAsync(yaml);
        return runner;
    }

    public async Task PublishAsync(string yaml)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_temporary.Folder, "workflows")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "journey.yaml"), yaml);
        await _library.ReloadAsync(Now);
    }

    /// <summary>The journey in force.</summary>
    public JourneyPlan Current => _library.Current.Current.Single();

    public IReadOnlyList<Problem> Problems => _library.Problems;

    /// <summary>An event happens now; what it makes due is done.</summary>
    public async Task HappensAsync(StoreEvent fact, bool isHistory = false)
    {
        await _intake.AcceptAsync(A.Delivery(fact) with { IsHistory = isHistory }, Now);
        await DoDueAsync();
    }

    /// <summary>Events of one delivery.</summary>
    public async Task<IntakeAnswer> HappensTogetherAsync(params StoreEvent[] facts)
    {
        var answer = await _intake.AcceptAsync(A.Delivery(facts), Now);
        await DoDueAsync();
        return answer;
    }

    /// <summary>A human click on the mail of a step.</summary>
    public Task ClicksAsync(string step) => TouchedAsync(step, (owner, send) => ATouch.Click(owner, send, Now));

    /// <summary>An open or click of the last mail of a step.</summary>
    public async Task TouchedAsync(string step, Func<CustomerId, SendId, StoredTouch> touch)
    {
        var mail = _sent.Last(sent => sent.Step == step);
        await new HistoryStore(Database).AddAsync([touch(mail.Owner, mail.Send) with { Journey = mail.Journey, Step = step }]);
        await DoDueAsync();
    }

    /// <summary>The nightly look at who is silent; gives how many have lapsed.</summary>
    public async Task<int> NightAsync()
    {
        var count = await new LapseWatch(Database, _intake, _ => true).RunAsync(Now, CancellationToken.None);
        await DoDueAsync();
        return count;
    }

    public async Task UntilAsync(Instant end)
    {
        while (await NextDueAtAsync() is { } next && next <= end)
        {
            if (next > Now) Now = next;
            await DoDueAsync();
        }

        Now = end;
    }

    public Task DaysPassAsync(int days) => UntilAsync(Now + Duration.FromDays(days));

    public async Task<IReadOnlyList<Enrollment>> RunsAsync()
    {
        var customer = await new CustomerStore(Database).FindByEmailAsync("default", "jane@example.com");
        return [.. (await _enrollments.OfAsync(customer!.Owner)).Select(held => held.Run)];
    }

    public ValueTask DisposeAsync() => _temporary.DisposeAsync();

    private IReadOnlyList<RunStep> Begin(Session session, IReadOnlyList<StartedRun> started, Instant now)
    {
        var steps = _runner.Begin(session, started, now);
        _trace.AddRange(steps.SelectMany(step => step.Transition.Trace));
        return steps;
    }

    private async Task<Instant?> NextDueAtAsync()
    {
        var instants = new[] { await _enrollments.NextDueAtAsync(), await _ledger.NextDueAtAsync() }.Where(at => at is not null).ToList();
        return instants.Count == 0 ? null : instants.Min();
    }

    private async Task DoDueAsync()
    {
        while (await _runner.AdvanceDueAsync(Now) > 0 || await SendAsync() > 0)
        {
        }
    }

    private async Task<int> SendAsync()
    {
        var count = 0;
        foreach (var kind in Enum.GetValues<ContentKind>())
        {
            var claimed = await _ledger.ClaimAsync(new SendLane(kind), 100, _ => new GateDecision.Send(), Now);
            _sent.AddRange(claimed.Select(context => new SentMail(context.Send.Id, context.Send.Owner, context.Send.Journey!, context.Send.Step, Now)));
            count += await _ledger.ConcludeAsync([.. claimed.Select(context => new SendOutcome(context.Send, SendState.Accepted, Now))]);
        }

        return count;
    }
}

/// <summary>A mail that left.</summary>
internal sealed record SentMail(SendId Send, CustomerId Owner, string Journey, string Step, Instant At);
