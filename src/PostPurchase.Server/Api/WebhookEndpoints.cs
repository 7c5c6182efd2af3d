using PostPurchase.Engine.Connectors;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;
using PostPurchase.Server.Webhooks;

namespace PostPurchase.Server.Api;

internal static class WebhookEndpoints
{
    private const int PageSize = 50;

    // Sources that are not in the settings: what comes from them is canonical.
    private static readonly string[] s_own = ["api", "import", "file", "postpurchase"];

    private static readonly Sql s_newest = new("""
        select id, source_id, received_at, status, length(body), topic
        from inbox
        where id < @before and (@source = -1 or source_id = @source)
        order by id desc
        limit @count
        """);

    /// <summary>What stores sent and was stored, newest first; on the first page also what was refused lately.</summary>
    public static IResult List(RunnerService runner, RefusedHooks refused, string? before = null, string? source = null)
    {
        long? only = string.IsNullOrEmpty(source) ? -1 : runner.Database.Read(session => session.Names.Find(NameKind.Source, source));
        if (only is null && !runner.Settings.Sources.ContainsKey(source!) && !refused.Latest().Any(hook => string.Equals(hook.Source, source, StringComparison.OrdinalIgnoreCase))) return Answer.Error(400, $"nothing came from a source '{source}'; sources are {string.Join(", ", SourcesOf(runner))}", "source");
        if (!Cursors.TryRead(before, out var older)) return Answer.Error(400, Cursors.Expected, "before");
        var rows = runner.Database.Read(session => session[s_newest].With(older ?? long.MaxValue).With(only ?? 0).With(PageSize).All(row => (
            Id: Form.Id(row.Long(0)), Source: session.Names.Text(row.Long(1)), At: row.At(2), IsStored: row.Int(3) == 0, Bytes: row.Long(4), Topic: row.TextOrNull(5))));
        // Of a network's list only rows that nobody could read are kept: why is their topic.
        var stored = rows.Select(row => !row.IsStored && row.Source.StartsWith(ConversionNews.Source, StringComparison.Ordinal)
            ? new WebhookRow(row.Id, row.Source, Form.At(row.At), "malformed", null, row.Bytes, row.Topic)
            : new WebhookRow(row.Id, row.Source, Form.At(row.At), row.IsStored ? "stored" : "ignored", row.Topic, row.Bytes, null));
        var next = rows.Count == PageSize ? rows[^1].Id : null;
        if (older is not null) return Json([.. stored], next);
        var oldest = next is null ? NodaTime.Instant.MinValue : rows[^1].At;
        var turnedAway = refused.Latest().Where(hook => hook.At >= oldest && (only == -1 || string.Equals(hook.Source, source, StringComparison.OrdinalIgnoreCase))).Select(hook => new WebhookRow(null, hook.Source, Form.At(hook.At), hook.Status == StatusCodes.Status401Unauthorized ? "bad_signature" : "malformed", null, hook.Bytes, hook.Why));
        return Json([.. stored.Concat(turnedAway).OrderByDescending(row => row.At, StringComparer.Ordinal)], next);
    }

    public static IResult Show(string id, RunnerService runner) =>
        Form.TryId(id, out var number) && runner.Intake.BodyOf(number) is { } body ? Results.Bytes(body, "application/json") : Answer.Error(404, $"there is no delivery {id}");

    /// <summary>
    /// Reads a stored delivery again with the settings and journeys of now, as if it had just come: an old order may start a journey, one that was ignored may be
    /// used. What it did before is not done twice.
    /// </summary>
    public static async Task<IResult> ReplayAsync(string id, HttpContext context, RunnerService runner, TimeProvider clock)
    {
        if (!Form.TryId(id, out var number) || runner.Intake.Find(number) is not { } stored) return Answer.Error(404, $"there is no delivery {id}");
        if (stored.Body.Length == 0) return Answer.Error(409, "its body was erased");
        var now = clock.Now();
        if (stored.Source.StartsWith(ConversionNews.Source, StringComparison.Ordinal)) return Answer.Error(409, "what a network reported is not read again: import its report with `import FILE --kind commissions`");
        if (Again(runner, stored, id, IdSource.InstantOf(number)) is not { } reading) return Answer.Error(409, $"the source '{stored.Source}' is not in the settings");
        switch (reading)
        {
            case HookReading.Events read:
                var delivery = new Delivery { Source = stored.Source, Body = stored.Body, Events = read.Items, EnrollOld = true, ReplayOf = number };
                var answer = await runner.Intake.AcceptAsync(delivery, now, CancellationToken.None);
                await new AuditStore(runner.Database).AddAsync(new AuditEntry(context.Caller().Name, "webhook.replayed", id, null, null, now), CancellationToken.None);
                runner.WakeUp();
                return TypedResults.Json(answer.IsDuplicate ? new ReplayAnswer("known", "it was known already: nothing was changed") : new ReplayAnswer("stored", null), ReadJson.Default.ReplayAnswer);
            case HookReading.Ignored read:
                return TypedResults.Json(new ReplayAnswer("ignored", read.Reason), ReadJson.Default.ReplayAnswer);
            case HookReading.Erasure:
                return Answer.Error(409, "it asks that a customer be forgotten: erase them on their page");
            case HookReading.Malformed read:
                return Answer.Error(409, $"it cannot be read: {read.Message}", read.Path);
            case var other:
                throw new InvalidOperationException($"a stored delivery was read as {other.GetType().Name}");
        }
    }

    /// <summary>The sources that anything came from, and those of the settings, in order.</summary>
    public static IReadOnlyList<string> SourcesOf(RunnerService runner) => [.. runner.Database.Read(session => session.Names.All(NameKind.Source)).Select(source => source.Text)
        .Concat(runner.Settings.Sources.Keys).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];

    // Null where nobody can say how to read it. What came by the API, or was imported, names its store itself.
    private static HookReading? Again(RunnerService runner, StoredDelivery stored, string id, NodaTime.Instant receivedAt)
    {
        if (runner.Settings.Sources.TryGetValue(stored.Source, out var source)) return source.Kind.IsMailProvider() ? null : Hooks.ReadAgain(source, stored.Topic, stored.DeliveryId ?? id, stored.Body, receivedAt);
        return s_own.Contains(stored.Source, StringComparer.Ordinal) ? Hooks.ReadCanonical(stored.DeliveryId ?? id, stored.Body) : null;
    }

    private static Microsoft.AspNetCore.Http.HttpResults.JsonHttpResult<Items<WebhookRow>> Json(IReadOnlyList<WebhookRow> rows, string? next) => TypedResults.Json(new Items<WebhookRow>(rows, next), ReadJson.Default.ItemsWebhookRow);
}

/// <param name="Id">Of the delivery; null for one that was refused, which is not kept.</param>
/// <param name="Source">Who sent it.</param>
/// <param name="At">When it came.</param>
/// <param name="Status">stored, ignored, malformed or bad_signature.</param>
/// <param name="Topic">What its headers said it is, or null.</param>
/// <param name="Bytes">As it is kept, compressed.</param>
/// <param name="Error">Why it was refused, or null.</param>
internal sealed record WebhookRow(string? Id, string Source, string At, string Status, string? Topic, long Bytes, string? Error);

/// <param name="Status">stored, known (nothing was changed) or ignored.</param>
/// <param name="Reason">Why nothing was stored.</param>
internal sealed record ReplayAnswer(string Status, string? Reason);
