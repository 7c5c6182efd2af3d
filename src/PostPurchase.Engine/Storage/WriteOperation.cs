namespace PostPurchase.Engine.Storage;

/// <summary>One caller's write that waits for its group commit.</summary>
internal abstract class WriteOperation(bool isShort, CancellationToken cancellationToken)
{
    private Exception? _failure;

    /// <summary>Whether its caller goes on with little that never blocks, so that the callers of one commit can share a thread of the pool.</summary>
    public bool IsShort => isShort;

    /// <summary>True where the caller has gone before its turn came; then nothing is run.</summary>
    public bool IsCancelled => cancellationToken.IsCancellationRequested;

    public void Execute(Session session)
    {
        _failure = null;
        Run(session);
    }

    public void Failed(Exception failure) => _failure = failure;

    /// <summary>Tells the caller; only called when the commit is on disk or the operation is known to have failed.</summary>
    public void Complete()
    {
        if (_failure is null) Succeed();
        else Fail(_failure);
    }

    public abstract void Cancel();

    protected abstract void Run(Session session);

    protected abstract void Succeed();

    protected abstract void Fail(Exception failure);

    protected CancellationToken CancellationToken => cancellationToken;
}

internal sealed class WriteOperation<T>(Func<Session, T> body, bool isShort, CancellationToken cancellationToken) : WriteOperation(isShort, cancellationToken)
{
    // Callers continue on the pool: the writer thread must go on to the next batch. Short ones are completed there already.
    private readonly TaskCompletionSource<T> _done = new(isShort ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Task => _done.Task;

    public override void Cancel() => _done.TrySetCanceled(CancellationToken);

    protected override void Run(Session session) => _result = body(session);

    protected override void Succeed() => _done.TrySetResult(_result);

    protected override void Fail(Exception failure) => _done.TrySetException(failure);
}
