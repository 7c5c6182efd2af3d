using PostPurchase.Core.Feedback;

namespace PostPurchase.Engine.Storage;

/// <summary>
/// Judges stored touches again, by the rules of this program: in runs of whole customers, so that it can stop and go on anywhere. The class of a network stays that of
/// the arrival: addresses are not kept, so that other lists of networks have nothing to look up. Touches of customers who were erased stay as they were judged.
/// </summary>
internal sealed class TouchJudging(Database database)
{
    /// <summary>The name of the state that says which rules all verdicts are by.</summary>
    private const string Rules = "touch rules";

    private const string Cursor = "touch rules: judged up to";
    private const int Batch = 4000;

    private readonly Dictionary<long, string> _agents = [];

    /// <summary>Whether verdicts of older rules may be left.</summary>
    public bool IsDue() => database.Read(session => LearningState.Read(session, Rules) != TouchRules.Version);

    /// <summary>Judges all touches; gives how many there were and how many verdicts changed.</summary>
    /// <param name="isAgain">True starts from the first touch; false goes on where an earlier run stopped.</param>
    /// <param name="cancellationToken">Stops it between two batches.</param>
    public async Task<(long Judged, long Changed)> RunAsync(bool isAgain, CancellationToken cancellationToken = default)
    {
        var (judged, changed) = (0L, 0L);
        var from = isAgain ? 0 : database.Read(session => LearningState.Read(session, Cursor)) ?? 0;
        while (true)
        {
            var start = from;
            var step = await database.WriteAsync(session => Judge(session, start), cancellationToken);
            (judged, changed) = (judged + step.Judged, changed + step.Changed);
            if (step.Judged == 0) return (judged, changed);
            from = step.Last;
        }
    }

    private (int Judged, int Changed, long Last) Judge(Session session, long after)
    {
        var rows = session[TouchSql.After].With(after).With(Batch).All(row => (Id: row.Long(0), Touch: TouchRows.Read(session, row, AgentOf(session, row.LongOrNull(12)))));
        if (rows.Count == Batch) rows = WholeCustomers(session, rows);
        if (rows.Count == 0)
        {
            LearningState.Write(session, Rules, TouchRules.Version);
            LearningState.Write(session, Cursor, 0);
            return (0, 0, after);
        }

        var changed = 0;
        foreach (var (first, end) in Runs(rows, row => row.Touch.Owner.Value)) changed += JudgeCustomer(session, rows[first..end]);
        var last = rows[^1].Touch.Owner.Value;
        LearningState.Write(session, Cursor, last);
        return (rows.Count, changed, last);
    }

    // The last customer may have more than what was read; one who alone fills the batch is read whole.
    private static List<(long Id, StoredTouch Touch)> WholeCustomers(Session session, List<(long Id, StoredTouch Touch)> rows)
    {
        var last = rows[^1].Touch.Owner;
        var whole = rows.FindIndex(row => row.Touch.Owner == last);
        return whole > 0 ? rows[..whole] : session[TouchSql.OfOwner].With(last.Value).All(row => TouchRows.Read(session, row));
    }

    private static int JudgeCustomer(Session session, List<(long Id, StoredTouch Touch)> rows)
    {
        // By what was seen of them, of which their erasure left nothing: they stay as they were judged.
        if (CustomerErasure.IsErased(session, rows[0].Touch.Owner)) return 0;
        var changed = 0;
        if (rows.Exists(row => row.Touch.Send != rows[0].Touch.Send)) rows = [.. rows.OrderBy(row => row.Touch.Send.Value).ThenBy(row => row.Id)];
        foreach (var (first, end) in Runs(rows, row => row.Touch.Send.Value)) changed += JudgeMail(session, rows[first..end]);
        if (changed > 0) LearningState.Touch(session, rows[0].Touch.Owner.Value);
        return changed;
    }

    private static int JudgeMail(Session session, List<(long Id, StoredTouch Touch)> rows)
    {
        var seen = new Touch[rows.Count];
        var links = 0;
        for (var i = 0; i < seen.Length; i++) (seen[i], links) = (rows[i].Touch.Seen, Math.Max(links, rows[i].Touch.LinkCount));
        var verdicts = TouchRules.Judge(seen, links);
        var changed = 0;
        for (var i = 0; i < seen.Length; i++)
        {
            if (verdicts[i] == rows[i].Touch.Verdict) continue;
            TouchRows.Judge(session, rows[i].Touch.Owner.Value, rows[i].Id, verdicts[i]);
            changed++;
        }

        if (changed > 0) TouchCounts.Move(session, [.. rows.Select(row => row.Touch)], [.. rows.Select((row, i) => row.Touch with { Verdict = verdicts[i] })]);
        return changed;
    }

    private static IEnumerable<(int First, int End)> Runs<T>(List<T> rows, Func<T, long> key)
    {
        for (int first = 0, end; first < rows.Count; first = end)
        {
            for (end = first + 1; end < rows.Count && key(rows[end]) == key(rows[first]); end++)
            {
            }

            yield return (first, end);
        }
    }

    private string AgentOf(Session session, long? id)
    {
        if (id is not { } known) return "";
        if (_agents.TryGetValue(known, out var text)) return text;
        if (_agents.Count > 100_000) _agents.Clear();
        return _agents[known] = session[TouchSql.Agent].With(known).First(row => row.Text(0)) ?? "";
    }
}
