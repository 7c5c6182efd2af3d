using Microsoft.Data.Sqlite;

namespace PostPurchase.Engine.Storage;

/// <summary>Consistent copies of a running database, and their way back.</summary>
public static class Backups
{
    private const string RestoredReason = "this database was restored from a backup: run 'postpurchase restore --confirm' once no other copy sends";

    /// <summary>
    /// Copies a database to a new file while it is in use, with the pictures and the key beside it. The copy holds every commit before the call
    /// and none half; only its owner may read it.
    /// </summary>
    /// <exception cref="IOException">The target exists.</exception>
    public static void Copy(Database database, string target)
    {
        var path = Path.GetFullPath(target);
        if (File.Exists(path)) throw new IOException($"{path} exists: a backup never overwrites a file");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = path + ".part";
        database.Read(session =>
        {
            Create(partial);
            using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = partial, Pooling = false }.ToString());
            copy.Open();
            session.Connection.BackupDatabase(copy);
            BackupFiles.Pack(copy, Path.GetDirectoryName(Path.GetFullPath(database.File))!);
            return 0;
        });
        File.Move(partial, path);
    }

    /// <summary>
    /// Puts a backup in the place of a database that no process runs. The restored one starts quarantined. Its key replaces the folder's, since
    /// the links of mails that it knows were made with it; pictures are added to those that are there.
    /// </summary>
    /// <returns>Null when done, else why not; then nothing has changed.</returns>
    public static string? Restore(string backup, string databaseFile)
    {
        var path = Path.GetFullPath(databaseFile);
        if (!File.Exists(backup)) return $"{backup} does not exist";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var held = RunnerLease.TryLock(path);
        if (held is null) return $"{path} is being run by another process: stop that one first";
        var partial = path + ".part";
        // Also the log of one that was broken off, which SQLite would take for the log of this one.
        Remove(partial);
        File.Copy(backup, partial, overwrite: true);
        if (Prepare(partial, Path.GetDirectoryName(path)!) is { } problem)
        {
            Remove(partial);
            return problem;
        }
        Remove(path);
        InstanceMark.Remove(path);
        File.Move(partial, path);
        return null;
    }

    // Made before it is filled: it holds what customers and the key know.
    private static void Create(string file)
    {
        File.Delete(file);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var made = new FileStream(file, options);
    }

    private static string? Prepare(string file, string folder)
    {
        try
        {
            using var session = Session.OpenWriter(file);
            if (Dapper.SqlMapper.ExecuteScalar<string>(session.Connection, "pragma quick_check") is var found and not "ok") return $"the backup is damaged: {found}";
            if (Migrations.Current(session) is 0) return "the file is not a backup of this program";
            if (Migrations.Current(session) > Migrations.Newest) return UnusableDatabaseException.Newer("the backup", Migrations.Current(session), Migrations.Newest).Message;
            session[DatabaseSql.Restored].With(RestoredReason).Run();
            BackupFiles.Unpack(session.Connection, folder);
            session.Execute("pragma wal_checkpoint(truncate)");
            return null;
        }
        catch (SqliteException exception)
        {
            return $"the file is not a backup of this program: {exception.Message}";
        }
    }

    private static void Remove(string file)
    {
        foreach (var part in (ReadOnlySpan<string>)[file, file + "-wal", file + "-shm"]) File.Delete(part);
    }
}
