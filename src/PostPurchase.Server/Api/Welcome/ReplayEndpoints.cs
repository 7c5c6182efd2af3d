using System.Globalization;
using NodaTime;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Simulation;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Messages;
using PostPurchase.Server.Api.Journeys;
using PostPurchase.Server.Api.Templates;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Api.Welcome;

/// <summary>The shop's last orders through the shop's and the shipped journeys, drafts too, in virtual time: production's own engine over a database that is thrown away.</summary>
internal static class ReplayEndpoints
{
    private const int MostOrders = 200;
    private const int SampleDays = 35;
    private const int Shown = 5;

    private static readonly Duration s_year = Duration.FromDays(365);
    private static readonly Duration s_after = Duration.FromDays(30);
    private static readonly Duration s_slip = Duration.FromDays(1);

    private static readonly Sql s_newest = new("select ordered_at from purchase where ordered_at <= @latest order by ordered_at desc limit @count");

    public static async Task<IResult> StartAsync(ReplayBody body, HttpContext context, RunnerService runner, Simulations simulations, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (body.Source is not ("sample" or "orders")) return Answer.Error(400, "expected sample or orders", "source");
        var (events, from, days) = Orders(body, runner, clock.Now());
        if (events.Count == 0) return Answer.Error(422, "the shop has no orders yet: load some, or take the sample shop", "source");
        // The last one is replaced: what of it still runs or waits would leave no room.
        var last = await WelcomeState.ReadAsync(runner, cancellationToken);
        foreach (var id in new[] { last.Replay, last.Agreed }.OfType<string>()) await simulations.RemoveAsync(id);
        if (Start(events, from, days) is not { } job) return Answer.Error(429, "other simulations are still running: try again when they are done");
        // Whoever's first orders say nothing of consent still sees what the mails look like.
        var agreed = UnknownConsent.IsAll(events, runner.Stores.ConsentRules) ? Start(UnknownConsent.Given(events), from, days) : null;
        var state = await WelcomeState.ReadAsync(runner, cancellationToken);
        await (state with { Replay = job.Id, Agreed = agreed?.Id }).WriteAsync(runner, cancellationToken);
        return TypedResults.Json(SimulationAnswer.Of(job, runner), JourneyJson.Default.SimulationAnswer, statusCode: 202);

        SimulationJob? Start(IReadOnlyList<StoreEvent> played, Instant first, int length)
        {
            var request = RequestOf(played, first, length, context, runner);
            if (simulations.Start(request, Path.GetDirectoryName(request.MailFolder)!) is { } started) return started;
            Directory.Delete(Path.GetDirectoryName(request.MailFolder)!, recursive: true);
            return null;
        }
    }

    /// <summary>Five mails of different templates: those that most people got, in the order in which a customer meets them.</summary>
    public static IResult Mails(string id, RunnerService runner, Simulations simulations)
    {
        if (simulations.Find(id) is not { Timeline: { } timeline } job) return Answer.Error(404, "this replay is not there: run it again");
        var names = runner.Journeys.Current.Current.ToDictionary(plan => plan.Key, plan => plan.Name, StringComparer.Ordinal);
        var foreign = Foreigners(job.Request.Events, runner.Stores.Of("default").Locale);
        var mails = timeline.Where(entry => entry is { Action: "send", Message: not null, Template: not null })
            .GroupBy(entry => entry.Template!).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(Shown)
            .Select(group => (Count: group.Count(), First: group.MinBy(entry => (foreign.Contains(entry.Customer), entry.At))!)).OrderBy(mail => mail.First.At)
            .Select(mail => new ReplayMail(
                int.Parse(Path.GetFileNameWithoutExtension(mail.First.Message!), CultureInfo.InvariantCulture), mail.First.Template!, mail.First.Subject ?? "", mail.First.Customer, Form.At(mail.First.At), mail.First.Journey,
                names.GetValueOrDefault(mail.First.Journey) ?? JourneyFiles.NameIn(SampleEndpoints.TextOf(mail.First.Journey)) ?? mail.First.Journey, mail.Count));
        return TypedResults.Json(new Items<ReplayMail>([.. mails], null), WelcomeJson.Default.ItemsReplayMail);
    }

