using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Tests.Storage;

/// <summary>A database in a folder of its own that goes with it.</summary>
internal sealed class TemporaryDatabase : IAsyncDisposable
{
    private TemporaryDatabase(string folder)
    {
        Folder = folder;
        Database = Database.Open(File);
    }

    public string Folder { get; }

    public string File => Path.Combine(Folder, "postpurchase.db");

    public Database Database { get; private set; }

    public static TemporaryDatabase New() => new(Directory.CreateTempSubdirectory("postpurchase-").FullName);

    /// <summary>Closes and opens it again, as a restart does.</summary>
    public async Task ReopenAsync()
    {
        await Database.DisposeAsync();
        Database = Database.Open(File);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
