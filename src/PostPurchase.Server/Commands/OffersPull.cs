using System.CommandLine;
using PostPurchase.Engine;
using PostPurchase.Engine.Connectors.Shops;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Commands;

/// <summary><c>offers pull NAME</c>: reads the products and orders of a shop once, as <c>serve</c> does each hour.</summary>
internal static class OffersPull
{
    public static Command Create(Shell shell)
    {
        var name = new Argument<string>("NAME") { Description = "Name of the source, as in Sources:NAME:ApiUrl." };
        var (data, workflows, templates) = (Options.Data(), Options.Workflows(), Options.Templates());
        var command = new Command("pull", "Reads a shop's products and orders from its API once, as serve does each hour.") { name, data, workflows, templates, SettingFlags.Option() };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            shell,
            parsed.GetRequiredValue(name),
            new(new DataFolder(shell.PathOf(parsed.GetRequiredValue(data))), shell.PathOf(parsed.GetRequiredValue(workflows)), shell.PathOf(parsed.GetRequiredValue(templates))),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Shell shell, string name, RunnerFolders folders, CancellationToken cancellationToken)
    {
        var settings = SettingsReader.Read(shell, folders.Data);
        var shop = settings.Shops.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw CommandException.Failed($"{name}: there is no source of this name with ApiUrl and ApiToken; there are {string.Join(", ", settings.Shops.Select(one => one.Name).DefaultIfEmpty("none"))}");
        await using var engine = await PostPurchaseEngine.OpenAsync(RunnerService.SetupOf(settings, folders, shell.Clock) with { Node = DataFolder.GuestNode }, shell.Now, cancellationToken);
        try
        {
            var found = await engine.PullShopAsync(shop, shell.Now, cancellationToken: cancellationToken);
            if (found.Products > 0) await File.WriteAllTextAsync(folders.Data.CatalogueNews, "", CancellationToken.None);
            foreach (var reason in found.Reasons) await shell.Error.WriteLineAsync($"set aside: {reason}");
            await shell.Out.WriteLineAsync($"products {found.Products}, orders {found.Orders}, with news {found.Stored}, set aside {found.Refused}{(found.IsUnfinished ? "; there is more: run it again" : "")}");
            return found.Refused == 0 ? Exit.Fine : Exit.Failed;
        }
        catch (ShopPullException problem)
        {
            throw CommandException.Failed(problem.Message);
        }
    }
}
