using System.CommandLine;
using PostPurchase.Server.Bench;

namespace PostPurchase.Server.Commands;

/// <summary><c>bench</c> measures this machine: each figure beside its goal and beside what the machine does without us.</summary>
internal static class BenchCommand
{
    public static Command Create(Shell shell)
    {
        var quick = new Option<bool>("--quick") { Description = "A short run, for a first look." };
        var waiting = new Option<int?>("--waiting") { Description = "How many runs wait while one falls due (100000; 10000 with --quick)." };
        var touches = new Option<int?>("--touches") { Description = "How many opens and clicks are judged again and reported on (1000000; 100000 with --quick)." };
        var folder = new Option<string?>("--folder") { Description = "Where the trial databases are written; they are deleted afterwards (the system's temporary folder)." };
        var share = new Option<double>("--share") { Description = "Part of each amount, for trying the command itself.", DefaultValueFactory = _ => 1, Hidden = true };
        var json = Options.Json();
        var command = new Command("bench", "Measures this machine.") { quick, waiting, touches, folder, share, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var size = (parsed.GetValue(quick) ? BenchSize.Quick : BenchSize.Whole).Times(parsed.GetValue(share));
            if (parsed.GetValue(waiting) is { } count) size = size with { Waiting = count > 0 ? count : throw CommandException.Wrong($"--waiting {count}: expected a number of runs above 0") };
            if (parsed.GetValue(touches) is { } many) size = size with { Touches = many > 0 ? many : throw CommandException.Wrong($"--touches {many}: expected a number of opens and clicks above 0") };
            var root = Directory.CreateDirectory(Path.Combine(parsed.GetValue(folder) is { } given ? shell.PathOf(given) : Path.GetTempPath(), $"postpurchase-bench-{Guid.NewGuid():N}"));
            try
            {
                return await RunAsync(shell, new Trial(root.FullName, size, shell.Clock), parsed.GetValue(json), cancellationToken);
            }
            catch (Exception problem) when (problem is TimeoutException or InvalidOperationException)
            {
                throw CommandException.Failed($"bench: {problem.Message}");
            }
            finally
            {
                root.Delete(recursive: true);
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(Shell shell, Trial trial, bool json, CancellationToken cancellationToken)
    {
        var machine = BenchReport.Machine(shell.Now, BenchReport.Load());
        var figures = await Progress.ShowAsync(shell, "measurements", 6, progress => MeasureAsync(trial, progress, cancellationToken));
        if (json) await shell.Out.WriteLineAsync(BenchReport.Json(machine, figures));
        else await BenchReport.WriteAsync(shell, machine, figures);
        return Exit.Fine;
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(Trial trial, Action<int> progress, CancellationToken cancellationToken)
    {
        List<Figure> figures = [.. await ServingTrial.RunAsync(trial, cancellationToken)];
        progress(1);
        var shop = trial.NewShop("steps");
        figures.AddRange(await StepTrial.RunAsync(trial, shop, cancellationToken));
        progress(2);
        figures.AddRange(await DeliveryTrial.RunAsync(trial, shop, trial.Size.Steps / 2, cancellationToken));
        progress(3);
        figures.AddRange(await SizeTrial.RunAsync(trial));
        progress(4);
        figures.AddRange(await WaitingTrial.RunAsync(trial, cancellationToken));
        progress(5);
        figures.AddRange(await LearningTrial.RunAsync(trial, cancellationToken));
        progress(6);
        return figures;
    }
}
