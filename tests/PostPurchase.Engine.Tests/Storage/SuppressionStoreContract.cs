using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

/// <summary>What every database has to do with addresses that get less.</summary>
public abstract class SuppressionStoreContract : StoreContract
{
    private const string Address = "jane@example.com";

    private SuppressionStore Suppressions => new(Database);

    [Theory]
    [InlineData("unsubscribed", "by hand: ann", "by hand: ann; unsubscribed too")]
    [InlineData("by hand: ann", "unsubscribed", "by hand: ann; unsubscribed too")]
    [InlineData("by hand: ann; unsubscribed too", "unsubscribed", "by hand: ann; unsubscribed too")]
    [InlineData("by hand: ann", "by hand: bob", "by hand: ann")]
    [InlineData("unsubscribed", "complaint-abuse", "complaint-abuse")]
    [InlineData("by hand: ann; unsubscribed too", "complaint-abuse", "complaint-abuse")]
    [InlineData("complaint-abuse", "by hand: ann", "complaint-abuse")]
    [InlineData("rejected: 550 no such user", "unsubscribed", "rejected: 550 no such user")]
    [InlineData("address-unknown", "complaint-abuse", "address-unknown")]
    public async Task Of_two_reasons_in_one_scope_the_stronger_is_kept(string held, string said, string kept)
    {
        await AddAsync(SuppressionScope.Marketing, held);

        var isChanged = await AddAsync(SuppressionScope.Marketing, said);

        Assert.Equal([new Suppression(SuppressionScope.Marketing, kept)], await Suppressions.OfAsync("default", Address));
        Assert.Equal(held != kept, isChanged);
    }

    [Fact]
    public async Task Each_scope_has_a_reason_of_its_own()
    {
        await AddAsync(SuppressionScope.Marketing, "unsubscribed");

        await AddAsync(SuppressionScope.Everything, "by hand: ann");

        Assert.Equal([new Suppression(SuppressionScope.Everything, "by hand: ann"), new Suppression(SuppressionScope.Marketing, "unsubscribed")], await Suppressions.OfAsync("default", Address));
    }

    [Theory]
    [InlineData("by hand: ann", null)]
    [InlineData("by hand: ann; unsubscribed too", "unsubscribed")]
    public async Task What_is_lifted_by_hand_leaves_what_the_customer_refused(string held, string? left)
    {
        await AddAsync(SuppressionScope.Marketing, held);

        var said = await Database.WriteAsync(session => SuppressionStore.LiftByHand(session, ("default", Address), new(SuppressionScope.Marketing, held)), default);

        Assert.Equal(left, said);
        Assert.Equal(left, (await Suppressions.OfAsync("default", Address)).SingleOrDefault()?.Reason);
    }

    private Task<bool> AddAsync(SuppressionScope scope, string reason) => Suppressions.AddAsync("default", Address, new(scope, reason), (Noon, null));
}

public sealed class SqliteSuppressionStoreTests : SuppressionStoreContract
{
    private protected override TemporaryDatabase Open() => TemporaryDatabase.New();
}
