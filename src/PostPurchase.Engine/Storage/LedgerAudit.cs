using Dapper;

namespace PostPurchase.Engine.Storage;

/// <summary>Looks for what cannot be: rows that repeat, rows that nothing will ever move, rows that belong to nobody.</summary>
internal static class LedgerAudit
{
    private const int MostExamples = 20;

    /// <summary>One finding a rule that is broken, with how often and up to 20 ids; empty when all is well. Reads only.</summary>
    public static IReadOnlyList<AuditFinding> Run(Database database) => database.Read<IReadOnlyList<AuditFinding>>(session =>
    {
        var findings = new List<AuditFinding>();
        foreach (var (name, meaning, sql) in LedgerAuditSql.Rules)
        {
            var ids = session.Connection.Query<long>(sql).ToList();
            if (ids.Count > 0) findings.Add(new AuditFinding(name, meaning, ids.Count, [.. ids.Take(MostExamples)]));
        }
        return findings;
    });

    /// <summary>
    /// The sends that may or may not have arrived, and the transactional ones that may have arrived twice, each newest first; empty where there is none. They are no fault of the
    /// ledger: it says what nobody can know.
    /// </summary>
    public static IReadOnlyList<AuditFinding> Doubts(Database database) => database.Read<IReadOnlyList<AuditFinding>>(session =>
    [
        .. Doubt(session, "uncertain", "mails that may or may not have arrived; they are not sent again", LedgerAuditSql.Uncertain),
        .. Doubt(session, "perhaps twice", "transactional mails that may have arrived twice: the first time was in doubt, and they left once more with the same Message-ID", LedgerAuditSql.Twice),
    ]);

    private static IEnumerable<AuditFinding> Doubt(Session session, string rule, string meaning, string sql)
    {
        var ids = session.Connection.Query<long>(sql).ToList();
        if (ids.Count > 0) yield return new AuditFinding(rule, meaning, ids.Count, [.. ids.Take(MostExamples)]);
    }
}

/// <summary>A rule that rows break.</summary>
/// <param name="Rule">duplicate, gap or orphan, and of what.</param>
/// <param name="Meaning">What is wrong, for people.</param>
/// <param name="Count">How many rows.</param>
/// <param name="Examples">Ids of up to 20 of them.</param>
internal sealed record AuditFinding(string Rule, string Meaning, int Count, IReadOnlyList<long> Examples);
