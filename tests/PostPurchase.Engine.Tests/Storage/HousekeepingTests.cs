using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

public sealed class HousekeepingTests
{
    [Fact]
    public async Task It_moves_the_log_to_the_database_file_while_the_database_is_used()
    {
        await using var temporary = TemporaryDatabase.New();
        await temporary.Database.WriteAsync(session => session[DatabaseSql.WriteInstance].With("one").WithNull().WithNull().WithNull().Run(), CancellationToken.None);

        var told = await Housekeeping.RunAsync(temporary.Database, CancellationToken.None);

        Assert.Matches("^([1-9][0-9]*) of \\1 pages", told);
    }
}
