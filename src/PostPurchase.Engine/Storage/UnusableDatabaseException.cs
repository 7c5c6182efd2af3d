using Microsoft.Data.Sqlite;

namespace PostPurchase.Engine.Storage;

/// <summary>
/// The file is no database for this program: a newer program wrote it, it is damaged, or it is something else. Trying again does not help; a person has to start
/// another program or give another file. The message says which, and what to do. Nothing of the file was changed.
/// </summary>
public sealed class UnusableDatabaseException : Exception
{
    /// <summary>Says that the file is no database for this program.</summary>
    public UnusableDatabaseException() : base("the file is no database for this program")
    {
    }

    /// <summary>Says what is wrong and what to do.</summary>
    public UnusableDatabaseException(string message) : base(message)
    {
    }

    /// <summary>Says what is wrong and what to do, and what the database said.</summary>
    public UnusableDatabaseException(string message, Exception innerException) : base(message, innerException)
    {
    }

    internal static UnusableDatabaseException Newer(string file, int schema, int known) => new(
        $"{file} was written by a newer program: it has schema {schema}, this program knows {known} at most. Start the newer program, or restore a backup that this one made");

    internal static UnusableDatabaseException From(string file, SqliteException cause) => new(
        $"{file} is no database or is damaged ({cause.Message}): name another data folder, or restore a backup", cause);

    // https://www.sqlite.org/rescode.html: 11 corrupt, 26 not a database
    internal static bool Explains(SqliteException exception) => exception.SqliteErrorCode is 11 or 26;
}
