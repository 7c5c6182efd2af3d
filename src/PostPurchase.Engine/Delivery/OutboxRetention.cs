using System.Globalization;
using NodaTime;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Delivery;

/// <summary>Deletes captured mail that is old, and says so in the ledger: a folder of mail must not grow for ever.</summary>
/// <param name="database">Where the ledger is.</param>
/// <param name="folder">Folder of the captured outbox; it need not exist.</param>
internal sealed class OutboxRetention(Database database, string folder)
{
    private const int AtOnce = 500;
    private const string Words = "the kept mail was deleted";

    /// <summary>Whether a send's captured mail was deleted for its age.</summary>
    public static bool IsDeleted(StoredSend send) => send.Reason?.Contains(Words, StringComparison.Ordinal) == true;

    /// <summary>
    /// Deletes what was written before <paramref name="now"/> less <paramref name="keep"/>, by the files' own time. The row is told first: dying between the two leaves a
    /// file that goes the next time.
    /// </summary>
    /// <returns>How many mails were deleted.</returns>
    public async Task<int> ForgetAsync(Instant now, Duration keep, CancellationToken cancellationToken = default)
    {
        if (!Directory.Exists(folder)) return 0;
        var before = (now - keep).ToDateTimeUtc();
        var words = string.Create(CultureInfo.InvariantCulture, $"{Words} after {keep.Days} days (Retention:OutboxDays)");
        var old = Directory.EnumerateFiles(folder, "*.eml").Where(file => File.GetLastWriteTimeUtc(file) < before).ToList();
        foreach (var some in old.Chunk(AtOnce))
        {
            await database.WriteAsync(session => some.Sum(file => Tell(session, file, words)), cancellationToken);
            foreach (var file in some) File.Delete(file);
        }

        foreach (var draft in Directory.EnumerateFiles(folder, "*.part").Where(file => File.GetLastWriteTimeUtc(file) < before)) File.Delete(draft);
        return old.Count;
    }

    // A file that somebody else put there has no row.
    private static int Tell(Session session, string file, string words)
    {
        if (!long.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return 0;
        return session[SendSql.Find].With(id).First(row => SendRows.Read(session, row)) is { } send && !IsDeleted(send) ? session[SendSql.CapturedMailDeleted].With(words).With(id).Run() : 0;
    }
}
