using PostPurchase.Core.Personalisation;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Settings;
using Xunit;

namespace PostPurchase.Server.Tests.Brands;

/// <summary>What a start makes of the form: it is there again, and its postal address lets mail go live.</summary>
public sealed class BrandStartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Live_mail_is_refused_without_a_postal_address_and_starts_with_one_of_the_form()
    {
        var refused = await Assert.ThrowsAsync<CommandException>(() => OpenAsync("live"));
        await using (var captured = await OpenAsync("captured"))
            await new BrandStore(captured.Database).SaveAsync(new("default", new StoreLook { Name = "Peak", PostalAddress = "1 Road" }, 0, "ann", TimeProvider.System.Now()));

        await using var live = await OpenAsync("live");

        Assert.Contains("Store:PostalAddress", refused.Message, StringComparison.Ordinal);
        Assert.Equal(("Peak", "1 Road"), (live.Stores.Of("default").Name, live.Stores.Of("default").PostalAddress));
    }

    private Task<RunnerService> OpenAsync(string mode)
    {
        var settings = new Dictionary<string, string>
        {
            ["PostPurchase__Mail__Mode"] = mode, ["PostPurchase__Mail__AllowLoopback"] = "true", ["PostPurchase__Smtp__Host"] = "127.0.0.1", ["PostPurchase__Store__FromAddress"] = "shop@shop.example",
        };
        var shell = new Shell { In = Stream.Null, Out = TextWriter.Null, Error = TextWriter.Null, Folder = _folder.Path, Environment = settings };
        var folders = new RunnerFolders(new DataFolder(Path.Combine(_folder.Path, "data")), Path.Combine(_folder.Path, "workflows"), Path.Combine(_folder.Path, "templates"));
        return RunnerService.OpenAsync(SettingsReader.Read(shell), folders, shell.Clock, liven: null, CancellationToken.None);
    }
}
