using SQLitePCL;

namespace PostPurchase.Engine.Storage;

/// <summary>How SQLite gets its memory and what it locks. The settings only save time: where they do not take, everything works as before.</summary>
internal static class SqliteMemory
{
    private const int SlotSize = 1200;
    private const int SlotCount = 300;

    // Once a process, before its first connection: counting each allocation takes a lock that all connections share, and nobody reads the counts.
    private static readonly int s_isUncounted = TurnLocksOff();

    /// <summary>To be called before a connection is opened.</summary>
    /// <returns>What SQLite said; 21 where a connection is open already, which then counts on.</returns>
    public static int Prepare() => s_isUncounted;

    /// <summary>
    /// Gives a connection a store of small pieces of its own, to be called before its first statement. The forty that it has by itself are soon held by prepared
    /// statements; from then on each run of a statement would ask the system for every cursor.
    /// </summary>
    public static void Enlarge(sqlite3 connection) => _ = raw.sqlite3_db_config(connection, raw.SQLITE_DBCONFIG_LOOKASIDE, IntPtr.Zero, SlotSize, SlotCount);

    private static int TurnLocksOff()
    {
        Batteries_V2.Init();
        // Each connection is used by one thread at a time, here and in the scheduler's store (https://www.sqlite.org/threadsafe.html): no call has to lock it.
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
        return raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }
}
