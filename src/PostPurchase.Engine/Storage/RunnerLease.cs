using System.Globalization;
using NodaTime;

namespace PostPurchase.Engine.Storage;

/// <summary>
/// The right to run journeys and send mail on a database; one process has it at a time. The operating system holds it (a lock on a file beside
/// the database), so that it ends with the process, however that ends, and no clock is involved. Dispose to give it back.
/// </summary>
public sealed class RunnerLease : IDisposable
{
    private const string CloneReason = "this database was copied or restored: run 'postpurchase restore --confirm' once no other copy sends";
    private readonly FileStream _lock;

    private RunnerLease(FileStream held) => _lock = held;

    /// <summary>
    /// Takes the lease, or says who has it. A database whose id is not the one in <c>instance.id</c> beside it, or whose <c>instance.id</c> was
    /// written in another folder, is a copy: it gets an id of its own and starts quarantined, which means that nothing may be sent until somebody
    /// confirms.
    /// </summary>
    /// <param name="database">The database to run.</param>
    /// <param name="holder">What a refused second runner is told: a command and a process id.</param>
    /// <param name="now">Kept with the holder.</param>
    /// <param name="cancellationToken">Stops waiting for the write.</param>
    public static async Task<LeaseAnswer> TakeAsync(Database database, string holder, Instant now, CancellationToken cancellationToken = default)
    {
        if (TryLock(database.File) is not { } held) return new LeaseAnswer.Refused(Refusal(database));
        var registered = false;
        try
        {
            var mark = InstanceMark.Read(database.File);
            var fresh = database.Ids.Next(now).ToString(CultureInfo.InvariantCulture);
            var (id, quarantine) = await database.WriteAsync(session => Register(session, mark, fresh, holder, now), cancellationToken);
            InstanceMark.Write(database.File, id);
            registered = true;
            return new LeaseAnswer.Taken(new RunnerLease(held), quarantine);
        }
        finally
        {
            if (!registered) await held.DisposeAsync();
        }
    }

    /// <summary>Lets a quarantined database send again, and says that it belongs where it is, so that the next start takes it for no copy.</summary>
    public static async Task ConfirmAsync(Database database, CancellationToken cancellationToken = default)
    {
        var id = await database.WriteAsync(
            session =>
            {
                session[DatabaseSql.Quarantine].WithNull().Run();
                return session[DatabaseSql.ReadInstance].First(row => row.Text(0));
            },
            cancellationToken);
        if (id is not null) InstanceMark.Write(database.File, id);
    }

    /// <summary>Why nothing may be sent from this database, or null.</summary>
    public static string? QuarantineOf(Database database) => database.Read(session => session[DatabaseSql.ReadInstance].First(row => row.TextOrNull(1)));

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    internal static FileStream? TryLock(string databaseFile)
    {
        try
        {
            return new FileStream(databaseFile + ".runner", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            // Expected: the other runner has it.
            return null;
        }
    }

    private static (string Id, string? Quarantine) Register(Session session, InstanceMark? mark, string fresh, string holder, Instant now)
    {
        var known = session[DatabaseSql.ReadInstance].First(row => new Known(row.Text(0), row.TextOrNull(1)));
        var isCopy = known is not null && !(mark is not null && mark.Id == known.Id && mark.IsOf(session.Connection.DataSource));
        var id = known is null || isCopy ? fresh : known.Id;
        var quarantine = isCopy ? CloneReason : known?.Quarantine;
        session[DatabaseSql.WriteInstance].With(id).With(quarantine).With(holder).With(now).Run();
        return (id, quarantine);
    }

    private static string Refusal(Database database)
    {
        var holder = database.Read(session => session[DatabaseSql.ReadInstance].First(row => row.TextOrNull(2)));
        return $"{database.File} is already being run by {holder ?? "another process"}: stop that one first, two runners would mail everybody twice";
    }

    private sealed record Known(string Id, string? Quarantine);
}
