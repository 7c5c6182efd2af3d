using System.Text;
using PostPurchase.Server.Commands;

namespace PostPurchase.Server.Tests;

/// <summary>Runs a command in this process and keeps what it prints.</summary>
internal sealed record CommandRun(int ExitCode, string Out, string Error)
{
    public IReadOnlyList<string> Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Task<CommandRun> Of(TemporaryFolder folder, params string[] args) => With(folder, [], "", args);

    /// <summary>Runs it in any folder.</summary>
    public static Task<CommandRun> In(string folder, params string[] args) => RunAsync(folder, [], "", args);

    public static Task<CommandRun> With(TemporaryFolder folder, Dictionary<string, string> environment, string input, params string[] args) => RunAsync(folder.Path, environment, input, args);

    private static async Task<CommandRun> RunAsync(string folder, Dictionary<string, string> environment, string input, string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var shell = new Shell { In = new MemoryStream(Encoding.UTF8.GetBytes(input)), Out = output, Error = error, Folder = folder, Environment = environment };
        var exitCode = await CommandLine.RunAsync(args, shell);
        return new(exitCode, output.ToString(), error.ToString());
    }
}
