using Microsoft.Win32.SafeHandles;
using PostPurchase.Engine.Storage;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

/// <summary>The queue with a disk that a test holds up or lets fail.</summary>
public sealed class LogFlusherTests : IAsyncLifetime, IDisposable
{
    private static readonly Sql s_add = new("insert into flushed (id) values (@id)");
    private static readonly Sql s_count = new("select count(*) from flushed");
    private const int Any = 100;

    private readonly TemporaryDatabase _temporary = TemporaryDatabase.New();
    private readonly SemaphoreSlim _flushBegan = new(0);
    private readonly SemaphoreSlim _mayFlush = new(0);
    private int _flushes;

    public async Task InitializeAsync() => await _temporary.Database.WriteAsync(
        session =>
        {
            session.Execute("create table flushed (id integer primary key)");
            return 0;
        },
        default);

    public async Task DisposeAsync() => await _temporary.DisposeAsync();

    public void Dispose()
    {
        _flushBegan.Dispose();
        _mayFlush.Dispose();
    }

    [Fact]
    public async Task A_write_is_answered_only_when_its_commit_is_on_disk()
    {
        await using var queue = Queue(HoldUp);
        var write = AddAsync(queue, 1);
        try
        {
            await _flushBegan.WaitAsync().InTimeAsync("the flush");

            Assert.Equal(1, Count());
            Assert.False(write.IsCompleted);
        }
        finally
        {
            _mayFlush.Release(Any);
        }

        await write.InTimeAsync("the answer");
    }

    [Fact]
    public async Task One_flush_serves_all_groups_that_were_committed_while_another_took_its_time()
    {
        await using var queue = Queue(HoldUp);
        List<Task> writes = [AddAsync(queue, 1)];
        try
        {
            await _flushBegan.WaitAsync().InTimeAsync("the first flush");
            // Each in a group of its own; that the last one runs shows that those before it were committed.
            for (var id = 2; id <= 7; id++)
            {
                var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                writes.Add(AddAsync(queue, id, written));
                await written.Task.InTimeAsync("a write beside a flush");
            }
        }
        finally
        {
            _mayFlush.Release(Any);
        }

        await Task.WhenAll(writes).InTimeAsync("the answers");
        Assert.Equal(7, Count());
        Assert.InRange(_flushes, 2, 3);
    }

    [Fact]
    public async Task What_is_committed_while_a_flush_fails_is_refused_too()
    {
        await using var queue = Queue(log =>
        {
            HoldUp(log);
            if (_flushes == 1) throw new IOException("the disk is gone");
        });
        List<Task<int>> writes = [AddAsync(queue, 1)];
        try
        {
            await _flushBegan.WaitAsync().InTimeAsync("the flush");
            var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            writes.Add(AddAsync(queue, 2, written));
            await written.Task.InTimeAsync("a write beside a flush");
            // When a third runs, the second was committed.
            var third = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            writes.Add(AddAsync(queue, 3, third));
            await third.Task.InTimeAsync("a write beside a flush");
        }
        finally
        {
            _mayFlush.Release(Any);
        }

        await Assert.ThrowsAsync<StorageUnavailableException>(() => writes[0].InTimeAsync("the first answer"));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => writes[1].InTimeAsync("the second answer"));
    }

    [Fact]
    public async Task After_a_failed_flush_everything_is_moved_to_the_file_though_nothing_else_is_written()
    {
        await using var queue = Queue(_ => throw new IOException("the disk is gone"));

        await Assert.ThrowsAsync<StorageUnavailableException>(() => AddAsync(queue, 1));

        await Patience.UntilAsync(() => !queue.IsBroken, "the log to be mended");
        Assert.Equal(1, CountInFileAlone());
    }

    [Fact]
    public async Task A_failed_flush_says_unavailable_and_whatever_follows_stands_on_what_is_on_disk()
    {
        long inFile = -1;
        await using var queue = Queue(_ =>
        {
            if (++_flushes == 1) throw new IOException("the disk is gone");
            inFile = CountInFileAlone();
        });

        var refused = await Assert.ThrowsAsync<StorageUnavailableException>(() => AddAsync(queue, 1));
        Assert.Contains("the disk is gone", refused.Message, StringComparison.Ordinal);
        Assert.Equal(refused.Message, queue.Trouble);

        await AddAsync(queue, 2);
        Assert.Equal((1, 2), (inFile, Count()));
    }

    [Fact]
    public async Task After_a_failed_flush_nothing_is_written_until_everything_could_be_moved_to_the_file()
    {
        await using var queue = Queue(_ =>
        {
            if (++_flushes == 1) throw new IOException("the disk is gone");
        });
        using (var reader = Session.OpenReader(_temporary.File))
        {
            reader.Execute("begin");
            reader[s_count].First(row => row.Long(0));
            await Assert.ThrowsAsync<StorageUnavailableException>(() => AddAsync(queue, 1));

            var refused = await Assert.ThrowsAsync<StorageUnavailableException>(() => AddAsync(queue, 2));

            Assert.Contains("a reader stands in the way", refused.Message, StringComparison.Ordinal);
            reader.Execute("rollback");
        }

        await AddAsync(queue, 3);
        Assert.Equal(2, Count());
    }

    private WriteQueue Queue(Action<SafeFileHandle> flush) => new(
        () =>
        {
            var session = Session.OpenWriter(_temporary.File, Flush.Moves, longestLog: int.MaxValue);
            session.Execute("pragma busy_timeout = 0");
            return session;
        },
        flush: flush);

    private void HoldUp(SafeFileHandle log)
    {
        _flushes++;
        _flushBegan.Release();
        _mayFlush.Wait();
    }

    private static Task<int> AddAsync(WriteQueue queue, int id, TaskCompletionSource? written = null) => queue.RunAsync(
        session =>
        {
            var changed = session[s_add].With(id).Run();
            written?.TrySetResult();
            return changed;
        },
        isShort: false,
        default);

    private long Count() => _temporary.Database.Read(session => session[s_count].First(row => row.Long(0)));

    private long CountInFileAlone()
    {
        var copy = _temporary.File + ".copy";
        File.Copy(_temporary.File, copy, overwrite: true);
        using var session = Session.OpenReader(copy);
        return session[s_count].First(row => row.Long(0));
    }
}
