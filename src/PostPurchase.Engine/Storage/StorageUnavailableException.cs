using Microsoft.Data.Sqlite;

namespace PostPurchase.Engine.Storage;

/// <summary>
/// The database could not take a write now (full disk, I/O error, locked for too long). The operation was stored not at all or, where only the
/// flush behind its commit failed, as a whole: its keys know it when it comes again. The caller tells its own caller to come later (503 with Retry-After on the
/// web edge); the database recovers by itself once the cause is gone.
/// </summary>
public sealed class StorageUnavailableException : Exception
{
    /// <summary>Says that storage is unavailable.</summary>
    public StorageUnavailableException() : base("the database cannot be written now")
    {
    }

    /// <summary>Says that storage is unavailable and why.</summary>
    public StorageUnavailableException(string message) : base(message)
    {
    }

    /// <summary>Says that storage is unavailable, why, and what the database said.</summary>
    public StorageUnavailableException(string message, Exception innerException) : base(message, innerException)
    {
    }

    internal static StorageUnavailableException From(Exception cause) => new($"the database cannot be written now: {cause.Message}", cause);

    // https://www.sqlite.org/rescode.html: 5 busy, 6 locked, 7 no memory, 8 read-only, 10 I/O error, 13 full, 14 cannot open
    internal static bool Explains(SqliteException exception) => exception.SqliteErrorCode is 5 or 6 or 7 or 8 or 10 or 13 or 14;
}
