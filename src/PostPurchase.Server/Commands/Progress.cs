using Spectre.Console;

namespace PostPurchase.Server.Commands;

/// <summary>Shows long work: a bar on a terminal, a line a tenth elsewhere. Both go to the error stream, so that the output can be piped.</summary>
internal static class Progress
{
    public static async Task<T> ShowAsync<T>(Shell shell, string unit, int total, Func<Action<int>, Task<T>> work)
    {
        if (!shell.IsTerminal) return await work(Lines(shell, unit, total));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(shell.Error) });
        return await console.Progress().StartAsync(context =>
        {
            var task = context.AddTask(unit, maxValue: total);
            return work(done => task.Value = done);
        });
    }

    private static Action<int> Lines(Shell shell, string unit, int total)
    {
        var told = 0;
        return done =>
        {
            var tenth = total == 0 ? 10 : (int)(10L * done / total);
            if (tenth <= told) return;
            told = tenth;
            shell.Error.WriteLine($"{done} of {total} {unit}");
        };
    }
}
