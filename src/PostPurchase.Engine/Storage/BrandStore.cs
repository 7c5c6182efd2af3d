using NodaTime;
using PostPurchase.Core.Personalisation;

namespace PostPurchase.Engine.Storage;

/// <summary>The looks of stores that were set by form. Every change is in the audit, with before and after.</summary>
internal sealed class BrandStore(Database database)
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<StoredLook> All() => database.Read(session => session[BrandSql.All].All(Read));

    /// <summary>The look of a store, or null where the form was never saved.</summary>
    public StoredLook? Find(string store) => database.Read(session => Find(session, store));

    /// <summary>Keeps a look on top of the revision that its author saw, 0 where there was none. Null where somebody saved in between: then it is as they left it.</summary>
    public Task<StoredLook?> SaveAsync(StoredLook look, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            var before = Find(session, look.Store);
            var document = StoredJson.Write(look.Look, StoredJson.Default.StoreLook);
            var changed = look.Revision == 0
                ? session[BrandSql.Add].With(look.Store).With(document).With(look.EditedBy).With(look.EditedAt).Run()
                : session[BrandSql.Update].With(document).With(look.EditedBy).With(look.EditedAt).With(look.Store).With(look.Revision).Run();
            if (changed == 0) return null;
            AuditStore.Add(session, new(look.EditedBy, "brand.changed", look.Store, before is null ? null : StoredJson.Write(before.Look, StoredJson.Default.StoreLook), document, look.EditedAt));
            return Find(session, look.Store);
        },
        cancellationToken);

    private static StoredLook? Find(Session session, string store) => session[BrandSql.Find].With(store).First(Read);

    private static StoredLook Read(Statement row) => new(row.Text(0), StoredJson.Read(row.Text(1), StoredJson.Default.StoreLook), row.Long(2), row.Text(3), row.At(4));
}

/// <summary>A look as it was saved.</summary>
/// <param name="Store">Key of the store.</param>
/// <param name="Look">What the form says.</param>
/// <param name="Revision">1 with the first save, one more with each. In a save, the one that its author saw.</param>
/// <param name="EditedBy">Who saved last.</param>
/// <param name="EditedAt">When.</param>
internal sealed record StoredLook(string Store, StoreLook Look, long Revision, string EditedBy, Instant EditedAt);
