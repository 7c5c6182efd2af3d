namespace PostPurchase.Server.Commands;

/// <summary>Ends a command with these lines on the error stream.</summary>
internal sealed class CommandException(int exitCode, params IReadOnlyList<string> lines) : Exception(string.Join('\n', lines))
{
    public int ExitCode { get; } = exitCode;

    public IReadOnlyList<string> Lines { get; } = lines;

    public static CommandException Failed(string line) => new(Exit.Failed, line);

    public static CommandException Wrong(string line) => new(Exit.WrongArguments, line);
}
