using System.Globalization;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Api.Journeys;

internal static class DraftEndpoints
{
    private const int LongestText = 1024 * 1024;
    private const int LongestName = 120;
    private const int LongestKey = 60;

    public static IResult Show(string key, RunnerService runner, HttpContext context) =>
        new JourneyDraftStore(runner.Database).Find(key) is { } draft ? Give(context, runner, draft) : None(runner, key);

    public static async Task<IResult> CreateAsync(NewJourney wanted, RunnerService runner, HttpContext context, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (wanted.Name?.Trim() is not { Length: > 0 and <= LongestName } name || name.Any(char.IsControl)) return Answer.Error(400, $"a journey needs a name of at most {LongestName} characters", "name");
        var files = JourneyFiles.Read(runner);
        var drafts = new JourneyDraftStore(runner.Database);
        var taken = files.Select(file => file.Key).Concat(drafts.All().Select(draft => draft.Journey)).ToHashSet(StringComparer.Ordinal);
        var key = wanted.Key is { Length: > 0 } given ? given : FreeKey(name, taken);
        if (!IsKey(key)) return Answer.Error(400, "a key is small letters, digits and hyphens, at most 60", "key");
        if (taken.Contains(key)) return Answer.Error(409, $"there is a journey '{key}' already", "key");
        var text = wanted.From switch
        {
            "empty" or null => Empty(key),
            "sample" => SampleEndpoints.TextOf(wanted.Source),
            "journey" => drafts.Find(wanted.Source ?? "")?.Text ?? files.FirstOrDefault(file => file.Key == wanted.Source)?.Text,
            _ => null,
        };
        if (text is null) return Answer.Error(404, $"there is nothing to start from named '{wanted.Source}'", "source");
        var made = JourneyEdits.WithKey(text, key) is { } keyed && JourneyEdits.WithName(keyed, name) is { } named ? JourneyEdits.WithStatus(named, JourneyStatus.Draft) : null;
        if (made is null) return Answer.Error(409, $"the text of '{wanted.Source}' cannot be given another key and name: copy it by hand", "source");
        return await drafts.SaveAsync(new(key, made, null, 0, context.Caller().Name, clock.Now()), cancellationToken) is { } draft
            ? TypedResults.Created($"/api/v1/journeys/{key}/draft", Of(runner, draft))
            : Answer.Error(409, $"there is a journey '{key}' already", "key");
    }

    public static async Task<IResult> SaveAsync(string key, DraftText body, RunnerService runner, HttpContext context, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (RevisionOf(context) is not { } revision) return Answer.Error(428, "expected the header If-Match with the revision of the draft, or \"0\" where there is none");
        if (body.Yaml is null or { Length: > LongestText }) return Answer.Error(400, $"expected the text of a journey, at most {LongestText:N0} characters", "yaml");
        if (body.BaseYaml is { Length: > LongestText }) return Answer.Error(400, $"expected a text of at most {LongestText:N0} characters", "base_yaml");
        var drafts = new JourneyDraftStore(runner.Database);
        var before = drafts.Find(key);
        if (!IsKey(key) || (before is null && !JourneyFiles.Has(runner, key))) return Answer.Error(404, $"there is no journey '{key}'");
        var current = runner.Journeys.Current.CurrentOf(key)?.Version;
        var basis = before is null ? JourneyFiles.Find(runner, key)?.Hash : before.BaseText;
        // A draft that is begun on a text of before would undo what was published since.
        if (before is null && revision == 0 && body.BaseHash is { } seen && seen != basis) return Conflict(runner, key, body.Yaml, body.BaseYaml);
        var draft = new JourneyDraft(key, body.Yaml, before?.BaseVersion ?? current, revision, context.Caller().Name, clock.Now()) { BaseText = basis };
        return await drafts.SaveAsync(draft, cancellationToken) is { } saved
            ? Give(context, runner, saved)
            : Conflict(runner, key, body.Yaml, body.BaseYaml);
    }

