using PostPurchase.Engine.Storage;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Engine.Tests.Intake;

/// <summary>Nothing that was answered is lost when the process is killed, and nothing is there by half.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("postpurchase-").FullName;

    [Fact]
    public async Task What_was_answered_before_a_kill_is_there_whole()
    {
        var file = Path.Combine(_folder, "crash.db");
        var answered = new List<string>();

        for (var round = 1; round <= 3; round++) answered.AddRange(await KilledAfterAsync(file, 40 * round));

        await using var database = Database.Open(file);
        var purchases = new PurchaseStore(database);
        var runs = new EnrollmentStore(database);
        foreach (var id in answered.Distinct())
        {
            var purchase = await purchases.FindAsync("default", id);
            Assert.NotNull(purchase);
            Assert.Single(await runs.OfAsync(purchase.Owner));
        }
        Assert.Empty(LedgerAudit.Run(database));
        Assert.Equal("ok", database.Read(session => Dapper.SqlMapper.ExecuteScalar<string>(session.Connection, "pragma integrity_check")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<List<string>> KilledAfterAsync(string file, int answers)
    {
        using var child = Child.Start("dotnet", ["exec", typeof(CrashTests).Assembly.Location, "accept-until-killed", file], listens: true);
        var answered = new List<string>();
        while (answered.Count < answers && await child.ReadLineAsync() is { } line) answered.Add(line);
        Assert.True(answered.Count == answers, child.Errors);
        child.Kill();
        return answered;
    }
}
