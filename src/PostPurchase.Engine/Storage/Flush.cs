namespace PostPurchase.Engine.Storage;

/// <summary>What a connection brings to the disk by itself (https://www.sqlite.org/pragma.html#pragma_synchronous).</summary>
internal enum Flush
{
    /// <summary>Each commit, before it returns.</summary>
    Commits,

    /// <summary>Only what is moved from the log to the database file, and in an order that keeps the file sound; who commits flushes the log.</summary>
    Moves,

    /// <summary>Nothing: for a database that is thrown away.</summary>
    Nothing,
}
