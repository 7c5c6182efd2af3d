using NodaTime;

namespace PostPurchase.Engine.Storage;

/// <summary>Browsers in which somebody is signed in, and wrong passwords in a row.</summary>
internal sealed class LoginStore(Database database)
{
    /// <summary>A login ends when its browser was not seen for so long.</summary>
    public static readonly Duration LongestSilence = Duration.FromDays(14);

    /// <summary>A login ends so long after it began, however often it was used.</summary>
    public static readonly Duration LongestLogin = Duration.FromDays(90);

    /// <summary>Wrong passwords are forgotten after so long without another.</summary>
    public static readonly Duration Memory = Duration.FromMinutes(15);

    private static readonly Duration s_seenEvery = Duration.FromMinutes(5);

    /// <summary>Signs a browser in.</summary>
    public Task<Login> StartAsync(Account account, ReadOnlyMemory<byte> hash, string? agent, Instant now, CancellationToken cancellationToken = default)
    {
        var id = database.Ids.Next(now);
        return database.WriteAsync(
            session =>
            {
                session[LoginSql.Add].With(id).WithBlob(hash.Span).With(account.Id).With(now).With(agent).Run();
                AuditStore.Add(session, new AuditEntry(account.Name, "login", account.Name, null, null, now));
                return new Login(id, account, now, now, agent);
            },
            cancellationToken);
    }

    /// <summary>Who is signed in with a secret, or null where nobody is or the login has ended.</summary>
    public async Task<Login?> FindAsync(ReadOnlyMemory<byte> hash, Instant now, CancellationToken cancellationToken = default)
    {
        var login = database.Read(session => session[LoginSql.Find].WithBlob(hash.Span).With(now - LongestSilence).With(now - LongestLogin).First(Read));
        if (login is null || now - login.SeenAt < s_seenEvery) return login;
        await database.WriteAsync(session => session[LoginSql.Seen].With(now).With(login.Id).Run(), cancellationToken);
        return login with { SeenAt = now };
    }

    /// <summary>Where a person is signed in, last seen first.</summary>
    public IReadOnlyList<Login> Of(Account account, Instant now) =>
        database.Read(session => session[LoginSql.Of].With(account.Id).With(now - LongestSilence).With(now - LongestLogin).All(Read));

    /// <summary>Signs one browser of a person out; false where it is none of theirs.</summary>
    public Task<bool> EndAsync(long id, Account account, CancellationToken cancellationToken = default) =>
        database.WriteAsync(session => session[LoginSql.End].With(id).With(account.Id).Run() == 1, cancellationToken);

    /// <summary>Counts a wrong password.</summary>
    public Task FailedAsync(IReadOnlyList<string> keys, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync(
        session => keys.Sum(key => session[LoginSql.Failed].With(key).With(now).With(now - Memory).Run()), cancellationToken);

    /// <summary>Wrong passwords in a row of a key that are not forgotten yet, and when the last was.</summary>
    public (int Count, Instant LastAt) FailuresOf(string key, Instant now)
    {
        var (count, at) = database.Read(session => session[LoginSql.Failures].With(key).First(row => (row.Int(0), row.At(1))));
        return now - at > Memory ? (0, at) : (count, at);
    }

    /// <summary>Forgets wrong passwords: the right one came.</summary>
    public Task ForgiveAsync(string key, CancellationToken cancellationToken = default) =>
        database.WriteAsync(session => session[LoginSql.Forgive].With(key).Run(), cancellationToken);

    private static Login Read(Statement row) => new(
        row.Long(0), new Account(row.Long(4), row.Text(5), row.Text(6), row.Text(7), row.At(8)), row.At(1), row.At(2), row.TextOrNull(3));
}
