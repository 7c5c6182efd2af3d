using System.CommandLine;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Commands;

/// <summary><c>restore FILE</c> puts a backup in place, with sending off until <c>restore --confirm</c>.</summary>
internal static class RestoreCommand
{
    public static Command Create(Shell shell)
    {
        var file = new Argument<string?>("FILE") { Description = "The backup.", Arity = ArgumentArity.ZeroOrOne };
        var confirm = new Option<bool>("--confirm") { Description = "Say that no other copy sends: sending goes on." };
        var data = Options.Data();
        var command = new Command("restore", "Puts a backup in the place of the database.") { file, confirm, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = new DataFolder(shell.PathOf(parsed.GetRequiredValue(data)));
            if ((parsed.GetValue(file), parsed.GetValue(confirm)) is not ((null, true) or (not null, false))) throw CommandException.Wrong("expected a FILE or --confirm");
            if (parsed.GetValue(file) is { } backup) return await RestoreAsync(shell, backup, folder);
            await using var database = folder.OpenExisting();
            await RunnerLease.ConfirmAsync(database, cancellationToken);
            await shell.Out.WriteLineAsync("confirmed: this database sends again");
            return Exit.Fine;
        });
        return command;
    }

    private static async Task<int> RestoreAsync(Shell shell, string backup, DataFolder folder)
    {
        if (Backups.Restore(shell.PathOf(backup), folder.DatabaseFile) is { } why) throw CommandException.Failed(why);
        await shell.Out.WriteLineAsync($"restored {folder.DatabaseFile}; sending is off until: postpurchase restore --confirm");
        return Exit.Fine;
    }
}
