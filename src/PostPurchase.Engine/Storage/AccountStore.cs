using NodaTime;

namespace PostPurchase.Engine.Storage;

/// <summary>People who may sign in. Every change names who made it and leaves a row in the audit.</summary>
internal sealed class AccountStore(Database database)
{
    /// <summary>Adds a person; null where the name is taken, or where only the first may be added and there is one.</summary>
    public Task<Account?> AddAsync(string name, string role, string passwordHash, string actor, Instant now, bool onlyFirst = false, CancellationToken cancellationToken = default)
    {
        var id = database.Ids.Next(now);
        return database.WriteAsync(
            session =>
            {
                if (onlyFirst && IsAny(session)) return null;
                if (session[AccountSql.Add].With(id).With(name).With(passwordHash).With(role).With(now).Run() == 0) return null;
                AuditStore.Add(session, new AuditEntry(actor, "account.added", name, null, role, now));
                return new Account(id, name, role, passwordHash, now);
            },
            cancellationToken);
    }

    /// <summary>The person of a name, or null.</summary>
    public Account? Find(string name) => database.Read(session => session[AccountSql.Find].With(name).First(Read));

    /// <summary>All, by name.</summary>
    public IReadOnlyList<Account> List() => database.Read(session => session[AccountSql.List].All(Read));

    /// <summary>Whether anybody has an account.</summary>
    public bool HasAny() => database.Read(IsAny);

    /// <summary>Gives another role; refused for the last admin.</summary>
    public Task<AccountChange> SetRoleAsync(string name, string role, string actor, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            if (session[AccountSql.Find].With(name).First(Read) is not { } account) return AccountChange.Unknown;
            if (role != "admin" && IsLastAdmin(session, account)) return AccountChange.LastAdmin;
            session[AccountSql.SetRole].With(role).With(name).Run();
            AuditStore.Add(session, new AuditEntry(actor, "account.role", name, account.Role, role, now));
            return AccountChange.Done;
        },
        cancellationToken);

    /// <summary>Gives another password and ends all logins but one.</summary>
    /// <param name="name">Whose.</param>
    /// <param name="passwordHash">As the framework's hasher writes it.</param>
    /// <param name="keep">The login that goes on; 0 for none.</param>
    /// <param name="actor">Who changes it.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Gives up while it waits for its turn.</param>
    public Task<AccountChange> SetPasswordAsync(string name, string passwordHash, long keep, string actor, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            if (session[AccountSql.Find].With(name).First(Read) is not { } account) return AccountChange.Unknown;
            session[AccountSql.SetPassword].With(passwordHash).With(name).Run();
            session[LoginSql.EndAll].With(account.Id).With(keep).Run();
            AuditStore.Add(session, new AuditEntry(actor, "account.password", name, null, null, now));
            return AccountChange.Done;
        },
        cancellationToken);

    /// <summary>Removes a person with their logins; refused for the last admin.</summary>
    public Task<AccountChange> RemoveAsync(string name, string actor, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            if (session[AccountSql.Find].With(name).First(Read) is not { } account) return AccountChange.Unknown;
            if (IsLastAdmin(session, account)) return AccountChange.LastAdmin;
            session[LoginSql.EndAll].With(account.Id).With(0).Run();
            session[AccountSql.Remove].With(name).Run();
            AuditStore.Add(session, new AuditEntry(actor, "account.removed", name, account.Role, null, now));
            return AccountChange.Done;
        },
        cancellationToken);

    private static bool IsAny(Session session) => session[AccountSql.Any].First(row => row.Long(0)) == 1;

    private static bool IsLastAdmin(Session session, Account account) =>
        account.Role == "admin" && session[AccountSql.OtherAdmins].With(account.Name).First(row => row.Long(0)) == 0;

    private static Account Read(Statement row) => new(row.Long(0), row.Text(1), row.Text(2), row.Text(3), row.At(4));
}

/// <summary>What became of a change of an account.</summary>
internal enum AccountChange
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>There is nobody of that name.</summary>
    Unknown,

    /// <summary>Without this admin nobody could manage accounts.</summary>
    LastAdmin,
}
