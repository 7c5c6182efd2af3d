using System.Collections.Concurrent;
using System.Text;
using Microsoft.Data.Sqlite;
using PostPurchase.Server.Bench;
using PostPurchase.Testing;

namespace PostPurchase.EndToEnd;

/// <summary>
/// A served shop that is killed and started again while purchases are posted to it and its mail goes to a sink in this process. The sink and the
/// list of answers outlive every kill, so that they can be held against the ledger.
/// </summary>
internal sealed class KilledShop : IAsyncDisposable
{
    private const int Callers = 8;

    private readonly string _folder = Directory.CreateTempSubdirectory("postpurchase-kill-").FullName;
    private readonly LoopbackSink _sink;
    private readonly ConcurrentQueue<string> _open;
    private readonly ConcurrentDictionary<string, bool> _answered = new(StringComparer.Ordinal);

    /// <param name="purchases">How many are posted, every second one with a receipt, the others with a marketing mail.</param>
    public KilledShop(int purchases)
    {
        TrialShop.WriteFiles(Path.Combine(_folder, "workflows"), Path.Combine(_folder, "templates"));
        _open = new(Enumerable.Range(0, purchases).Select(number => $"{(number % 2 == 0 ? TrialShop.Confirms : TrialShop.Teaches)}-{number}"));
        _sink = new LoopbackSink((_, message) => Copies.Enqueue(Copy.Of(message)));
    }

    /// <summary>Every message that the sink took, in the order of its coming.</summary>
    public ConcurrentQueue<Copy> Copies { get; } = new();

    /// <summary>Purchases whose webhook was answered with 200.</summary>
    public IReadOnlyCollection<string> Answered => [.. _answered.Keys];

    /// <summary>Folder of the database.</summary>
    public string Data => Path.Combine(_folder, "data");

    private int Progress => _answered.Count + Copies.Count;

    /// <summary>Serves, posts what is open, and kills as soon as so much more has been answered or has arrived.</summary>
    public async Task ServeUntilAsync(int more)
    {
        await using var shop = await ServedShop.StartAsync(_folder, _sink.Port, CancellationToken.None);
        var target = Progress + more;
        var posting = PostAsync(shop.Address);
        await Trial.UntilAsync(() => Progress >= target || (posting.IsCompleted && IsQuiet()), Patience.Limit, "the moment of the kill", CancellationToken.None);
        await shop.KillAsync();
        await posting.InTimeAsync("the end of the posts");
    }

    /// <summary>Serves until every purchase was answered and nothing is left to do, and stops in order.</summary>
    public async Task FinishAsync()
    {
        await using var shop = await ServedShop.StartAsync(_folder, _sink.Port, CancellationToken.None);
        await PostAsync(shop.Address);
        await Trial.UntilAsync(IsQuiet, Patience.Limit, "the last mail", CancellationToken.None);
    }

    /// <summary>The sends of the ledger.</summary>
    public List<LedgerRow> Ledger() => Read(
        "select id, kind, state, uncertain_count from send", row => new LedgerRow(row.GetInt64(0), row.GetInt32(1) == 0, row.GetInt32(2) == 7, row.GetInt32(3)));

    /// <summary>The store's ids of the purchases.</summary>
    public List<string> Purchases() => Read("select external_id from purchase_key", row => row.GetString(0));

    /// <summary>What <c>verify</c> says, with its exit code at the end.</summary>
    public async Task<string> VerifyAsync()
    {
        var end = await Child.RunAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "postpurchase.dll"), "verify", "--data", Data]);
        return $"{end.Out}exit {end.ExitCode}";
    }

    public async ValueTask DisposeAsync()
    {
        await _sink.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // A purchase whose answer never came is posted again by the next round, as a store would.
    private Task PostAsync(Uri address) => Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() =>
    {
        try
        {
            using var connection = HookConnection.Open(address);
            while (_open.TryDequeue(out var id)) Post(connection, id);
        }
        catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException)
        {
            // The server was killed; what it has not answered stands in the queue again.
        }
    })));

    private void Post(HookConnection connection, string id)
    {
        var isAnswered = false;
        try
        {
            isAnswered = connection.Post(Trial.Request(id, id.Split('-')[0], TimeProvider.System.GetUtcNow())) == 200;
            if (isAnswered) _answered[id] = true;
        }
        finally
        {
            if (!isAnswered) _open.Enqueue(id);
        }
    }

    private bool IsQuiet() => _open.IsEmpty && Read(
        "select (select count(*) from send where concluded_at is null) + (select count(*) from enrollment where due_at <= @now)", row => row.GetInt64(0))[0] == 0;

    private List<T> Read<T>(string sql, Func<SqliteDataReader, T> read)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "postpurchase.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of this file
        command.CommandText = sql;
#pragma warning restore CA2100
        if (sql.Contains("@now", StringComparison.Ordinal)) command.Parameters.AddWithValue("@now", TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }
}

/// <summary>A send as the ledger has it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsReceipt">Whether it is transactional.</param>
/// <param name="IsUncertain">Whether the ledger ends with a doubt about it.</param>
/// <param name="DoubtCount">How often it was in doubt.</param>
internal sealed record LedgerRow(long Id, bool IsReceipt, bool IsUncertain, int DoubtCount);

/// <summary>A message that the sink took.</summary>
/// <param name="Send">The send that its header names.</param>
/// <param name="MessageId">Its Message-ID.</param>
internal sealed record Copy(long Send, string MessageId)
{
    public static Copy Of(ReadOnlySpan<byte> message) => new(long.Parse(Header(message, "X-Send-Id"), System.Globalization.CultureInfo.InvariantCulture), Header(message, "Message-ID"));

    private static string Header(ReadOnlySpan<byte> message, string name)
    {
        var head = Encoding.ASCII.GetString(message[..message.IndexOf("\r\n\r\n"u8)]).Replace("\r\n ", " ", StringComparison.Ordinal);
        var line = head.Split("\r\n").Single(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase));
        return line[(name.Length + 1)..].Trim();
    }
}
