using System.Globalization;
using NodaTime;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api.Journeys;

/// <summary>The people and sends behind the numbers on the cards.</summary>
internal static class PeopleEndpoints
{
    private const int PageSize = 50;

    private static readonly Sql s_inside = new("""
        select id, owner, version_id, step, entered_at, due_at
        from enrollment
        where status = 0 and journey_id = @journey_id and (@step = -1 or step = @step) and (@version_id = -1 or version_id = @version_id)
          and (ifnull(due_at, 9223372036854775807), id) > (@due, @after)
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

    public static IResult Inside(string key, RunnerService runner, string? step = null, string? version = null, string? after = null)
    {
        if (!Place.TryRead(after, out var from)) return Answer.Error(400, Cursors.Expected, "after");
        var (rows, next) = runner.Database.Read(session =>
        {
            if (session.Names.Find(NameKind.Journey, key) is not { } journey) return ([], null);
            var found = PlacesOf(session, runner, (key, journey), (step, version))
                .SelectMany(place => session[s_inside].With(journey).With((long)place.Step).With(place.Version).With(from.Due).With(from.Run).With(PageSize)
                    .All(row => (Id: row.Long(0), Owner: row.Long(1), Version: row.Long(2), Step: row.Int(3), Entered: row.At(4), Due: row.AtOrNull(5))))
                .OrderBy(run => run.Due is null).ThenBy(run => run.Due).ThenBy(run => run.Id).Take(PageSize).ToList();
            return (found.ConvertAll(run => Of(session, runner, key, run)), found.Count == PageSize ? new Place(found[^1].Due?.ToUnixTimeMilliseconds() ?? long.MaxValue, found[^1].Id).ToString() : null);
        });
        return TypedResults.Json(new Items<PersonInside>(rows, next), JourneyJson.Default.ItemsPersonInside);
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

    private static PersonInside Of(Session session, RunnerService runner, string key, (long Id, long Owner, long Version, int Step, Instant Entered, Instant? Due) run)
    {
        var hash = EnrollmentStore.VersionHash(session, run.Version);
        var customer = CustomerStore.Find(session, run.Owner);
        var send = session[s_open].With(run.Owner).With(run.Id).First(row => new OpenSend(row.AtOrNull(0), row.TextOrNull(1), (SendState)row.Int(2)));
        var plan = runner.Journeys.Current.Find(key, hash);
        return new(
            Form.Id(customer?.Owner.Value ?? run.Owner), customer?.Address ?? customer?.ExternalId ?? "", plan is not null && run.Step >= 0 && run.Step < plan.Steps.Count ? plan.Steps[run.Step].Id : null,
            hash, Form.At(run.Entered), Form.At(run.Due ?? send?.DueAt), send is null ? null : Form.Word(send.State), send?.Reason);
    }

    // A step stands at another index in each version; -1 for any.
    private static List<(long Version, int Step)> PlacesOf(Session session, RunnerService runner, (string Key, long Id) journey, (string? Step, string? Version) wanted)
    {
        if (wanted is (null, null)) return [(-1, -1)];
        var places = new List<(long, int)>();
        foreach (var hash in PlaceCounts.Now(session).Where(place => place.Journey == journey.Key && (wanted.Version ?? place.Version) == place.Version).Select(place => place.Version).Distinct())
        {
            var version = EnrollmentStore.VersionId(session, journey.Id, hash);
            if (wanted.Step is null) places.Add((version, -1));
            else if (runner.Journeys.Current.Find(journey.Key, hash) is { } plan)
                places.AddRange(Enumerable.Range(0, plan.Steps.Count).Where(index => plan.Steps[index].Id == wanted.Step).Select(index => (version, index)));
        }

        return places;
    }

    /// <summary>Where a page ends: by when something happens next, and the run. In a cursor as <c>DUE-RUN</c>.</summary>
    private readonly record struct Place(long Due, long Run)
    {
        public static bool TryRead(string? text, out Place place)
        {
            place = new(long.MinValue, 0);
            if (string.IsNullOrEmpty(text)) return true;
            if (text.Split('-') is not [var due, var run] || !TryNumber(due, out var at) || !TryNumber(run, out var id)) return false;
            place = new(at, id);
            return true;
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Due}-{Run}");

        private static bool TryNumber(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private sealed record OpenSend(Instant? DueAt, string? Reason, SendState State);
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
