using System.CommandLine;
using System.Text.Json;
using PostPurchase.Core.Journeys.Files;

namespace PostPurchase.Server.Commands;

/// <summary><c>validate [PATH...]</c>: every problem of journeys, segments and templates; exit 0 where none is an error.</summary>
internal static class ValidateCommand
{
    public static Command Create(Shell shell)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files and folders; ./workflows and ./templates by default.", Arity = ArgumentArity.ZeroOrMore };
        var json = Options.Json();
        var command = new Command("validate", "Checks journeys, segments, templates and offers.") { paths, json };
        command.SetAction(parsed =>
        {
            var given = parsed.GetValue(paths) is { Length: > 0 } some ? some : [.. SourceFiles.Folders.Where(folder => Directory.Exists(shell.PathOf(folder)))];
            if (given.Length == 0) throw CommandException.Failed("there is neither ./workflows nor ./templates: expected a PATH");
            var sources = SourceFiles.Read(shell, given);
            var problems = Validation.Check(sources);
            foreach (var problem in problems)
            {
                if (parsed.GetValue(json)) shell.Out.WriteLine(Json(problem));
                else (problem.IsError ? shell.Error : shell.Out).WriteLine(problem.ToString());
            }

            var errors = problems.Count(problem => problem.IsError);
            if (errors > 0) shell.Error.WriteLine($"{sources.Count} files: {errors} errors");
            else if (!parsed.GetValue(json)) shell.Out.WriteLine($"{sources.Count} files: no errors");
            return errors == 0 ? Exit.Fine : Exit.Failed;
        });
        return command;
    }

    private static string Json(Problem problem) => JsonSerializer.Serialize(
        new ProblemLine(problem.File, problem.Line, problem.Column, problem.IsError ? "error" : "warning", problem.Code, problem.Message), CommandJson.Default.ProblemLine);
}

internal sealed record ProblemLine(string File, int Line, int Column, string Severity, string Code, string Message);
