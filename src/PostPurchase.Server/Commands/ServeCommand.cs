using System.CommandLine;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Commands;

/// <summary><c>serve</c>: runs journeys, takes webhooks and shows the web app, until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Create(Shell shell)
    {
        var urls = new Option<string>("--urls") { Description = "Addresses to listen on, separated by semicolons.", DefaultValueFactory = _ => ServedAddress.Usual };
        var (data, workflows, templates) = (Options.Data(), Options.Workflows(), Options.Templates());
        var trial = new Option<bool>("--trial") { Description = "Without the brake: for measuring on data that is thrown away.", Hidden = true };
        var command = new Command("serve", "Runs it.") { urls, data, workflows, templates, trial, SettingFlags.Option() };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folders = new RunnerFolders(
                new DataFolder(shell.PathOf(parsed.GetRequiredValue(data))).Checked(), Options.FolderOf(shell, parsed, workflows), Options.FolderOf(shell, parsed, templates));
            var addresses = parsed.GetRequiredValue(urls).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            foreach (var address in addresses.Where(address => !ServedAddress.IsOne(address)))
                throw CommandException.Wrong($"--urls {address}: expected an address such as {ServedAddress.Usual}");
            using var ports = new ListenPorts(addresses);
            return await RunAsync(shell with { ServedAt = ServedAddress.Of(ports.Urls) }, parsed.GetValue(trial), folders, ports, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Shell shell, bool isTrial, RunnerFolders folders, ListenPorts ports, CancellationToken cancellationToken)
    {
        // How mail leaves is settled at the start. Who changes it in the app lets all that is under way end first, and it begins anew at the same address.
        while (true)
        {
            await using var runner = await RunnerService.OpenAsync(SettingsReader.Read(shell, folders.Data) with { IsTrial = isTrial }, folders, shell.Clock, liven: null, cancellationToken);
            await using var app = ServerApp.Build(shell, runner, ports);
            var restart = app.Services.GetRequiredService<ServerRestart>();
            restart.Allow(app.Lifetime.StopApplication);
            await StartReport.WriteAsync(shell, runner);
            var exit = await ServeAsync(shell, runner, app, cancellationToken);
            if (!restart.IsAsked) return exit;
        }
    }

    /// <summary>Starts the loops and the web side, says where, and waits until it is told to stop.</summary>
    public static async Task<int> ServeAsync(Shell shell, RunnerService runner, WebApplication app, CancellationToken cancellationToken)
    {
        using var telemetry = TelemetryExport.Start(shell, runner);
        runner.Start(app.Logger);
        await app.StartAsync(cancellationToken);
        if (SetupLink(runner, app) is { } link) await shell.Out.WriteLineAsync($"nobody has an account yet: make the first at {link}");
        foreach (var address in app.Urls) await shell.Out.WriteLineAsync($"serving {address}");
        await shell.Out.FlushAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
        return Exit.Fine;
    }

    private static string? SetupLink(RunnerService runner, WebApplication app) =>
        runner.Settings.Security.OpenOnLoopback || new AccountStore(runner.Database).HasAny() ? null : $"{app.Urls.First()}/setup#{app.Services.GetRequiredService<SetupToken>().Value}";
}
