using PostPurchase.Core.Offers;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

/// <summary>What every database has to do with the terms of programs.</summary>
public abstract class ProgramTermsStoreContract : StoreContract
{
    private ProgramTermsStore Terms => new(Database);

    [Fact]
    public async Task What_was_last_read_is_kept_over_a_restart()
    {
        await Terms.KeepAsync([Of("peak", EmailRule.Yes), Of("gone", EmailRule.No)]);
        await Terms.KeepAsync([Of("peak", EmailRule.Approval), Of("gone", EmailRule.No)]);

        await RestartAsync();
        var kept = Terms.All();

        Assert.Equal([("gone", EmailRule.No), ("peak", EmailRule.Approval)], kept.Select(one => (one.Program.Key, one.Program.EmailAllowed)));
        Assert.Equal(("Peak", "awin", "https://www.awin1.com/?m=1", false, "https://peak.example/a"),
            (kept[1].Program.Name, kept[1].Program.Network, kept[1].Program.Link, kept[1].Program.RedirectAllowed, Assert.Single(kept[1].Pages)));
    }

    [Fact]
    public async Task What_is_not_kept_any_more_is_forgotten()
    {
        await Terms.KeepAsync([Of("peak", EmailRule.Yes), Of("gone", EmailRule.No)]);

        await Terms.KeepAsync([Of("peak", EmailRule.Yes)]);

        Assert.Equal("peak", Assert.Single(Terms.All()).Program.Key);
    }

    [Fact]
    public async Task What_is_as_it_was_is_not_written_again()
    {
        await Terms.KeepAsync([Of("peak", EmailRule.Yes)]);
        var before = Database.WriteCount;

        await Terms.KeepAsync([Of("peak", EmailRule.Yes)]);

        Assert.Equal(before, Database.WriteCount);
    }

    private static ProgramTerms Of(string key, EmailRule allowed) =>
        new(new() { Key = key, Name = "Peak", Network = "awin", Link = "https://www.awin1.com/?m=1", EmailAllowed = allowed, RedirectAllowed = false }, ["https://peak.example/a"]);
}

public sealed class SqliteProgramTermsStoreTests : ProgramTermsStoreContract
{
    private protected override TemporaryDatabase Open() => TemporaryDatabase.New();
}
