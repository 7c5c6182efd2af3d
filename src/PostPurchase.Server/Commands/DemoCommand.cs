using System.CommandLine;
using System.Globalization;
using System.Text;
using NodaTime;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Intake;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Commands;

/// <summary><c>demo</c>: a small shop's last four weeks through the shipped journeys, with captured mail, in a folder of its own; then serves what happened.</summary>
internal static class DemoCommand
{
    private const int Days = 28;
    private const int TogetherAtMost = 1_000;

    public static Command Create(Shell shell)
    {
        var port = new Option<int>("--port") { Description = "Port to serve on.", DefaultValueFactory = _ => 5080 };
        var command = new Command("demo", "Shows everything on sample data, with captured mail.") { port };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetRequiredValue(port) is < 0 or > 65_535) throw CommandException.Wrong("--port: expected 0 to 65535");
            var folder = Directory.CreateTempSubdirectory("postpurchase-demo-").FullName;
            try
            {
                return await RunAsync(shell, folder, parsed.GetRequiredValue(port), cancellationToken);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(Shell shell, string folder, int port, CancellationToken cancellationToken)
    {
        using var ports = new ListenPorts([string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")]);
        var shop = new DemoShop(shell, ports.Urls[0]);
        var settings = SettingsReader.Read(shell with { Environment = shop.Settings, Folder = folder }) with { IsOffline = true };
        var until = shell.Now;
        var from = until - Duration.FromDays(Days);
        var folders = new RunnerFolders(new DataFolder(Path.Combine(folder, "data")), shop.CopyWorkflows(folder, from), shop.CopyTemplates(folder));
        var clock = new DemoClock(shell.Clock, from.ToDateTimeOffset());
        // The copies are live already; what is paused or drafted in the app afterwards stays so.
        await using var runner = await RunnerService.OpenAsync(settings, folders, clock, liven: null, cancellationToken);
        if (runner.Journeys.Problems.Any(problem => problem.IsError)) throw new CommandException(Exit.Failed, [.. runner.Journeys.Problems.Select(problem => problem.ToString())]);

        await PlayAsync(shell, shop, runner, (from, until), cancellationToken);
        clock.LetGo();
        await TellAsync(shell, runner);
        await using var app = ServerApp.Build(shell with { Environment = shop.Settings, Folder = folder }, runner, ports);
        app.MapGet("/demo/img/{name}", (string name) => shop.Picture(name) is { } picture ? Results.File(picture, "image/png") : Results.NotFound());
        return await ServeCommand.ServeAsync(shell, runner, app, cancellationToken);
    }

    private static async Task PlayAsync(Shell shell, DemoShop shop, RunnerService runner, (Instant From, Instant Until) weeks, CancellationToken cancellationToken)
    {
        var (events, habits) = (shop.Events(weeks.From), shop.Habits);
        var sales = new DemoSales(habits, runner.Engine, shop.Products);
        var days = new DemoDays(runner.Engine, new DemoPeople(habits, runner, sales));
        days.Plan(weeks.Until - Duration.FromDays(3), sales.SellToNobodyAsync);
        await Progress.ShowAsync(shell, "days", Days, async bar =>
        {
            var coming = events.Where(fact => fact.OccurredAt >= weeks.From).ToList();
            var first = DemoShop.FirstDay(weeks.From);
            var past = new DemoPast(habits, coming, first, Days);
            await RememberAsync(runner, [.. events.Where(fact => fact.OccurredAt < weeks.From).Concat(past.Orders).OrderBy(fact => fact.OccurredAt)], weeks.From, cancellationToken);
            await days.PlayAsync([.. coming, .. new DemoCrowd(habits, coming).Events(first, Days), .. past.Returns], weeks.From, weeks.Until, now => bar((int)(now - weeks.From).TotalDays), cancellationToken);
            await runner.Engine.Learning.CatchUpWhollyAsync(weeks.Until, cancellationToken);
            return true;
        });
    }

    // What was before the weeks starts nothing. Many at a time, as an import does: the store writes those who wait together.
    private static async Task RememberAsync(RunnerService runner, IReadOnlyList<StoreEvent> past, Instant now, CancellationToken cancellationToken)
    {
        foreach (var some in past.Chunk(TogetherAtMost))
            await Task.WhenAll(some.Select(fact => runner.Engine.Intake.AcceptAsync(new Delivery { Source = "file", Body = Encoding.UTF8.GetBytes(CanonicalEvents.Write(fact)), Events = [fact], IsHistory = true }, now, cancellationToken)));
    }

    private static async Task TellAsync(Shell shell, RunnerService runner)
    {
        var counts = LedgerCounts.Of(runner.Database);
        int Of(SendState state) => counts.GetValueOrDefault(state);
        await shell.Out.WriteLineAsync($"{Days} days played: {Of(SendState.Accepted)} mails captured, {Of(SendState.Skipped) + Of(SendState.Expired)} skipped or expired with a reason, {Of(SendState.Planned) + Of(SendState.Held)} still to come, {Of(SendState.Parked)} parked");
        await shell.Out.WriteLineAsync("nothing left this machine; stop with Ctrl+C, and the demo's folder goes with it");
    }
}
