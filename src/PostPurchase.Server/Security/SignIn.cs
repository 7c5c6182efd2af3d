using System.Net;
using NodaTime;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Security;

/// <summary>Signs people in, slower with each wrong password: per account and per visitor's address.</summary>
internal sealed class SignIn(Database database, TimeProvider clock) : IDisposable
{
    /// <summary>Wrong passwords in a row that are allowed for one account, and for one address.</summary>
    public const int AllowedPerAccount = 5;

    /// <inheritdoc cref="AllowedPerAccount"/>
    public const int AllowedPerAddress = 20;

    private readonly AccountStore _accounts = new(database);
    private readonly LoginStore _logins = new(database);

    // A hash of a password takes a tenth of a second on purpose; two at a time leave room for work.
    private readonly SemaphoreSlim _hashing = new(2);

    /// <summary>Signs in; on success the secret for the browser's cookie is given once.</summary>
    public async Task<SignInAnswer> TryAsync(string name, string password, IPAddress? from, string? agent, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var (account, address) = ("account " + name, "address " + Convert.ToHexStringLower(Secret.HashOf(from?.ToString() ?? "")));
        if ((WaitOf(account, AllowedPerAccount, now) ?? WaitOf(address, AllowedPerAddress, now)) is { } wait) return new SignInAnswer.Locked(wait);
        var known = _accounts.Find(name);
        if (password.Length > Passwords.Longest || !await VerifyAsync(known, password, cancellationToken))
        {
            await _logins.FailedAsync([account, address], now, cancellationToken);
            return new SignInAnswer.Wrong();
        }
        await _logins.ForgiveAsync(account, cancellationToken);
        var secret = Secret.Create();
        await _logins.StartAsync(known!, Secret.HashOf(secret), Shortened(agent), now, cancellationToken);
        return new SignInAnswer.Done(secret);
    }

    /// <summary>Whether it is the password of an account.</summary>
    public Task<bool> IsPasswordAsync(string name, string password, CancellationToken cancellationToken) =>
        password.Length > Passwords.Longest ? Task.FromResult(false) : VerifyAsync(_accounts.Find(name), password, cancellationToken);

    public void Dispose() => _hashing.Dispose();

    private Duration? WaitOf(string key, int allowed, Instant now)
    {
        var (count, at) = _logins.FailuresOf(key, now);
        return count >= allowed ? LoginStore.Memory - (now - at) : null;
    }

    private async Task<bool> VerifyAsync(Account? account, string password, CancellationToken cancellationToken)
    {
        await _hashing.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Passwords.Verify(account, password), cancellationToken);
        }
        finally
        {
            _hashing.Release();
        }
    }

    private static string? Shortened(string? agent) => agent is { Length: > 200 } ? agent[..200] : agent;
}

/// <summary>What became of a try to sign in.</summary>
internal abstract record SignInAnswer
{
    private SignInAnswer()
    {
    }

    /// <summary>Signed in.</summary>
    /// <param name="Secret">For the cookie; not kept.</param>
    public sealed record Done(string Secret) : SignInAnswer;

    /// <summary>No such name, or another password: which of the two is not told.</summary>
    public sealed record Wrong : SignInAnswer;

    /// <summary>Too many wrong passwords; nothing is looked at before this time has passed.</summary>
    public sealed record Locked(Duration Wait) : SignInAnswer;
}
