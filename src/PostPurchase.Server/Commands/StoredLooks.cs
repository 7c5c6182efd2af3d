using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Commands;

/// <summary>The looks that stores were given in the app, for commands that make mails beside a server.</summary>
internal static class StoredLooks
{
    /// <summary>Those of a data folder; none where it has no database yet, which is left so.</summary>
    public static async Task<StoreLooks> OfAsync(DataFolder data)
    {
        var looks = new StoreLooks();
        if (!File.Exists(data.DatabaseFile)) return looks;
        await using var database = data.OpenAsGuest();
        ReadInto(looks, database);
        return looks;
    }

    /// <summary>Sets those of a database.</summary>
    public static void ReadInto(StoreLooks looks, Database database)
    {
        foreach (var look in new BrandStore(database).All()) looks.Set(look.Store, look.Look, look.Revision);
    }
}
