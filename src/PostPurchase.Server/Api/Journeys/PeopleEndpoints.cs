using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api.Journeys;

/// <summary>The people and sends behind the numbers on the cards.</summary>
internal static class PeopleEndpoints
{
    private const int Most = 200;
    private const int PageSize = 50;

    private static readonly Sql s_inside = new("""
        select id, owner, version_id, step, entered_at, due_at
        from enrollment
        where status = 0 and journey_id = @journey_id and (@step = -1 or (version_id = @version_id and step = @step))
        order by ifnull(due_at, 9223372036854775807), id
        limit @count
        """);

    private static readonly Sql s_open = new("""
        select due_at, reason, state
        from send
        where owner = @owner and run = @run and purpose = 1 and state in (0, 1, 5)
        order by id desc
        limit 1
        """);

    private static readonly Sql s_sends = new("""
        select id
        from send
        where journey_id = @journey_id and (@step_id = -1 or step_id = @step_id) and channel = 1 and id < @before
          and ((@what = 1 and state = 4) or (@what = 3 and state = 1) or (@what = 4 and state in (8, 9))
            or (@what = 2 and exists (select 1 from touch as t where t.owner = send.owner and t.send_id = send.id and t.kind = 2 and t.verdict = 1 and ifnull(t.role, 1) in (1, 2)))
            or (@what = 5 and exists (select 1 from conversion as c where c.send_id = send.id)))
        order by id desc
        limit @count
        """);

    private static readonly string[] s_kinds = ["sent", "clicked", "held", "skipped", "earned"];

    public static IResult Inside(string key, RunnerService runner, string? step = null, string? version = null)
    {
        var journeys = runner.Journeys.Current;
        var rows = runner.Database.Read(session =>
        {
            if (session.Names.Find(NameKind.Journey, key) is not { } journey) return [];
            var places = step is null ? [(-1L, -1)] : PlacesOf(session, runner, (key, journey), step);
            var found = places.SelectMany(place => session[s_inside].With(journey).With((long)place.Step).With(place.Version).With(Most)
                .All(row => (Id: row.Long(0), Owner: row.Long(1), Version: row.Long(2), Step: row.Int(3), Entered: row.At(4), Due: row.AtOrNull(5))));
            var people = new List<PersonInside>();
            foreach (var run in found.OrderBy(run => run.Due is null).ThenBy(run => run.Due).Take(Most))
            {
                var hash = EnrollmentStore.VersionHash(session, run.Version);
                if (version is not null && hash != version) continue;
                var customer = CustomerStore.Find(session, run.Owner);
                var send = session[s_open].With(run.Owner).With(run.Id).First(row => new OpenSend(row.AtOrNull(0), row.TextOrNull(1), (SendState)row.Int(2)));
                var plan = journeys.Find(key, hash);
                people.Add(new(
                    Form.Id((customer?.Owner.Value) ?? run.Owner), customer?.Address ?? customer?.ExternalId ?? "", plan is not null && run.Step >= 0 && run.Step < plan.Steps.Count ? plan.Steps[run.Step].Id : null,
                    hash, Form.At(run.Entered), Form.At(run.Due ?? send?.DueAt), send is null ? null : Form.Word(send.State), send?.Reason));
            }

            return people;
        });
        return TypedResults.Json(new Items<PersonInside>(rows, null), JourneyJson.Default.ItemsPersonInside);
    }

    public static IResult Sends(string key, RunnerService runner, string? what = null, string? step = null, string? before = null)
    {
        var kind = Array.IndexOf(s_kinds, what ?? "sent") + 1;
        if (kind == 0) return Answer.Error(400, $"'{what}' is none of {string.Join(", ", s_kinds)}", "what");
        if (!Cursors.TryRead(before, out var older)) return Answer.Error(400, Cursors.Expected, "before");
        var rows = runner.Database.Read(session =>
        {
            long? stepId = step is null ? -1 : session.Names.Find(NameKind.Step, step);
            if (session.Names.Find(NameKind.Journey, key) is not { } journey || stepId is not { } named) return [];
            return session[s_sends].With(journey).With(named).With(older ?? long.MaxValue).With((long)kind).With(PageSize).All(row => row.Long(0))
                .Select(send => session[SendSql.Find].With(send).First(row => SendRows.Read(session, row))!).Select(send => DeliveryRows.Of(runner, session, send)).ToList();
        });
        return TypedResults.Json(new Items<DeliveryRow>(rows, rows.Count == PageSize ? rows[^1].Id : null), ReadJson.Default.ItemsDeliveryRow);
    }

    // A step stands at another index in each version.
    private static List<(long Version, int Step)> PlacesOf(Session session, RunnerService runner, (string Key, long Id) journey, string step)
    {
        var places = new List<(long, int)>();
        foreach (var hash in PlaceCounts.Now(session).Where(place => place.Journey == journey.Key).Select(place => place.Version).Distinct())
        {
            if (runner.Journeys.Current.Find(journey.Key, hash) is not { } plan) continue;
            for (var index = 0; index < plan.Steps.Count; index++)
            {
                if (plan.Steps[index].Id == step) places.Add((EnrollmentStore.VersionId(session, journey.Id, hash), index));
            }
        }

        return places;
    }

    private sealed record OpenSend(NodaTime.Instant? DueAt, string? Reason, SendState State);
}

/// <param name="CustomerId">Leads to their story.</param>
/// <param name="Customer">Address, or the store's number.</param>
/// <param name="Step">Where they are.</param>
/// <param name="Version">On which version.</param>
/// <param name="EnteredAt">Since when they are inside.</param>
/// <param name="DueAt">When something happens next; null where that depends on something else.</param>
/// <param name="SendState">Of the mail that they wait for; null where they wait for none.</param>
/// <param name="Reason">Why that mail waits.</param>
internal sealed record PersonInside(string CustomerId, string Customer, string? Step, string Version, string EnteredAt, string? DueAt, string? SendState, string? Reason);
