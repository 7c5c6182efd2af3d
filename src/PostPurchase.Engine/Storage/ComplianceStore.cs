using NodaTime;
using PostPurchase.Core.Compliance;

namespace PostPurchase.Engine.Storage;

/// <summary>Findings of the compliance check that somebody answers for: at most one answer in force for a finding; those taken back stay as rows.</summary>
internal sealed class ComplianceStore(Database database)
{
    /// <summary>The answers in force, by id of their finding.</summary>
    public IReadOnlyDictionary<string, ComplianceAnswer> InForce() => database.Read(session => session[ComplianceSql.InForce]
        .All(row => (row.Text(0), new ComplianceAnswer(row.Long(1), row.Text(2), row.Text(3), row.At(4)))).ToDictionary(one => one.Item1, one => one.Item2, StringComparer.Ordinal));

    /// <summary>All that were ever given, newest first.</summary>
    /// <param name="before">The number of the oldest of the page before; null for the newest page.</param>
    /// <param name="count">At most so many.</param>
    public IReadOnlyList<StoredOverride> List(long? before, int count) => database.Read(session => session[ComplianceSql.List].With(before ?? long.MaxValue).With(count).All(Read));

    /// <summary>Records an answer, with its row in the audit log; null where the finding has one in force already.</summary>
    public Task<StoredOverride?> GiveAsync(Finding finding, string reason, string by, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            var given = new StoredOverride(database.Ids.Next(now), finding.Id, finding.Rule.Code, PlaceOf(finding), finding.Message, reason, by, now, null, null);
            if (session[ComplianceSql.Give].With(given.Id).With(given.Finding).With(given.Rule).With(given.Place).With(given.Message).With(reason).With(by).With(now).Run() == 0) return null;
            AuditStore.Add(session, new(by, "compliance.overridden", $"{given.Rule} {given.Place}", null, reason, now));
            return given;
        },
        cancellationToken);

    /// <summary>Takes an answer back, with its row in the audit log; null where there is none in force with this number.</summary>
    public Task<StoredOverride?> TakeBackAsync(long id, string by, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            if (session[ComplianceSql.TakeBack].With(by).With(now).With(id).Run() == 0) return null;
            var taken = session[ComplianceSql.Find].With(id).First(Read)!;
            AuditStore.Add(session, new(by, "compliance.override-taken-back", $"{taken.Rule} {taken.Place}", taken.Reason, null, now));
            return taken;
        },
        cancellationToken);

    private static string PlaceOf(Finding finding) => finding switch
    {
        { Journey: { } journey, Step: { } step, Template: { } template } => $"{journey}/{step} ({template})",
        { Journey: { } journey, Step: { } step } => $"{journey}/{step}",
        { Journey: { } journey, Template: { } template } => $"{journey} ({template})",
        { Journey: { } journey } => journey,
        _ => Path.GetFileName(finding.File),
    };

    private static StoredOverride Read(Statement row) =>
        new(row.Long(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4), row.Text(5), row.Text(6), row.At(7), row.TextOrNull(8), row.AtOrNull(9));
}

/// <summary>An answer as its row says.</summary>
/// <param name="Id">Of the row.</param>
/// <param name="Finding">Id of the finding.</param>
/// <param name="Rule">Code of its rule.</param>
/// <param name="Place">For people: <c>journey/step (template)</c>, or a file.</param>
/// <param name="Message">What the finding said.</param>
/// <param name="Reason">Why it is fine.</param>
/// <param name="GivenBy">Account or key.</param>
/// <param name="GivenAt">When.</param>
/// <param name="TakenBackBy">Or null while it is in force.</param>
/// <param name="TakenBackAt">Or null while it is in force.</param>
internal sealed record StoredOverride(
    long Id, string Finding, string Rule, string Place, string Message, string Reason, string GivenBy, Instant GivenAt, string? TakenBackBy, Instant? TakenBackAt);

internal static class ComplianceSql
{
    public static readonly Sql InForce = new("""
        select finding, id, reason, given_by, given_at
        from compliance_override
        where taken_back_at is null
        """);

    public static readonly Sql List = new("""
        select id, finding, rule, place, message, reason, given_by, given_at, taken_back_by, taken_back_at
        from compliance_override
        where id < @before
        order by id desc
        limit @count
        """);

    public static readonly Sql Find = new("""
        select id, finding, rule, place, message, reason, given_by, given_at, taken_back_by, taken_back_at
        from compliance_override
        where id = @id
        """);

    // The first answer stays: who gave another reason takes it back first.
    public static readonly Sql Give = new("""
        insert into compliance_override (id, finding, rule, place, message, reason, given_by, given_at)
        values (@id, @finding, @rule, @place, @message, @reason, @given_by, @given_at)
        on conflict (finding) where taken_back_at is null do nothing
        """);

    public static readonly Sql TakeBack = new("""
        update compliance_override
        set taken_back_by = @by, taken_back_at = @at
        where id = @id and taken_back_at is null
        """);
}
