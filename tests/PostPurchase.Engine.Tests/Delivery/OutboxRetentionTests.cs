using NodaTime;
using PostPurchase.Engine.Delivery;
using Xunit;

namespace PostPurchase.Engine.Tests.Delivery;

public sealed class OutboxRetentionTests : IAsyncLifetime
{
    private static readonly Duration s_keep = Duration.FromDays(90);

    private readonly ADelivery _delivery = ADelivery.New();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _delivery.DisposeAsync();

    [Fact]
    public async Task Old_mail_is_deleted_and_its_row_says_so_once()
    {
        var held = await _delivery.PlanAsync();
        await _delivery.DeliverAsync();
        var file = FileOf(await _delivery.SendOfAsync(held));
        File.SetLastWriteTimeUtc(file, A.Noon.ToDateTimeUtc());
        var retention = new OutboxRetention(_delivery.Database, _delivery.Outbox);

        Assert.Equal(0, await retention.ForgetAsync(A.Noon + s_keep, s_keep));
        Assert.Equal(1, await retention.ForgetAsync(A.Noon + s_keep + Duration.FromSeconds(1), s_keep));
        Assert.Equal(0, await retention.ForgetAsync(A.Noon + s_keep + Duration.FromDays(1), s_keep));

        var send = await _delivery.SendOfAsync(held);
        Assert.False(File.Exists(file));
        Assert.True(OutboxRetention.IsDeleted(send));
        Assert.Equal("captured; the kept mail was deleted after 90 days (Retention:OutboxDays)", send.Reason);
    }

    [Fact]
    public async Task A_file_without_a_row_and_half_a_mail_go_too_and_other_files_stay()
    {
        Directory.CreateDirectory(_delivery.Outbox);
        foreach (var name in (string[])["notes.eml", "7.eml.part", "readme.txt"])
        {
            File.WriteAllText(Path.Combine(_delivery.Outbox, name), "");
            File.SetLastWriteTimeUtc(Path.Combine(_delivery.Outbox, name), A.Noon.ToDateTimeUtc());
        }

        await new OutboxRetention(_delivery.Database, _delivery.Outbox).ForgetAsync(A.Noon + s_keep + Duration.FromDays(1), s_keep);

        Assert.Equal(["readme.txt"], Directory.EnumerateFiles(_delivery.Outbox).Select(file => Path.GetFileName(file)));
    }

    private string FileOf(PostPurchase.Engine.Storage.StoredSend send) => Path.Combine(_delivery.Outbox, CapturedOutbox.NameOf(send.Id.Value));
}