    public static async Task<IResult> SendAsync(string id, int number, ReplaySend body, HttpContext context, RunnerService runner, Simulations simulations, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!EmailAddress.TryParse(body.To ?? "", out var to)) return Answer.Error(400, "expected an e-mail address", "to");
        if (simulations.Find(id)?.Mail(number) is not { } bytes) return Answer.Error(404, "this mail is not kept any more: run the replay again");
        if (runner.Settings is { Transports.Count: > 0, Store.FromAddress: null }) return Answer.Error(409, "nobody would take a mail from no address: say who your mail is from first", "from_address");
        var mail = SimulatedMail.Read(bytes);
        var message = new MailMessage { Id = "test", From = runner.Engine.Delivery.Settings.SenderOf("default").From, To = new Mailbox(to!, null), Subject = mail.Subject, Date = clock.GetUtcNow(), Html = mail.Html, Text = mail.Text };
        // Whoever asks for a mail to themselves by hand gets it, whatever becomes of customers' mail.
        var (outcome, where) = await TestMail.SendAsync(runner, message, to!, isReal: true, clock, cancellationToken);
        if (outcome is null) return Answer.Error(502, where);
        await new AuditStore(runner.Database).AddAsync(new(context.Caller().Name, "replay.test_sent", mail.Subject, null, outcome, clock.Now()), cancellationToken);
        return TypedResults.Json(new TestMailAnswer(outcome, where), TemplateJson.Default.TestMailAnswer);
    }

    /// <summary>A test mail of the outbox.</summary>
    public static async Task<IResult> TestMailAsync(string name, RunnerService runner, CancellationToken cancellationToken) => await TestMail.FindAsync(runner, name, cancellationToken) is { } bytes
        ? TypedResults.Json(SimulatedMail.Read(bytes), JourneyJson.Default.SimulatedMail)
        : Answer.Error(404, $"there is no test mail '{name}' in the outbox");

    // Over copies of the journeys and mails, in a folder of its own.
    private static SimulationRequest RequestOf(IReadOnlyList<StoreEvent> events, Instant from, int days, HttpContext context, RunnerService runner)
    {
        var folder = Directory.CreateTempSubdirectory("postpurchase-replay-").FullName;
        var (workflows, templates) = (Path.Combine(folder, "workflows"), Path.Combine(folder, "templates"));
        ShippedFiles.Copy(runner.Folders.Workflows, workflows);
        ShippedFiles.Copy(runner.Folders.Templates, templates);
        ShippedFiles.WriteMissing(workflows, templates);
        return new()
        {
            Events = events,
            From = from,
            Days = days,
            Workflows = workflows,
            Templates = templates,
            // As they are now, whatever is changed meanwhile.
            Stores = runner.Stores with { Stores = runner.Stores.Stores.ToDictionary(), Looks = runner.Stores.Looks.Copy() },
            // Pictures of this server are looked at through the address that the owner came by.
            Senders = EngineParts.Senders(runner.Settings).ToDictionary(sender => sender.Key, sender => sender.Value with { BaseUrl = AddressOf(context) }),
            HasPicture = runner.Engine.Delivery.Settings.HasPicture,
            MailFolder = Path.Combine(folder, "mail"),
        };
    }

    // The owner looks at mails in the language of the shop first.
    private static HashSet<string> Foreigners(IReadOnlyList<StoreEvent> events, string locale) =>
    [
        .. events.Where(fact => fact.Customer.Locale is { } own && own.Split('-')[0] != locale.Split('-')[0]).Select(fact => fact.Customer.Email).OfType<string>(),
    ];

    private static string AddressOf(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host}";

    private static (IReadOnlyList<StoreEvent> Events, Instant From, int Days) Orders(ReplayBody body, RunnerService runner, Instant now)
    {
        var zone = runner.Stores.Of("default").TimeZone;
        Instant DayOf(Instant at) => at.InZone(zone).Date.AtStartOfDayInZone(zone).ToInstant();
        if (body.Source == "sample") return (SampleEvents.From(DayOf(now), runner.Stores.Of("default").Currency, runner.Engine.Offers.Offers), DayOf(now), SampleDays);
        // An order of the future is a slip of somebody's clock: a year back from it there would be no other.
        var latest = now + s_slip;
        var newest = runner.Database.Read(session => session[s_newest].With(latest).With(MostOrders).All(row => row.At(0)));
        if (newest.Count == 0) return ([], now, 0);
        // Old files count from their newest order.
        var from = DayOf(newest.Last(at => at >= newest[0] - s_year));
        var (events, _) = runner.Database.Read(session => RealEvents.OfBuyersSince(session, from, MostOrders));
        return ([.. events.Where(fact => fact.OccurredAt <= latest)], from, (int)Math.Ceiling((newest[0] + s_after - from).TotalDays));
    }
}

/// <param name="Source">sample: twelve made-up people; orders: the shop's last 200, of twelve months at most.</param>
internal sealed record ReplayBody(string? Source);

/// <param name="Number">Its number in the replay.</param>
/// <param name="Template">Name of its template.</param>
/// <param name="Subject">As the inbox shows it.</param>
/// <param name="To">Who would have got it.</param>
/// <param name="At">When.</param>
/// <param name="Journey">Key.</param>
/// <param name="JourneyName">For people.</param>
/// <param name="Count">How many mails of its template there are in the replay.</param>
internal sealed record ReplayMail(int Number, string Template, string Subject, string To, string At, string Journey, string JourneyName, int Count);

internal sealed record ReplaySend(string? To);
