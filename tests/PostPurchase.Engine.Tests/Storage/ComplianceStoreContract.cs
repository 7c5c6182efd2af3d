using PostPurchase.Core.Compliance;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

/// <summary>What every database has to do with answers to findings.</summary>
public abstract class ComplianceStoreContract : StoreContract
{
    private static readonly Finding s_finding = new(ComplianceRule.FalseDeadline, "t.html", 3, 1, "the mail says `only today`") { Id = "abc", Journey = "j", Step = "s", Template = "t" };

    private ComplianceStore Store => new(Database);

    [Fact]
    public async Task An_answer_is_in_force_with_who_when_why_and_where()
    {
        var given = await Store.GiveAsync(s_finding, "It ends at midnight", "ann", Noon);

        Assert.Equal(new ComplianceAnswer(given!.Id, "It ends at midnight", "ann", Noon), Store.InForce()["abc"]);
        Assert.Equal(("PC11", "j/s (t)", "the mail says `only today`"), (given.Rule, given.Place, given.Message));
    }

    [Fact]
    public async Task A_finding_has_one_answer_in_force()
    {
        await Store.GiveAsync(s_finding, "It ends at midnight", "ann", Noon);

        Assert.Null(await Store.GiveAsync(s_finding, "Because", "bob", Noon));
        Assert.Equal("ann", Store.InForce()["abc"].By);
    }

    [Fact]
    public async Task What_was_taken_back_stays_as_a_row_and_another_may_be_given()
    {
        var first = await Store.GiveAsync(s_finding, "It ends at midnight", "ann", Noon);
        await Store.TakeBackAsync(first!.Id, "bob", Noon);
        await Store.GiveAsync(s_finding, "Now it does", "bob", Noon);

        Assert.Null(await Store.TakeBackAsync(first.Id, "bob", Noon));
        Assert.Equal([("Now it does", null), ("It ends at midnight", "bob")], Store.List(null, 10).Select(one => (one.Reason, one.TakenBackBy)));
    }

    [Fact]
    public async Task Both_are_in_the_audit_log()
    {
        var first = await Store.GiveAsync(s_finding, "It ends at midnight", "ann", Noon);
        await Store.TakeBackAsync(first!.Id, "bob", Noon);

        Assert.Equal(
            [("bob", "compliance.override-taken-back", "It ends at midnight", null), ("ann", "compliance.overridden", null, "It ends at midnight")],
            new AuditStore(Database).List(null, 10).Select(row => (row.Entry.Actor, row.Entry.Action, row.Entry.Before, row.Entry.After)));
    }
}

public sealed class SqliteComplianceStoreTests : ComplianceStoreContract
{
    private protected override TemporaryDatabase Open() => TemporaryDatabase.New();
}
