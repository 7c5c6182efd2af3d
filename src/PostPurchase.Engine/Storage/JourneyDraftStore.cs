using NodaTime;

namespace PostPurchase.Engine.Storage;

/// <summary>Texts of journeys that people work on, and what was published of them. Every change is in the audit.</summary>
internal sealed class JourneyDraftStore(Database database)
{
    private const int LongestInAudit = 4096;

    /// <summary>The draft of a journey, or null.</summary>
    public JourneyDraft? Find(string journey) => database.Read(session => Find(session, journey));

    /// <summary>All drafts, by journey.</summary>
    public IReadOnlyList<JourneyDraft> All() => database.Read(session => session[JourneyDraftSql.All].All(Read));

    /// <summary>
    /// Keeps a text on top of the revision that its author saw, 0 where there was no draft. Null where somebody saved in between: then the draft is as they left it.
    /// </summary>
    public Task<JourneyDraft?> SaveAsync(JourneyDraft draft, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            var before = Find(session, draft.Journey);
            var changed = draft.Revision == 0
                ? session[JourneyDraftSql.Add].With(draft.Journey).With(draft.Text).With(draft.BaseVersion).With(draft.EditedAt.ToUnixTimeMilliseconds()).With(draft.EditedBy).With(draft.EditedAt).With(draft.BaseText).Run()
                : session[JourneyDraftSql.Update].With(draft.Text).With(draft.BaseVersion).With(draft.EditedBy).With(draft.EditedAt).With(draft.BaseText).With(draft.Journey).With(draft.Revision).Run();
            if (changed == 0) return null;
            // Typing saves many times a minute; who began, and who took over, is what the audit is asked for.
            if (before?.EditedBy != draft.EditedBy) Audit(session, (draft.EditedBy, draft.EditedAt), "journey.drafted", draft.Journey, (before?.Text, draft.Text));
            return Find(session, draft.Journey);
        },
        cancellationToken);

    /// <summary>Takes a draft away; false where it is gone or was saved in between.</summary>
    public Task<bool> RemoveAsync(string journey, long revision, (string Actor, Instant At) by, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            var before = Find(session, journey);
            if (session[JourneyDraftSql.Remove].With(journey).With(revision).Run() == 0) return false;
            Audit(session, by, "journey.draft_deleted", journey, (before?.Text, null));
            return true;
        },
        cancellationToken);

    /// <summary>Records that a text was put in force, and takes the draft away that it was, unless that was saved again since.</summary>
    /// <param name="published">What was put in force.</param>
    /// <param name="draftRevision">Of the draft that it was; 0 where it was none.</param>
    /// <param name="before">The text that was in force, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<bool> PublishedAsync(JourneyPublication published, long draftRevision, string? before, CancellationToken cancellationToken = default)
    {
        var by = published.By ?? throw new ArgumentException("somebody publishes", nameof(published));
        return database.WriteAsync(
        session =>
        {
            session[JourneyDraftSql.Publish].With(published.Journey).With(published.Version).With(published.Text).With(published.Note).With(by).With(published.At).Run();
            session[JourneyDraftSql.Remove].With(published.Journey).With(draftRevision).Run();
            Audit(session, (by, published.At), "journey.published", published.Journey, (before, published.Text));
            return true;
        },
        cancellationToken);
    }

    /// <summary>
    /// Every text that was put in force or published, oldest first: published ones with who and the text as it was written. A name is no behaviour, so that one version is there
    /// once for each name that it got.
    /// </summary>
    public IReadOnlyList<JourneyPublication> VersionsOf(string journey) => database.Read(session =>
    {
        var published = session[JourneyDraftSql.Publications].With(journey).All(row => new JourneyPublication(journey, row.Text(0), row.Text(1), row.TextOrNull(2), row.Text(3), row.At(4)));
        var known = session[JourneyDraftSql.Versions].With(journey).All(row => (
            First: new JourneyPublication(journey, row.Text(0), row.Text(1), null, null, row.At(2)), Renamed: row.Text(3), RenamedAt: row.AtOrNull(4)));
        bool IsPublished(JourneyPublication version) => published.Exists(one => one.Version == version.Version && one.Text == version.Text);
        var first = known.Select(row => row.First).Where(version => !published.Exists(one => one.Version == version.Version && one.At <= version.At));
        var renamed = known.Where(row => row.RenamedAt is not null).Select(row => row.First with { Text = row.Renamed, At = row.RenamedAt!.Value });
        return (IReadOnlyList<JourneyPublication>)[.. published.Concat(first.Concat(renamed).Where(version => !IsPublished(version))).OrderBy(version => version.At)];
    });

    private static JourneyDraft? Find(Session session, string journey) => session[JourneyDraftSql.Find].With(journey).First(Read);

    private static JourneyDraft Read(Statement row) => new(row.Text(0), row.Text(1), row.TextOrNull(2), row.Long(3), row.Text(4), row.At(5)) { BaseText = row.TextOrNull(6) };

    // The lines that differ: a text has its changes anywhere, and the audit keeps its beginning only.
    private static void Audit(Session session, (string Actor, Instant At) by, string action, string journey, (string? Before, string? After) texts)
    {
        var (before, after) = texts is ({ } was, { } now) ? Differing(was.Split('\n'), now.Split('\n')) : texts;
        AuditStore.Add(session, new(by.Actor, action, journey, Short(before), Short(after), by.At));
    }

    private static (string Before, string After) Differing(string[] before, string[] after)
    {
        var head = before.AsSpan().CommonPrefixLength(after);
        var tail = 0;
        while (tail < Math.Min(before.Length, after.Length) - head && before[^(tail + 1)] == after[^(tail + 1)]) tail++;
        return (string.Join('\n', before[head..^tail]), string.Join('\n', after[head..^tail]));
    }

    private static string? Short(string? text) => text is { Length: > LongestInAudit } ? $"{text[..LongestInAudit]}..." : text;
}

/// <summary>A text that somebody works on.</summary>
/// <param name="Journey">Key of the journey.</param>
/// <param name="Text">The YAML as typed, sound or not.</param>
/// <param name="BaseVersion">The version in force when it was begun; null for a new journey.</param>
/// <param name="Revision">The instant of the first save in ms at first, so that a draft begun anew has another; one more with each save. In a save, the one that its author saw.</param>
/// <param name="EditedBy">Who saved last.</param>
/// <param name="EditedAt">When.</param>
internal sealed record JourneyDraft(string Journey, string Text, string? BaseVersion, long Revision, string EditedBy, Instant EditedAt)
{
    /// <summary>Hash of the text in force when it was begun; null for a new journey, and for drafts from before it was kept.</summary>
    public string? BaseText { get; init; }
}

/// <summary>A version that was put in force.</summary>
/// <param name="Journey">Key of the journey.</param>
/// <param name="Version">Its hash.</param>
/// <param name="Text">The file's text.</param>
/// <param name="Note">What its author said of it, or null.</param>
/// <param name="By">Who published it; null where it came by the folder.</param>
/// <param name="At">When.</param>
internal sealed record JourneyPublication(string Journey, string Version, string Text, string? Note, string? By, Instant At);
