using System.CommandLine;
using System.Runtime.InteropServices;
using PostPurchase.Server.Bench;

namespace PostPurchase.Server.Commands;

/// <summary><c>bench</c> measures this machine: each figure beside its goal and beside what the machine does without us.</summary>
internal static class BenchCommand
{
    // A part of "serving", for trying one change after another.
    private const string Intake = "intake";

    private static readonly Dictionary<string, Func<Trial, CancellationToken, Task<IReadOnlyList<Figure>>>> s_parts = new(StringComparer.Ordinal)
    {
        ["serving"] = ServingTrial.RunAsync,
        ["steps"] = StepsAsync,
        ["sizes"] = SizeTrial.RunAsync,
        ["waiting"] = WaitingTrial.RunAsync,
        ["reports"] = LearningTrial.RunAsync,
        [Intake] = ServingTrial.IntakeAsync,
    };

    public static Command Create(Shell shell)
    {
        var quick = new Option<bool>("--quick") { Description = "A short run, for a first look." };
        var only = new Option<string?>("--only") { Description = $"One part alone: {string.Join(", ", s_parts.Keys)}." };
        only.AcceptOnlyFromAmong([.. s_parts.Keys]);
        var waiting = new Option<int?>("--waiting") { Description = "How many runs wait while one falls due (100000; 10000 with --quick)." };
        var touches = new Option<int?>("--touches") { Description = "How many opens and clicks are judged again and reported on (1000000; 100000 with --quick)." };
        var folder = new Option<string?>("--folder") { Description = "Where the trial databases are written; they are deleted afterwards (the system's temporary folder)." };
        var share = new Option<double>("--share") { Description = "Part of each amount, for trying the command itself.", DefaultValueFactory = _ => 1, Hidden = true };
        var json = Options.Json();
        var command = new Command("bench", "Measures this machine.") { quick, only, waiting, touches, folder, share, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var size = (parsed.GetValue(quick) ? BenchSize.Quick : BenchSize.Whole).Times(parsed.GetValue(share));
            if (parsed.GetValue(waiting) is { } count) size = size with { Waiting = count > 0 ? count : throw CommandException.Wrong($"--waiting {count}: expected a number of runs above 0") };
            if (parsed.GetValue(touches) is { } many) size = size with { Touches = many > 0 ? many : throw CommandException.Wrong($"--touches {many}: expected a number of opens and clicks above 0") };
            var root = Path.Combine(parsed.GetValue(folder) is { } given ? shell.PathOf(given) : Path.GetTempPath(), $"postpurchase-bench-{Guid.NewGuid():N}");
            return await RunAsync(shell, new Trial(root, size, shell.Clock), (parsed.GetValue(only), parsed.GetValue(json)), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Shell shell, Trial trial, (string? Only, bool Json) wanted, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // The first signal lets it clean up; a second one is obeyed at once.
        void Stop(PosixSignalContext context)
        {
            context.Cancel = !stopping.IsCancellationRequested;
            stopping.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        Directory.CreateDirectory(trial.Folder);
        try
        {
            var machine = BenchReport.Machine(shell.Now, BenchReport.Load());
            var figures = await MeasureAsync(shell, trial, wanted.Only, stopping.Token);
            if (wanted.Json) await shell.Out.WriteLineAsync(BenchReport.Json(machine, figures));
            else await BenchReport.WriteAsync(shell, machine, figures);
            return Exit.Fine;
        }
        catch (Exception) when (stopping.IsCancellationRequested) // the server of the trial is ended by the same signal: whatever fails now fails for that reason
        {
            throw CommandException.Failed("bench: interrupted");
        }
        catch (Exception problem) when (problem is TimeoutException or InvalidOperationException)
        {
            throw CommandException.Failed($"bench: {problem.Message}");
        }
        finally
        {
            Directory.Delete(trial.Folder, recursive: true);
        }
    }

    private static Task<IReadOnlyList<Figure>> MeasureAsync(Shell shell, Trial trial, string? only, CancellationToken cancellationToken)
    {
        var parts = s_parts.Where(part => only is null ? part.Key != Intake : part.Key == only).Select(part => part.Value).ToList();
        return Progress.ShowAsync<IReadOnlyList<Figure>>(shell, "measurements", parts.Count, async progress =>
        {
            var figures = new List<Figure>();
            for (var i = 0; i < parts.Count; i++)
            {
                figures.AddRange(await parts[i](trial, cancellationToken));
                progress(i + 1);
            }

            return figures;
        });
    }

    private static async Task<IReadOnlyList<Figure>> StepsAsync(Trial trial, CancellationToken cancellationToken)
    {
        var shop = trial.NewShop("steps");
        var steps = await StepTrial.RunAsync(trial, shop, cancellationToken);
        return [.. steps, .. await DeliveryTrial.RunAsync(trial, shop, trial.Size.Steps / 2, cancellationToken)];
    }
}