    public static async Task<IResult> DeleteAsync(string key, RunnerService runner, HttpContext context, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (RevisionOf(context) is not { } revision) return Answer.Error(428, "expected the header If-Match with the revision of the draft");
        var drafts = new JourneyDraftStore(runner.Database);
        if (drafts.Find(key) is not { } draft) return None(runner, key);
        return await drafts.RemoveAsync(key, revision, (context.Caller().Name, clock.Now()), cancellationToken) ? TypedResults.NoContent() : Conflict(runner, key, draft.Text);
    }

    /// <summary>Tells who saved in between, and what: from what was sent, or where both began with the same text, what they changed of it and what the sender did.</summary>
    public static IResult Conflict(RunnerService runner, string key, string mine, string? start = null)
    {
        var yours = start is null ? null : Changes(start, mine);
        if (new JourneyDraftStore(runner.Database).Find(key) is not { } theirs)
        {
            var inForce = JourneyFiles.Find(runner, key);
            var gone = new DraftConflict("the draft was published or deleted meanwhile", null, null, null, 0, inForce?.Text, inForce?.Hash, Changes(start ?? mine, inForce?.Text ?? ""), yours);
            return TypedResults.Json(gone, JourneyJson.Default.DraftConflict, statusCode: 412);
        }

        var answer = new DraftConflict(
            $"{theirs.EditedBy} saved this draft meanwhile", null, theirs.EditedBy, Form.At(theirs.EditedAt), theirs.Revision, theirs.Text, JourneyFiles.HashOf(theirs.Text),
            Changes(start ?? mine, theirs.Text), yours);
        return TypedResults.Json(answer, JourneyJson.Default.DraftConflict, statusCode: 412);
    }

    public static DraftAnswer Of(RunnerService runner, JourneyDraft draft) => Of(runner, draft, JourneyFiles.Find(runner, draft.Journey));

    public static DraftAnswer Of(RunnerService runner, JourneyDraft draft, JourneyText? file) => new(
        draft.Journey, draft.Text, JourneyFiles.HashOf(draft.Text), draft.Revision, draft.BaseVersion, draft.EditedBy, Form.At(draft.EditedAt), IsStale(draft, runner.Journeys.Current.CurrentOf(draft.Journey)?.Version, file),
        [.. DraftReading.Read(runner, draft.Journey, draft.Text).Problems.Select(ProblemAnswer.Of)]);

    /// <summary>Whether another text was put in force since a draft was begun; of drafts from before texts were compared, another version.</summary>
    public static bool IsStale(JourneyDraft draft, string? version, JourneyText? file) => draft.BaseText is { } seen ? seen != file?.Hash : draft.BaseVersion is not null && draft.BaseVersion != version;

    /// <summary>Tells that there is no draft, and who put the last one in force.</summary>
    public static IResult None(RunnerService runner, string key) => new JourneyDraftStore(runner.Database).VersionsOf(key).LastOrDefault(version => version.By is not null) is { } last
        ? Answer.Error(404, $"the journey '{key}' has no draft: {last.By} put the last one in force")
        : Answer.Error(404, $"the journey '{key}' has no draft: what is in force is what its file says");

    public static IReadOnlyList<ChangeAnswer> Changes(string? before, string after) => [.. JourneyDiff.Between(before ?? "", after).Select(ChangeAnswer.Of)];

