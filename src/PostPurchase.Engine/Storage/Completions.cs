namespace PostPurchase.Engine.Storage;

/// <summary>Tells the callers of one commit, on the pool: a thread or two go through them, since waking a thread for each costs more than what it then does.</summary>
internal sealed class Completions : IThreadPoolWorkItem
{
    private const int ForOneThread = 16;

    private readonly WriteOperation[] _operations;
    private int _next = -1;

    private Completions(WriteOperation[] operations) => _operations = operations;

    /// <summary>Completes all of them soon. None runs on the calling thread.</summary>
    public static void Queue(List<WriteOperation> written)
    {
        var together = written.Where(operation => operation.IsShort).ToArray();
        if (together.Length > 0) new Completions(together).Queue();
        foreach (var operation in written)
        {
            if (!operation.IsShort) operation.Complete();
        }
    }

    public void Execute()
    {
        for (int mine; (mine = Interlocked.Increment(ref _next)) < _operations.Length;) _operations[mine].Complete();
    }

    private void Queue()
    {
        var threads = Math.Min(Environment.ProcessorCount, (_operations.Length + ForOneThread - 1) / ForOneThread);
        for (var i = 0; i < threads; i++) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
