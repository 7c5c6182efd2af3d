using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Learning.Reports;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Smtp;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Api.Welcome;

/// <summary>What will happen when mail really leaves, and the switch for it.</summary>
internal static class GoLiveEndpoints
{
    private const string Setting = "Mail:Mode";
    private const string Address = "Mail:RedirectTo";
    private const int Soon = 12;

    private static readonly Duration s_day = Duration.FromDays(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(8);
    private static readonly string[] s_modes = ["captured", "redirect", "approve", "live"];

    private static readonly Sql s_runs = new("select count(*) from enrollment where due_at >= @now and due_at < @until");
    private static readonly Sql s_due = new("select kind, count(*) from send where kind between 0 and 2 and due_at >= @now and due_at < @until and channel = 1 group by kind");

    public static async Task<IResult> ShowAsync(RunnerService runner, SettingsDesk desk, ServerRestart restart, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var (late, lateSends) = Overdue.Count(runner.Database, now);
        var (inside, runs, due) = runner.Database.Read(session => (
            LedgerFigures.Inside(session), session[s_runs].With(now).With(now + s_day).First(row => row.Long(0)),
            session[s_due].With(now).With(now + s_day).All(row => new DueMails(Form.Word((ContentKind)row.Int(0)), row.Long(1)))));
        var plans = runner.Journeys.Current.Current.OrderBy(plan => plan.Name, StringComparer.Ordinal).Select(plan => new LiveJourney(plan.Key, plan.Name, Form.Word(plan.Status))).ToList();
        var next = NextMode(desk);
        return TypedResults.Json(
            new GoLiveAnswer(
                WordOf(runner.Settings.Mail.Mode), next, runner.Settings.Mail.RedirectTo?.ToString(), Where(desk), restart.IsPossible, await ChecksAsync(runner, clock, cancellationToken), plans, inside, runs, due, late, lateSends,
                DeliveryRows.Soonest(runner, Soon)),
            WelcomeJson.Default.GoLiveAnswer);
    }

    public static async Task<IResult> SwitchAsync(MailModeBody body, HttpContext context, RunnerService runner, SettingsDesk desk, ServerRestart restart, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!s_modes.Contains(body.Mode)) return Answer.Error(400, $"expected {string.Join(", ", s_modes)}", "mode");
        if (desk.WhyLocked(Setting) is { } locked) return Answer.Settings(409, [locked], "mode");
        var changes = new Dictionary<string, string?> { [Setting] = body.Mode };
        if (body.RedirectTo is not null) changes[Address] = body.RedirectTo.Trim();
        var problems = Missing(body.Mode, runner) is { } missing ? [missing, .. desk.Try(changes).Problems] : await desk.SaveAsync(changes, (context.Caller().Name, clock.Now()), cancellationToken);
        if (problems.Count > 0) return Answer.Settings(422, [.. problems.Select(SettingProblem.Of)], "mode");
        // A mail that is under way under one mode must not leave under another: the process begins anew.
        if (body.Mode != WordOf(runner.Settings.Mail.Mode) && restart.IsPossible) context.Response.OnCompleted(() => { restart.Ask(); return Task.CompletedTask; });
        return await ShowAsync(runner, desk, restart, clock, cancellationToken);
    }

    // Some of what live mail needs is not in the settings.
    private static string? Missing(string? mode, RunnerService runner) =>
        mode == WordOf(MailMode.Live) ? RunnerService.WhyNotLive(runner.Settings with { Mail = runner.Settings.Mail with { Mode = MailMode.Live } }, runner.Stores) : null;

    private static string WordOf(MailMode mode) => Form.Word(mode);

    private static string NextMode(SettingsDesk desk)
    {
        try
        {
            return WordOf(desk.Next().Mail.Mode);
        }
        catch (CommandException refused)
        {
            return $"refused: {refused.Lines[0]}";
        }
    }

    private static string? Where(SettingsDesk desk) =>
        desk.WhyLocked(Setting) is { } locked ? $"How mail leaves is {locked.Text}." : null;

    private static async Task<IReadOnlyList<LiveCheck>> ChecksAsync(RunnerService runner, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (store, profile) = (runner.Settings.Store, runner.Stores.Of("default"));
        return
        [
            new("postal_address", string.IsNullOrWhiteSpace(profile.PostalAddress) ? "wrong" : "ok", profile.PostalAddress),
            new("from_address", store.FromAddress is not { } sender ? "wrong" : ExampleDomain.Is(sender.Domain) ? "advice" : "ok", store.FromAddress?.ToString()),
            new("base_url", store.IsOutside ? "ok" : runner.Settings.Mail.AllowLoopback ? "advice" : "wrong", store.BaseUrl),
            ShopAddress(runner.Settings),
            await TransportAsync(runner, clock, cancellationToken),
            new("dkim", store.FromAddress is { } from && runner.Settings.Dkim?.Covers(from.Domain) == true ? "ok" : "advice", runner.Settings.Dkim?.Domain),
            new("journeys", runner.Journeys.Current.Current.Any(plan => plan.Status == JourneyStatus.Live) ? "ok" : "advice", null),
            .. NobodysNotices(runner) is { Count: > 0 } notices ? [new LiveCheck("notices", "advice", string.Join(", ", notices))] : Array.Empty<LiveCheck>(),
            .. LoopbackPictures.Of(runner) is { Count: > 0 } pictures ? [new LiveCheck("pictures", "advice", string.Join(", ", pictures))] : Array.Empty<LiveCheck>(),
            .. runner.Quarantine is { } why ? [new LiveCheck("quarantine", "wrong", why)] : Array.Empty<LiveCheck>(),
        ];
    }

