using System.CommandLine;
using System.CommandLine.Parsing;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Commands;

/// <summary>The commands, and how each ends: 0 fine, 1 the answer is no or it failed, 2 wrong arguments; errors one a line on the error stream.</summary>
internal static class CommandLine
{
    /// <summary>Whom the audit names for what a command changed.</summary>
    public const string Actor = "command line";

    public static async Task<int> RunAsync(IReadOnlyList<string> args, Shell shell, CancellationToken cancellationToken = default)
    {
        try
        {
            var (rest, flags) = SettingFlags.Split(args);
            var parsed = Root(shell with { SettingFlags = flags }).Parse(rest);
            SettingFlags.RefuseUnread(flags, parsed.CommandResult);
            if (parsed.Errors.Count > 0) throw new CommandException(Exit.WrongArguments, [.. parsed.Errors.Select(error => OneLine(error.Message)), $"see: postpurchase {NameOf(parsed.CommandResult)}--help"]);
            RefuseOptionsAsNames(parsed.CommandResult, rest);
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = shell.Out, Error = shell.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, cancellationToken);
        }
        catch (CommandException problem)
        {
            foreach (var line in problem.Lines) await shell.Error.WriteLineAsync(line);
            return problem.ExitCode;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or StorageUnavailableException or UnusableDatabaseException)
        {
            await shell.Error.WriteLineAsync(problem.Message.ReplaceLineEndings(" "));
            return Exit.Failed;
        }
        finally
        {
            await shell.Out.FlushAsync(CancellationToken.None);
        }
    }

    // The parser takes an option that it does not know for one more name where a command takes several.
    private static void RefuseOptionsAsNames(CommandResult command, IReadOnlyList<string> args)
    {
        var names = command.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value);
        if (args.Contains("--") || names.FirstOrDefault(name => name.StartsWith("--", StringComparison.Ordinal)) is not { } option) return;
        throw new CommandException(Exit.WrongArguments, $"Unrecognized option '{option}'.", $"see: postpurchase {NameOf(command)}--help");
    }

    /// <summary>All commands with their arguments, options and defaults.</summary>
    internal static RootCommand Root(Shell shell)
    {
        var root = new RootCommand("PostPurchase: each purchase becomes a journey of useful mail.");
        foreach (var command in All(shell)) root.Subcommands.Add(command);
        return root;
    }

    private static IEnumerable<Command> All(Shell shell) =>
    [
        DemoCommand.Create(shell),
        ServeCommand.Create(shell),
        ValidateCommand.Create(shell),
        SimulateCommand.Create(shell),
        PreviewCommand.Create(shell),
        TemplateCommand.Create(shell),
        ImportCommand.Create(shell),
        SendTestCommand.Create(shell),
        BounceCommand.Create(shell),
        BrakeCommand.Create(shell),
        AddressCommand.Create(shell),
        StatsCommands.Create(shell),
        VerifyCommand.Create(shell),
        BackupCommand.Create(shell),
        RestoreCommand.Create(shell),
        SchemaCommand.Create(shell),
        KeyCommand.Create(shell),
        UserCommand.Create(shell),
        DoctorCommand.Create(shell),
        OffersCommand.Create(shell),
        BenchCommand.Create(shell),
        ReportCommand.Create(shell),
        .. LaterCommands.Create(shell),
    ];

    private static string NameOf(CommandResult result) => result.Parent is CommandResult parent ? $"{NameOf(parent)}{result.Command.Name} " : "";

    // The parser writes the words that it knows on lines of their own.
    private static string OneLine(string message) => string.Join(' ', message.Split((char[])['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
