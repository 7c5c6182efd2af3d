using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Delivery;

public sealed class ClaimsInHandTests : IAsyncLifetime
{
    private readonly ADelivery _delivery = ADelivery.New();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _delivery.DisposeAsync();

    [Fact]
    public async Task A_claim_that_is_on_disk_though_its_answer_was_a_failure_is_claimed_again()
    {
        var held = await _delivery.PlanAsync();
        var inHand = new ClaimsInHand(_delivery.Ledger, SendChannel.Email);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => inHand.ClaimAsync(
            async () =>
            {
                await ClaimAsync();
                throw new StorageUnavailableException();
            },
            default));
        Assert.Equal(SendState.Claimed, (await _delivery.SendOfAsync(held)).State);

        var again = await inHand.ClaimAsync(ClaimAsync, default);

        Assert.Equal((await _delivery.SendOfAsync(held)).Id, Assert.Single(again).Send.Id);
    }

    [Fact]
    public async Task What_is_in_hand_is_never_given_back()
    {
        await _delivery.PlanAsync();
        var inHand = new ClaimsInHand(_delivery.Ledger, SendChannel.Email);
        Assert.Single(await inHand.ClaimAsync(ClaimAsync, default));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => inHand.ClaimAsync(() => throw new StorageUnavailableException(), default));

        Assert.Empty(await inHand.ClaimAsync(ClaimAsync, default));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_an_outcome_plans_again_is_not_claimed_before_the_outcome_is_known_to_be_written(bool isTriedAgain)
    {
        await _delivery.PlanAsync();
        var inHand = new ClaimsInHand(_delivery.Ledger, SendChannel.Email);
        var send = Assert.Single(await inHand.ClaimAsync(ClaimAsync, default)).Send;
        SendOutcome[] paced = [new(send, SendState.Planned, A.Noon, "its domain is paced", A.Noon)];
        await _delivery.Ledger.ConcludeAsync(paced);

        Assert.Empty(await inHand.ClaimAsync(ClaimAsync, default));

        if (isTriedAgain) await _delivery.Ledger.ConcludeAsync(paced);
        inHand.Done(send.Id);
        Assert.Equal(send.Id, Assert.Single(await inHand.ClaimAsync(ClaimAsync, default)).Send.Id);
    }

    private Task<IReadOnlyList<SendContext>> ClaimAsync() => _delivery.Ledger.ClaimAsync(new SendLane(ContentKind.Transactional), 10, _ => new GateDecision.Send(), A.Noon);
}
