using PostPurchase.Core.Personalisation;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

/// <summary>What every database has to do with the looks of stores.</summary>
public abstract class BrandStoreContract : StoreContract
{
    private BrandStore Brands => new(Database);

    [Fact]
    public async Task A_look_is_kept_over_a_restart_as_it_was_saved()
    {
        var look = new StoreLook { Name = "Trail \"&\" Peak", Color = "#112233", PostalAddress = "1 Road\nTown", Socials = [new("instagram", "https://instagram.com/trail")] };
        await Brands.SaveAsync(new("default", look, 0, "ann", Noon));

        await RestartAsync();
        var kept = Assert.Single(Brands.All());

        Assert.Equal(("default", 1, "ann", Noon), (kept.Store, kept.Revision, kept.EditedBy, kept.EditedAt));
        Assert.Equal(look with { Socials = null }, kept.Look with { Socials = null });
        Assert.Equal(look.Socials, kept.Look.Socials);
    }

    [Fact]
    public async Task Of_two_who_save_on_top_of_the_same_look_the_second_is_told()
    {
        var first = await Brands.SaveAsync(new("default", new() { Name = "Ann's" }, 0, "ann", Noon));
        var late = await Brands.SaveAsync(new("default", new() { Name = "Bob's" }, 0, "bob", Noon));
        var second = await Brands.SaveAsync(new("default", new() { Name = "Bob's" }, first!.Revision, "bob", Noon));
        var old = await Brands.SaveAsync(new("default", new() { Name = "Eve's" }, first.Revision, "eve", Noon));

        Assert.Equal((null, 2L, null, "Bob's"), (late, second!.Revision, old, Brands.Find("default")!.Look.Name));
    }

    [Fact]
    public async Task Each_store_has_its_own()
    {
        await Brands.SaveAsync(new("default", new() { Name = "One" }, 0, "ann", Noon));
        await Brands.SaveAsync(new("other", new() { Name = "Two" }, 0, "ann", Noon));

        Assert.Equal(("One", "Two", null), (Brands.Find("default")!.Look.Name, Brands.Find("other")!.Look.Name, Brands.Find("third")));
    }

    [Fact]
    public async Task A_change_is_in_the_audit_with_before_and_after_and_one_that_was_refused_is_not()
    {
        await Brands.SaveAsync(new("default", new() { Color = "#111111" }, 0, "ann", Noon));
        await Brands.SaveAsync(new("default", new() { Color = "#222222" }, 1, "bob", Noon));
        await Brands.SaveAsync(new("default", new() { Color = "#333333" }, 1, "eve", Noon));

        var rows = new AuditStore(Database).List(null, 10).Select(row => row.Entry).ToList();

        Assert.Equal([("bob", "brand.changed", "default"), ("ann", "brand.changed", "default")], rows.Select(row => (row.Actor, row.Action, row.Subject!)));
        Assert.Equal(("""{"color":"#111111"}""", """{"color":"#222222"}""", null), (rows[0].Before, rows[0].After, rows[1].Before));
    }
}

public sealed class SqliteBrandStoreTests : BrandStoreContract
{
    private protected override TemporaryDatabase Open() => TemporaryDatabase.New();
}
