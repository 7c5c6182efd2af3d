using NodaTime;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Simulation;
using PostPurchase.Mail.Reading;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Api.Journeys;

internal static class SimulationEndpoints
{
    private const int MostPeople = 500;
    private const int MostDays = 120;
    private const int Month = 30;

    private static readonly string[] s_named = ["segments", "offers"];

    public static IResult Start(SimulationBody body, RunnerService runner, Simulations simulations, TimeProvider clock)
    {
        if (body.Yaml is not { } yaml) return Answer.Error(400, "expected the text of a journey", "yaml");
        if (body.Days is < 1 or > MostDays) return Answer.Error(400, $"expected 1 to {MostDays} days", "days");
        if (body.Limit is < 1 or > MostPeople) return Answer.Error(400, $"expected 1 to {MostPeople} people", "limit");
        var reading = JourneyFile.Read("journey.yaml", yaml, JourneyFiles.CatalogOf(runner));
        if (reading.Plan is not { } plan) return Answer.Error(422, $"the journey has an error: {reading.Problems.First(problem => problem.IsError).Message}", reading.Problems.First(problem => problem.IsError).Path);
        var now = clock.Now();
        var start = body.Source is "recent" ? now - Duration.FromDays(Month) : now.InZone(runner.Stores.Of("default").TimeZone).Date.AtStartOfDayInZone(runner.Stores.Of("default").TimeZone).ToInstant();
        if (EventsOf(body, runner, start) is not { } chosen) return Answer.Error(422, body.Source is "customer" ? "this customer is not known" : "expected sample, recent or customer", "source");
        if (chosen.Events.Count == 0) return Answer.Error(422, "nobody bought in the last 30 days: take the sample purchases", "source");
        var folder = Directory.CreateTempSubdirectory("postpurchase-simulations-").FullName;
        var workflows = WorkflowsOf(runner, (plan.Key, yaml), body.Others ?? false, folder);
        var request = new SimulationRequest
        {
            Events = chosen.Events,
            From = chosen.From,
            Days = body.Days ?? 35,
            Workflows = workflows,
            Templates = runner.Folders.Templates,
            Stores = runner.Stores with { Looks = runner.Stores.Looks.Copy() },
            Senders = EngineParts.Senders(runner.Settings),
            HasPicture = runner.Engine.Delivery.Settings.HasPicture,
            MailFolder = Path.Combine(folder, "mail"),
        };
        if (simulations.Start(request, folder, chosen.Buyers) is { } job) return TypedResults.Json(SimulationAnswer.Of(job, runner), JourneyJson.Default.SimulationAnswer, statusCode: 202);
        Directory.Delete(folder, recursive: true);
        return Answer.Error(429, "other simulations are still running: try again when they are done");
    }

    public static IResult Show(string id, RunnerService runner, Simulations simulations) => simulations.Find(id) is { } job
        ? TypedResults.Json(SimulationAnswer.Of(job, runner), JourneyJson.Default.SimulationAnswer)
        : Answer.Error(404, "this simulation is over and forgotten: run it again");

    public static async Task<IResult> Cancel(string id, Simulations simulations) => await simulations.RemoveAsync(id) ? TypedResults.NoContent() : Answer.Error(404, "this simulation is over and forgotten");

    public static IResult Mail(string id, int number, Simulations simulations)
    {
        return simulations.Find(id)?.Mail(number) is { } bytes ? TypedResults.Json(SimulatedMail.Read(bytes), JourneyJson.Default.SimulatedMail) : Answer.Error(404, "this mail is not kept any more: run the simulation again");
    }

    private static (IReadOnlyList<StoreEvent> Events, Instant From, SimulationBuyers? Buyers)? EventsOf(SimulationBody body, RunnerService runner, Instant start)
    {
        switch (body.Source)
        {
            case "sample" or null:
                return (SampleEvents.From(start, runner.Stores.Of("default").Currency, runner.Engine.Offers.Offers), start, null);
            case "recent":
                var most = body.Limit ?? 100;
                var (recent, count) = runner.Database.Read(session => RealEvents.OfBuyersSince(session, start, most));
                return (recent, start, new SimulationBuyers(Math.Min(most, count), count));
            case "customer" when Form.TryId(body.Customer, out var owner):
                // Their newest purchase starts it; what they did before is history.
                var events = runner.Database.Read(session => RealEvents.Of(session, owner));
                var purchases = events.Where(fact => fact.Body is EventBody.PurchaseChanged).Select(fact => fact.OccurredAt).ToList();
                return events.Count == 0 ? null : (events, purchases.Count == 0 ? events.Min(fact => fact.OccurredAt) : purchases.Max(), null);
            default:
                return null;
        }
    }

    // The draft in place of its file, what it may name, and on wish the other journeys that are live.
    private static string WorkflowsOf(RunnerService runner, (string Key, string Text) draft, bool others, string folder)
    {
        var (from, to) = (runner.Folders.Workflows, Path.Combine(folder, "workflows"));
        Directory.CreateDirectory(to);
        foreach (var part in s_named.Where(part => Directory.Exists(Path.Combine(from, part))))
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(from, part), "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(to, Path.GetRelativePath(from, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }

        foreach (var file in JourneyFiles.Read(runner).Where(file => others && file.Key != draft.Key && runner.Journeys.Current.CurrentOf(file.Key)?.Status == Core.Journeys.JourneyStatus.Live))
            File.WriteAllText(Path.Combine(to, file.File), file.Text);
        File.WriteAllText(Path.Combine(to, $"{draft.Key}.yaml"), draft.Text);
        return to;
    }
}

/// <param name="Yaml">The journey's text.</param>
/// <param name="Source">sample, recent (last month's buyers) or customer.</param>
/// <param name="Customer">Id, for customer.</param>
/// <param name="Days">1..120; 35 by default.</param>
/// <param name="Limit">1..500 people; 100 by default.</param>
/// <param name="Others">Whether the other live journeys run beside it, since caps and gaps count over all.</param>
internal sealed record SimulationBody(string? Yaml, string? Source = null, string? Customer = null, int? Days = null, int? Limit = null, bool? Others = null);

/// <param name="Subject">As the inbox shows it.</param>
/// <param name="From">Sender.</param>
/// <param name="To">Receiver.</param>
/// <param name="Html">The HTML part.</param>
/// <param name="Text">The text part.</param>
internal sealed record SimulatedMail(string Subject, string From, string To, string? Html, string? Text)
{
    public static SimulatedMail Read(byte[] bytes)
    {
        var message = MailReader.Read(bytes);
        var parts = message.Walk().ToList();
        return new(message.Header("Subject") ?? "", message.Header("From") ?? "", message.Header("To") ?? "", parts.Find(part => part.MediaType == "text/html")?.Text, parts.Find(part => part.MediaType == "text/plain")?.Text);
    }
}
