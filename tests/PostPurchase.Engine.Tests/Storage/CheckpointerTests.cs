using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

public sealed class CheckpointerTests
{
    private const int PageSize = 4096;

    [Fact]
    public async Task Much_that_was_committed_is_moved_to_the_database_file_beside_the_writer()
    {
        await using var temporary = TemporaryDatabase.New();
        var moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var checkpointer = new Checkpointer(temporary.File) { Moved = moved.SetResult };
        using var writer = Session.OpenWriter(temporary.File, longestLog: int.MaxValue);

        writer.Execute($"create table t (body blob); insert into t values (zeroblob({(Checkpointer.PagesBetween + 1) * PageSize}));");
        checkpointer.Committed(writer);
        await moved.Task;

        Assert.InRange(new FileInfo(temporary.File).Length, Checkpointer.PagesBetween * PageSize, long.MaxValue);
    }

    [Fact]
    public async Task Nothing_is_moved_where_the_log_must_be_left_alone()
    {
        await using var temporary = TemporaryDatabase.New();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var moves = 0;
        using (var checkpointer = new Checkpointer(temporary.File) { Moved = () => moves++ })
        using (var writer = Session.OpenWriter(temporary.File, longestLog: int.MaxValue))
        {
            checkpointer.MayMove = () => !asked.TrySetResult();
            writer.Execute($"create table t (body blob); insert into t values (zeroblob({(Checkpointer.PagesBetween + 1) * PageSize}));");
            checkpointer.Committed(writer);
            await asked.Task;
        }

        Assert.Equal(0, moves);
    }

    [Fact]
    public async Task Little_stays_in_the_log()
    {
        await using var temporary = TemporaryDatabase.New();
        var moves = 0;
        using (var checkpointer = new Checkpointer(temporary.File) { Moved = () => moves++ })
        using (var writer = Session.OpenWriter(temporary.File, longestLog: int.MaxValue))
        {
            writer.Execute("create table t (body blob)");
            checkpointer.Committed(writer);
        }

        Assert.Equal(0, moves);
    }
}
