using System.CommandLine;
using System.Text.Json;
using PostPurchase.Core.Compliance;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Commands;

/// <summary><c>validate [PATH...]</c>: every problem of journeys, segments and templates; exit 0 where none is an error.</summary>
internal static class ValidateCommand
{
    public static Command Create(Shell shell)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files and folders; ./workflows and ./templates by default.", Arity = ArgumentArity.ZeroOrMore };
        var data = new Option<string?>("--data") { Description = "The data folder whose overrides and last known terms of programs count; ./data where there is one." };
        var json = Options.Json();
        var command = new Command("validate", "Checks journeys, segments, templates and offers.") { paths, data, json };
        command.SetAction(async (parsed, _) =>
        {
            var given = parsed.GetValue(paths) is { Length: > 0 } some ? some : [.. SourceFiles.Folders.Where(folder => Directory.Exists(shell.PathOf(folder)))];
            // An unset variable of a script: it names no folder, not even this one.
            if (given.Any(string.IsNullOrWhiteSpace)) throw CommandException.Wrong("PATH is empty: expected a file or a folder");
            if (given.Length == 0) throw CommandException.Failed("there is neither ./workflows nor ./templates: expected a PATH");
            var sources = SourceFiles.Read(shell, given);
            if (sources.Count == 0 && parsed.GetValue(paths) is { Length: > 0 }) throw CommandException.Wrong($"{string.Join(", ", given)}: there is no journey, segment, offer or template in it");
            var known = await KnownAsync(shell, parsed.GetValue(data));
            var problems = Validation.Check(sources, known);
            foreach (var problem in problems)
            {
                if (parsed.GetValue(json)) shell.Out.WriteLine(Json(problem));
                else (problem.IsError ? shell.Error : shell.Out).WriteLine(problem.ToString());
            }

            var errors = problems.Count(problem => problem.IsError);
            if (known is null && problems.Any(problem => problem.IsError && ComplianceRule.Find(problem.Code) is not null))
                shell.Error.WriteLine("overrides that were given in the app are not known here: only files were read; name the data folder with --data");
            if (errors > 0) shell.Error.WriteLine($"{Counted.Of(sources.Count, "file")}: {Counted.Of(errors, "error")}");
            else if (!parsed.GetValue(json)) shell.Out.WriteLine($"{Counted.Of(sources.Count, "file")}: no errors");
            return errors == 0 ? Exit.Fine : Exit.Failed;
        });
        return command;
    }

    // Null where there is no database to ask.
    private static async Task<KnownInData?> KnownAsync(Shell shell, string? given)
    {
        var folder = new DataFolder(shell.PathOf(given ?? "data"));
        if (given is null && !File.Exists(folder.DatabaseFile)) return null;
        await using var database = folder.OpenExisting();
        return new(new ComplianceStore(database).InForce(), new ProgramTermsStore(database).All());
    }

    private static string Json(Problem problem) => JsonSerializer.Serialize(
        new ProblemLine(problem.File, problem.Line, problem.Column, problem.IsError ? "error" : "warning", problem.Code, problem.Message), CommandJson.Default.ProblemLine);
}

internal sealed record ProblemLine(string File, int Line, int Column, string Severity, string Code, string Message);
