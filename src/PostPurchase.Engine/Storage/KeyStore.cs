using NodaTime;

namespace PostPurchase.Engine.Storage;

/// <summary>Keys of the API: only a hash of each is kept, so that a copy of the database opens nothing.</summary>
internal sealed class KeyStore(Database database)
{
    /// <summary>Keeps the hash of a new key; false where the name is taken.</summary>
    public Task<bool> AddAsync(ApiKey key, ReadOnlyMemory<byte> hash, string actor, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            if (session[KeySql.Add].With(key.Name).WithBlob(hash.Span).With(key.Scope).With(now).Run() == 0) return false;
            AuditStore.Add(session, new AuditEntry(actor, "key.added", key.Name, null, key.Scope, now));
            return true;
        },
        cancellationToken);

    /// <summary>The key of a hash, or null where there is none or it was revoked.</summary>
    public Task<ApiKey?> FindAsync(ReadOnlyMemory<byte> hash) => Task.FromResult(
        database.Read(session => session[KeySql.Find].WithBlob(hash.Span).First(row => new ApiKey(row.Text(0), row.Text(1)))));

    /// <summary>All keys that are not revoked, by name, with the instant of their making.</summary>
    public IReadOnlyList<(ApiKey Key, Instant CreatedAt)> List() => database.Read(session => session[KeySql.List].All(row => (new ApiKey(row.Text(0), row.Text(1)), row.At(2))));

    /// <summary>Revokes a key; false where there is none of that name.</summary>
    public Task<bool> RevokeAsync(string name, string actor, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            if (session[KeySql.Revoke].With(now).With(name).Run() == 0) return false;
            AuditStore.Add(session, new AuditEntry(actor, "key.revoked", name, null, null, now));
            return true;
        },
        cancellationToken);
}

/// <summary>A key of the API without its secret.</summary>
internal sealed record ApiKey(string Name, string Scope);
