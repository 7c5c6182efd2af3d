using Microsoft.Win32.SafeHandles;

namespace PostPurchase.Engine.Storage;

/// <summary>
/// Brings what the writer has committed to the disk, on a thread of its own, and tells the callers then: the writer goes on with the next group meanwhile, and one
/// flush serves all groups that were committed before it began. The log is a chain (https://www.sqlite.org/walformat.html), so what was committed later never
/// stands without what came before.
/// </summary>
internal sealed class LogFlusher : IDisposable
{
    // A disk that hangs holds the writer too, else what waits for it would grow without end.
    private const int MostGroups = 16;

    private readonly object _gate = new();
    private readonly Queue<Group> _waiting = new();
    private readonly Action<SafeFileHandle> _flush;
    private readonly Action<List<WriteOperation>, StorageUnavailableException?> _told;
    private readonly Thread _thread;
    private StorageUnavailableException? _failure;
    private bool _flushes;
    private bool _ended;

    /// <summary>Starts to wait for groups.</summary>
    /// <param name="flush">Brings a file to the disk; throws <see cref="IOException"/> where that fails.</param>
    /// <param name="told">Told of operations once they are on disk, or of why that is not known; on the flusher's thread.</param>
    public LogFlusher(Action<SafeFileHandle> flush, Action<List<WriteOperation>, StorageUnavailableException?> told)
    {
        (_flush, _told) = (flush, told);
        _thread = new Thread(Work) { IsBackground = true, Name = "database flush" };
        _thread.Start();
    }

    /// <summary>Whether a flush failed. Groups that come afterwards fail too, as they stand behind what may not be on disk, until <see cref="Mended"/>.</summary>
    public bool IsBroken
    {
        get
        {
            lock (_gate) return _failure is not null;
        }
    }

    /// <summary>Takes a group that was committed to <paramref name="log"/>; waits while too many wait for the disk.</summary>
    public void Add(SafeFileHandle log, List<WriteOperation> operations)
    {
        lock (_gate)
        {
            while (_waiting.Count >= MostGroups) Monitor.Wait(_gate);
            _waiting.Enqueue(new(log, operations));
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits until nothing that was added is without an answer.</summary>
    public void Settle()
    {
        lock (_gate)
        {
            while (_flushes || _waiting.Count > 0) Monitor.Wait(_gate);
        }
    }

    /// <summary>To be called by the writer when all that was ever committed is on disk.</summary>
    public void Mended()
    {
        lock (_gate) _failure = null;
    }

    /// <summary>Flushes what waits, and ends.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
        }
        _thread.Join();
    }

    private void Work()
    {
        var groups = new List<Group>(MostGroups);
        while (Take(groups))
        {
            var failure = Flush(groups);
            _told(groups.Count == 1 ? groups[0].Operations : [.. groups.SelectMany(group => group.Operations)], failure);
            groups.Clear();
        }
    }

    private bool Take(List<Group> groups)
    {
        lock (_gate)
        {
            _flushes = false;
            Monitor.PulseAll(_gate);
            while (_waiting.Count == 0)
            {
                if (_ended) return false;
                Monitor.Wait(_gate);
            }

            groups.AddRange(_waiting);
            _waiting.Clear();
            return _flushes = true;
        }
    }

    private StorageUnavailableException? Flush(List<Group> groups)
    {
        lock (_gate)
        {
            if (_failure is not null) return _failure;
        }

        try
        {
            foreach (var log in groups.Select(group => group.Log).Distinct()) _flush(log);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            lock (_gate) return _failure = StorageUnavailableException.From(exception);
        }
    }

    private readonly record struct Group(SafeFileHandle Log, List<WriteOperation> Operations);
}
