using PostPurchase.Core.Sending;
using PostPurchase.Engine.Bounces;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Delivery;
using PostPurchase.Mail.Feedback;
using Xunit;

namespace PostPurchase.Engine.Tests.Bounces;

public sealed class BounceFolderTests : IAsyncLifetime
{
    private readonly ADelivery _delivery = ADelivery.New();
    private readonly string _path = Directory.CreateTempSubdirectory("maildir-").FullName;

    private BounceFolder Folder => new(_path, new(_delivery.Database, ADelivery.Key));

    public Task InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_path, "new"));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _delivery.DisposeAsync();
        Directory.Delete(_path, recursive: true);
    }

    [Fact]
    public async Task What_lies_in_new_is_applied_and_moved_to_cur()
    {
        var held = await _delivery.PlanAsync("teach", ContentKind.Own, "jane@example.com");
        await _delivery.DeliverAsync();
        var send = await _delivery.SendOfAsync(held);
        Put("1700.M1.mx", AReport.Dsn(ReturnPath.Encode(send.Id.Value, ADelivery.Key, "shop.example"), "jane@example.com"));

        var taken = await Folder.TakeAsync(A.Noon);

        Assert.Equal((1, 1), taken);
        Assert.Equal(["1700.M1.mx:2,S"], Names("cur"));
        Assert.Empty(Names("new"));
        Assert.Single(await new SuppressionStore(_delivery.Database).OfAsync("default", "jane@example.com"));
    }

    [Fact]
    public async Task Taken_again_after_a_stop_before_the_move_it_changes_nothing()
    {
        var held = await _delivery.PlanAsync("teach", ContentKind.Own, "jane@example.com");
        await _delivery.DeliverAsync();
        var report = AReport.Dsn(ReturnPath.Encode((await _delivery.SendOfAsync(held)).Id.Value, ADelivery.Key, "shop.example"), "jane@example.com");
        Put("a", report);
        await Folder.TakeAsync(A.Noon);
        Put("a", report);

        Assert.Equal((1, 0), await Folder.TakeAsync(A.Noon));
    }

    [Fact]
    public async Task Other_mail_and_forged_reports_are_moved_without_an_effect()
    {
        Put("a", "Subject: hello\r\n\r\nHi"u8.ToArray());
        Put("b", AReport.Dsn("bounce+x@shop.example", "jane@example.com"));

        Assert.Equal((2, 0), await Folder.TakeAsync(A.Noon));
        Assert.Equal(2, Names("cur").Count);
    }

    [Fact]
    public async Task What_cannot_be_read_goes_to_failed_with_its_reason()
    {
        Put("empty", []);

        await Folder.TakeAsync(A.Noon);

        Assert.Equal(["empty", "empty.reason.txt"], Names("failed"));
        Assert.Equal("it is empty", (await File.ReadAllTextAsync(Path.Combine(_path, "failed", "empty.reason.txt"))).Trim());
    }

    [Fact]
    public async Task While_the_database_cannot_be_written_it_lies_where_it_lay()
    {
        var held = await _delivery.PlanAsync("teach", ContentKind.Own, "jane@example.com");
        await _delivery.DeliverAsync();
        Put("a", AReport.Dsn(ReturnPath.Encode((await _delivery.SendOfAsync(held)).Id.Value, ADelivery.Key, "shop.example"), "jane@example.com"));
        var folder = new BounceFolder(_path, new(_delivery.Database, ADelivery.Key));
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => folder.TakeAsync(A.Noon, stopped.Token));

        Assert.Equal(["a"], Names("new"));
    }

    private void Put(string name, byte[] message) => File.WriteAllBytes(Path.Combine(_path, "new", name), message);

    private List<string> Names(string folder) => [.. Directory.EnumerateFiles(Path.Combine(_path, folder)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
