using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Smtp;
using PostPurchase.Testing;

namespace PostPurchase.Mail.Tests.Smtp;

/// <summary>Valid defaults for the tests of this folder.</summary>
internal static class An
{
    public const string Body = "Subject: Hello\r\n\r\nHello there\r\n";

    /// <inheritdoc cref="Patience.Limit"/>
    public static readonly TimeSpan Hang = Patience.Limit;

    public static Envelope Envelope(long id = 1, string recipient = "jane@example.com", string body = Body, string returnPath = "bounce@shop.example") =>
        new(id, Address(returnPath), Address(recipient), new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(body)));

    public static EmailAddress Address(string text) => EmailAddress.TryParse(text, out var address) ? address : throw new ArgumentException(text);

    public static SmtpTransportOptions Transport(ScriptedServer server, int connections = 1, int tries = 1) => new()
    {
        Host = "127.0.0.1",
        Port = server.Port,
        Security = SmtpSecurity.None,
        MaxConnections = connections,
        MaxConnectionTries = tries,
        EhloName = "client.example",
        FirstPause = TimeSpan.FromTicks(1),
        Limits = new SmtpTimeLimits { Connect = TimeSpan.FromDays(1) }, // a script may move the clock before the client knows that it is connected
    };

    /// <summary>Sends one envelope over a pool of its own.</summary>
    public static async Task<SendOutcome> OutcomeAsync(SmtpTransportOptions options, Envelope? envelope = null)
    {
        await using var pool = new SmtpPool(options, TimeProvider.System);
        var outcome = await pool.SendAsync(envelope ?? Envelope(), CancellationToken.None).WaitAsync(Hang);
        await pool.DrainAsync(CancellationToken.None).WaitAsync(Hang);
        return outcome;
    }
}

/// <summary>A ledger in memory.</summary>
internal sealed class MemoryLog : ISendLog
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource<SendOutcome>> _outcomes = new();

    public ConcurrentQueue<long> Handed { get; } = new();

    /// <summary>Decides about marks; by default all are made at once.</summary>
    public Func<Envelope, ValueTask<bool>> OnHanding { get; init; } = _ => ValueTask.FromResult(true);

    /// <summary>Done before an outcome is kept; by default nothing.</summary>
    public Func<Envelope, ValueTask> OnSettling { get; init; } = _ => ValueTask.CompletedTask;

    public int SettledCount => _outcomes.Values.Count(o => o.Task.IsCompleted);

    public ValueTask<bool> HandingAsync(Envelope envelope)
    {
        Handed.Enqueue(envelope.Id);
        return OnHanding(envelope);
    }

    public async ValueTask SettledAsync(Envelope envelope, SendOutcome outcome)
    {
        await OnSettling(envelope);
        OutcomeOf(envelope.Id).SetResult(outcome);
    }

    public Task<SendOutcome> Outcome(long id) => OutcomeOf(id).Task.WaitAsync(An.Hang);

    private TaskCompletionSource<SendOutcome> OutcomeOf(long id) =>
        _outcomes.GetOrAdd(id, _ => new TaskCompletionSource<SendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously));
}
