using System.CommandLine;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Commands;

/// <summary><c>backup FILE</c> copies the database, also while it runs.</summary>
internal static class BackupCommand
{
    public static Command Create(Shell shell)
    {
        var file = new Argument<string>("FILE") { Description = "Where the copy goes; it must not exist." };
        var data = Options.Data();
        var command = new Command("backup", "Writes a consistent copy of the database.") { file, data };
        command.SetAction(async (parsed, _) =>
        {
            await using var database = new DataFolder(shell.PathOf(parsed.GetRequiredValue(data))).OpenExisting();
            Backups.Copy(database, shell.PathOf(parsed.GetRequiredValue(file)));
            return Exit.Fine;
        });
        return command;
    }
}
