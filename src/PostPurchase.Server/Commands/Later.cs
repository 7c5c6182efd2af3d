using System.CommandLine;

namespace PostPurchase.Server.Commands;

/// <summary>Commands whose names are reserved; whatever follows them, they answer that this version has them not.</summary>
internal static class Later
{
    public static Command Command(string name, string description)
    {
        var command = new Command(name, description) { TreatUnmatchedTokensAsErrors = false };
        command.SetAction((Func<ParseResult, int>)(_ => throw CommandException.Wrong($"{name}: not available in this version")));
        return command;
    }
}

internal static class LaterCommands
{
    private static readonly string[] s_names = ["plan", "apply", "test", "explain"];

    public static IEnumerable<Command> Create(Shell shell)
    {
        _ = shell;
        return s_names.Select(name => Later.Command(name, "Not available in this version."));
    }
}
