using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Delivery;

/// <summary>A customer is erased while a mail to them is on its way.</summary>
public sealed class LateErasureTests : IAsyncLifetime
{
    private const string Address = "jane.roe@example.com";

    private readonly ADelivery _delivery = ADelivery.New();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _delivery.DisposeAsync();

    [Fact]
    public async Task A_mail_that_was_captured_after_its_customer_was_erased_goes_with_the_next_sweep()
    {
        var send = await CapturedLateAsync();
        var wasKept = (File.Exists(FileOf(send)), send.Address);

        var count = await SweepAsync();

        var swept = (await _delivery.Ledger.FindAsync(send.Id))!;
        Assert.Equal(((true, Address), 1), (wasKept, count));
        Assert.Equal((false, null, null), (File.Exists(FileOf(send)), swept.Address, swept.Subject));
        Assert.Equal((false, 0), (new CustomerErasure(_delivery.Database).HasLateSends(), await SweepAsync()));
    }

    [Fact]
    public async Task A_file_that_cannot_be_deleted_is_tried_again_and_its_row_is_emptied_all_the_same()
    {
        var send = await CapturedLateAsync();
        File.Delete(FileOf(send));
        Directory.CreateDirectory(FileOf(send));

        await Assert.ThrowsAsync<AggregateException>(SweepAsync);
        Directory.Delete(FileOf(send));

        Assert.Null((await _delivery.Ledger.FindAsync(send.Id))!.Address);
        Assert.True(new CustomerErasure(_delivery.Database).HasLateSends());
        await SweepAsync();
        Assert.False(new CustomerErasure(_delivery.Database).HasLateSends());
    }

    private async Task<StoredSend> CapturedLateAsync()
    {
        var held = await _delivery.PlanAsync(email: Address);
        // The name is asked for between the claim and the file.
        _delivery.Outlet = new CapturedOutbox(_delivery.Outbox, envelope =>
        {
            new CustomerErasure(_delivery.Database).EraseAsync(held.Run.Owner, "ann", A.Noon).GetAwaiter().GetResult();
            return CapturedOutbox.NameOf(envelope.Id);
        });
        await _delivery.DeliverAsync();
        return await _delivery.SendOfAsync(held);
    }

    private Task<int> SweepAsync() => new CustomerErasure(_delivery.Database).SweepAsync(_delivery.Outbox);

    private string FileOf(StoredSend send) => Path.Combine(_delivery.Outbox, CapturedOutbox.NameOf(send.Id.Value));
}