    // As the shipped journeys come.
    private static List<string> NobodysNotices(RunnerService runner) =>
    [
        .. runner.Journeys.Current.Current.Where(plan => plan.Status == JourneyStatus.Live).OrderBy(plan => plan.Name, StringComparer.Ordinal)
            .Select(plan => (plan.Name, To: NobodysIn(plan))).Where(found => found.To.Length > 0).Select(found => $"{found.Name} ({found.To})"),
    ];

    private static string NobodysIn(JourneyPlan plan) =>
        string.Join(", ", plan.Steps.OfType<Step.Notify>().Select(step => step.To).Where(ExampleDomain.Has).Distinct());

    // Not asked of live mail: without it, mails leave out the buttons that would lead to the shop.
    private static LiveCheck ShopAddress(ServerSettings settings)
    {
        var without = settings.Stores.Where(store => store.Value.Profile.Url is null).Select(store => store.Key).Order(StringComparer.Ordinal).ToList();
        return without.Count == 0
            ? new("store_url", "ok", settings.Store.Profile.Url)
            : new("store_url", "advice", settings.Stores.Count > 1 ? $"without one: {string.Join(", ", without)}" : null);
    }

    private static async Task<LiveCheck> TransportAsync(RunnerService runner, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!runner.Settings.Transports.TryGetValue("default", out var transport)) return new("transport", "wrong", null);
        using var limit = new CancellationTokenSource(s_patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var problem = await SmtpCheck.ReachAsync(EngineParts.Options(transport), clock, either.Token);
            return new("transport", problem is null ? "ok" : "wrong", problem ?? $"{transport.Host}:{transport.Port}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new("transport", "wrong", $"{transport.Host}:{transport.Port} did not answer in {s_patience.TotalSeconds} s");
        }
    }
}

/// <param name="Mode">How mail leaves now: captured, redirect, approve or live.</param>
/// <param name="Next">How it leaves after the next start; "refused: ..." where that start would be refused.</param>
/// <param name="RedirectTo">Who gets all mail while it is redirected.</param>
/// <param name="Locked">Why the mode cannot be changed here, or null.</param>
/// <param name="Restarts">Whether a change begins the server anew by itself; else somebody starts it again.</param>
/// <param name="Checks">In order.</param>
/// <param name="Journeys">All, with their status.</param>
/// <param name="Inside">Customers who are inside of journeys.</param>
/// <param name="RunsDue">Of them, those whose next step is due within 24 hours.</param>
/// <param name="MailsDue">Mails that are due within 24 hours, by kind.</param>
/// <param name="LateRuns">Steps that should have happened already.</param>
/// <param name="LateMails">Mails that should have left already.</param>
/// <param name="Planned">The planned mails that fall due first, in that order.</param>
internal sealed record GoLiveAnswer(
    string Mode, string Next, string? RedirectTo, string? Locked, bool Restarts, IReadOnlyList<LiveCheck> Checks, IReadOnlyList<LiveJourney> Journeys, long Inside, long RunsDue, IReadOnlyList<DueMails> MailsDue,
    long LateRuns, long LateMails, IReadOnlyList<DeliveryRow> Planned);

/// <param name="Name">postal_address, from_address, base_url, store_url, transport, dkim, journeys, notices, pictures or quarantine; of the last three only what is wrong.</param>
/// <param name="State">ok, advice or wrong.</param>
/// <param name="Detail">The value, or what is wrong with it.</param>
internal sealed record LiveCheck(string Name, string State, string? Detail);

/// <param name="Key">Stable.</param>
/// <param name="Name">For people.</param>
/// <param name="Status">draft, live or paused.</param>
internal sealed record LiveJourney(string Key, string Name, string Status);

/// <param name="Kind">transactional, own or third_party.</param>
/// <param name="Count">How many.</param>
internal sealed record DueMails(string Kind, long Count);

/// <param name="Mode">captured, redirect, approve or live.</param>
/// <param name="RedirectTo">For redirect; null leaves it as it is.</param>
internal sealed record MailModeBody(string? Mode, string? RedirectTo = null);
