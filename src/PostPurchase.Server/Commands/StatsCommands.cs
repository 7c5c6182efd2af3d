using System.CommandLine;
using PostPurchase.Core.Experiments;

namespace PostPurchase.Server.Commands;

/// <summary><c>stats compare</c> and <c>stats srm</c>: the formulas without any data of ours.</summary>
internal static class StatsCommands
{
    public static Command Create(Shell shell) => new("stats", "The bare formulas of experiments.") { Compare(shell), SampleRatio(shell) };

    private static Command Compare(Shell shell)
    {
        var file = new Option<string>("--file") { Description = "A JSON file with the list \"cases\".", Required = true };
        var command = new Command("compare", "Compares two arms for each case of a file.") { file, Options.AlwaysJson() };
        command.SetAction(parsed => Print(shell, CommandException.Failed, () => StatsCommand.Compare(Options.ReadText(shell, parsed.GetRequiredValue(file)))));
        return command;
    }

    private static Command SampleRatio(Shell shell)
    {
        var users = new Option<string>("--users") { Description = "Customers by arm: 5012,4988.", Required = true };
        var weights = new Option<string>("--weights") { Description = "Weights by arm: 1,1.", Required = true };
        var command = new Command("srm", "P-value of the sample ratio.") { users, weights, Options.AlwaysJson() };
        command.SetAction(parsed => Print(shell, CommandException.Wrong, () => StatsCommand.SampleRatioPValue(parsed.GetRequiredValue(users), parsed.GetRequiredValue(weights))));
        return command;
    }

    private static int Print(Shell shell, Func<string, CommandException> problemOf, Func<string> compute)
    {
        try
        {
            shell.Out.WriteLine(compute());
            return Exit.Fine;
        }
        catch (FormatException problem)
        {
            throw problemOf(problem.Message.ReplaceLineEndings(" "));
        }
    }
}