    /// <summary>The revision in If-Match, or null where there is none.</summary>
    public static long? RevisionOf(HttpContext context) =>
        long.TryParse(context.Request.Headers.IfMatch.ToString().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : null;

    private static Microsoft.AspNetCore.Http.HttpResults.JsonHttpResult<DraftAnswer> Give(HttpContext context, RunnerService runner, JourneyDraft draft)
    {
        context.Response.Headers.ETag = $"\"{draft.Revision.ToString(CultureInfo.InvariantCulture)}\"";
        return TypedResults.Json(Of(runner, draft), JourneyJson.Default.DraftAnswer);
    }

    private static string Empty(string key) => $"journey: {key}\nname: New\nstatus: draft\n\ntrigger:\n  on: purchase\n\nsend:\n  quiet_hours: \"21:00-08:00\"\n  max_marketing_per_day: 1\n\nsteps: []\n";

    private static string FreeKey(string name, HashSet<string> taken)
    {
        var letters = name.Normalize(System.Text.NormalizationForm.FormD).ToLowerInvariant().Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark).Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-');
        var stem = string.Join('-', string.Concat(letters).Split('-', StringSplitOptions.RemoveEmptyEntries));
        stem = stem.Length == 0 ? "journey" : stem[..Math.Min(stem.Length, LongestKey - 4)].Trim('-');
        var key = stem;
        for (var n = 2; taken.Contains(key); n++) key = $"{stem}-{n}";
        return key;
    }

    private static bool IsKey(string key) => key.Length is > 0 and <= LongestKey && key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}

/// <param name="Name">What people read.</param>
/// <param name="Key">Stable key; null makes one from the name.</param>
/// <param name="From">empty, sample or journey.</param>
/// <param name="Source">Key of the sample or journey.</param>
internal sealed record NewJourney(string? Name, string? Key = null, string? From = null, string? Source = null);

/// <param name="Yaml">As typed.</param>
/// <param name="BaseHash">Where there is no draft yet: the hash of the text in force that its author began with, so that another text in force by now is a conflict; null asks nothing.</param>
/// <param name="BaseYaml">The text that its author began with, or saved last: a conflict then tells apart who changed what of it; null where that is not asked.</param>
internal sealed record DraftText(string? Yaml, string? BaseHash = null, string? BaseYaml = null);

/// <param name="Journey">Key.</param>
/// <param name="Yaml">As typed.</param>
/// <param name="Hash">Of the text, whatever its status.</param>
/// <param name="Revision">For If-Match.</param>
/// <param name="BaseVersion">In force when it was begun.</param>
/// <param name="EditedBy">Who saved last.</param>
/// <param name="EditedAt">When.</param>
/// <param name="IsStale">Whether another text was put in force since it was begun.</param>
/// <param name="Problems">What is wrong with it.</param>
internal sealed record DraftAnswer(string Journey, string Yaml, string Hash, long Revision, string? BaseVersion, string EditedBy, string EditedAt, bool IsStale, IReadOnlyList<ProblemAnswer> Problems);

/// <param name="Error">For people.</param>
/// <param name="Path">Always null.</param>
/// <param name="EditedBy">Who was first; null where the draft is gone.</param>
/// <param name="EditedAt">When.</param>
/// <param name="Revision">Of the draft as it is now; 0 where it is gone.</param>
/// <param name="Yaml">Its text, or the text in force where it is gone.</param>
/// <param name="Hash">Of that text, whatever its status; null where there is none.</param>
/// <param name="Changes">From the text that the sender began with to what is there; from what was sent where it did not say.</param>
/// <param name="Yours">From the text that the sender began with to what was sent; null where it did not say.</param>
internal sealed record DraftConflict(
    string Error, string? Path, string? EditedBy, string? EditedAt, long Revision, string? Yaml, string? Hash, IReadOnlyList<ChangeAnswer> Changes, IReadOnlyList<ChangeAnswer>? Yours);

/// <param name="Kind">added, removed, changed or moved.</param>
/// <param name="Step">Its id; null for the journey's own fields.</param>
/// <param name="StepKind">email, wait ...</param>
/// <param name="Fields">What differs.</param>
internal sealed record ChangeAnswer(string Kind, string? Step, string? StepKind, IReadOnlyList<FieldChange> Fields)
{
    public static ChangeAnswer Of(JourneyChange change) => new(Form.Word(change.Kind), change.Step, change.StepKind, change.Fields);
}
