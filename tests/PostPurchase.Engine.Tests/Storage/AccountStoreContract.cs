using NodaTime;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

/// <summary>What every database has to do with accounts, logins and the audit.</summary>
public abstract class AccountStoreContract : StoreContract
{
    private static readonly byte[] s_hash = [1, 2, 3];

    private AccountStore Accounts => new(Database);

    private LoginStore Logins => new(Database);

    [Fact]
    public async Task A_name_is_given_once()
    {
        var first = await AddAsync("ann", "admin");
        var second = await AddAsync("ann", "analyst");

        Assert.Equal((true, true, "admin"), (first is not null, second is null, Accounts.Find("ann")!.Role));
    }

    [Fact]
    public async Task Only_the_first_account_can_be_made_by_setup()
    {
        var first = await Accounts.AddAsync("ann", "admin", "x", "ann", Noon, onlyFirst: true);
        var second = await Accounts.AddAsync("eve", "admin", "x", "eve", Noon, onlyFirst: true);

        Assert.Equal((true, true), (first is not null, second is null));
    }

    [Fact]
    public async Task The_last_admin_stays()
    {
        await AddAsync("ann", "admin");

        Assert.Equal(AccountChange.LastAdmin, await Accounts.SetRoleAsync("ann", "analyst", "ann", Noon));
        Assert.Equal(AccountChange.LastAdmin, await Accounts.RemoveAsync("ann", "ann", Noon));
        await AddAsync("bob", "admin");
        Assert.Equal(AccountChange.Done, await Accounts.RemoveAsync("ann", "bob", Noon));
    }

    [Fact]
    public async Task A_login_lasts_while_it_is_used()
    {
        await Logins.StartAsync((await AddAsync("ann", "admin"))!, s_hash, "a browser", Noon);

        var used = await Logins.FindAsync(s_hash, Noon + Duration.FromDays(13));
        var still = await Logins.FindAsync(s_hash, Noon + Duration.FromDays(26));
        var silent = await Logins.FindAsync(s_hash, Noon + Duration.FromDays(41));

        Assert.Equal(("ann", "ann", null), (used?.Account.Name, still?.Account.Name, silent?.Account.Name));
    }

    [Fact]
    public async Task A_login_ends_after_ninety_days_however_much_it_is_used()
    {
        await Logins.StartAsync((await AddAsync("ann", "admin"))!, s_hash, null, Noon);
        for (var day = 10; day <= 90; day += 10) await Logins.FindAsync(s_hash, Noon + Duration.FromDays(day));

        Assert.Null(await Logins.FindAsync(s_hash, Noon + Duration.FromDays(91)));
    }

    [Fact]
    public async Task Another_password_ends_all_other_logins()
    {
        var ann = (await AddAsync("ann", "admin"))!;
        var kept = await Logins.StartAsync(ann, s_hash, "here", Noon);
        await Logins.StartAsync(ann, new byte[] { 9 }, "elsewhere", Noon);

        await Accounts.SetPasswordAsync("ann", "other", kept.Id, "ann", Noon);

        Assert.Equal(["here"], Logins.Of(ann, Noon).Select(login => login.Agent));
    }

    [Fact]
    public async Task Somebody_removed_is_signed_out()
    {
        var bob = (await AddAsync("bob", "analyst"))!;
        await Logins.StartAsync(bob, s_hash, null, Noon);

        await Accounts.RemoveAsync("bob", "ann", Noon);

        Assert.Null(await Logins.FindAsync(s_hash, Noon));
    }

    [Fact]
    public async Task Nobody_signs_another_out()
    {
        var (ann, bob) = ((await AddAsync("ann", "admin"))!, (await AddAsync("bob", "analyst"))!);
        var login = await Logins.StartAsync(ann, s_hash, null, Noon);

        Assert.Equal((false, true), (await Logins.EndAsync(login.Id, bob), await Logins.EndAsync(login.Id, ann)));
    }

    [Fact]
    public async Task Wrong_passwords_are_counted_and_forgotten_after_a_quarter_of_an_hour()
    {
        for (var i = 0; i < 3; i++) await Logins.FailedAsync(["account ann"], Noon);

        var (then, later) = (Logins.FailuresOf("account ann", Noon), Logins.FailuresOf("account ann", Noon + Duration.FromMinutes(16)));
        await Logins.FailedAsync(["account ann"], Noon + Duration.FromMinutes(16));

        Assert.Equal((3, 0, 1), (then.Count, later.Count, Logins.FailuresOf("account ann", Noon + Duration.FromMinutes(16)).Count));
    }

    [Fact]
    public async Task The_audit_says_who_changed_what()
    {
        await AddAsync("ann", "admin");
        await AddAsync("bob", "analyst");
        await Accounts.SetRoleAsync("bob", "marketer", "ann", Noon);

        var newest = new AuditStore(Database).List(null, 1)[0].Entry;

        Assert.Equal(new AuditEntry("ann", "account.role", "bob", "analyst", "marketer", Noon), newest);
    }

    [Fact]
    public async Task The_audit_is_read_page_by_page()
    {
        for (var i = 0; i < 5; i++) await AddAsync($"p{i}", "analyst");
        var audit = new AuditStore(Database);

        var first = audit.List(null, 3);
        var rest = audit.List(first[^1].Id, 3);

        Assert.Equal(["p4", "p3", "p2", "p1", "p0"], first.Concat(rest).Select(row => row.Entry.Subject));
    }

    private Task<Account?> AddAsync(string name, string role) => Accounts.AddAsync(name, role, "hash", "setup", Noon);
}

public sealed class SqliteAccountStoreTests : AccountStoreContract
{
    private protected override TemporaryDatabase Open() => TemporaryDatabase.New();
}
