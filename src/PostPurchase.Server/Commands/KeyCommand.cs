using System.CommandLine;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Commands;

/// <summary><c>key add NAME --scope S</c> prints the new key, and only the key; the database keeps its hash.</summary>
internal static class KeyCommand
{
    public static Command Create(Shell shell) => new("key", "Keys of the API.") { Add(shell) };

    private static Command Add(Shell shell)
    {
        var name = new Argument<string>("NAME") { Description = "What the key is for." };
        var scope = new Option<string>("--scope") { Description = $"{string.Join(", ", ApiScopes.All)}; several separated by commas.", Required = true };
        var data = Options.Data();
        var command = new Command("add", "Adds a key and prints it.") { name, scope, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var scopes = ApiScopes.Parse(parsed.GetRequiredValue(scope)) ?? throw CommandException.Wrong($"--scope {parsed.GetRequiredValue(scope)}: expected {string.Join(", ", ApiScopes.All)}");
            await using var database = new DataFolder(shell.PathOf(parsed.GetRequiredValue(data))).OpenAsGuest();
            var secret = Secret.CreateKey();
            if (!await new KeyStore(database).AddAsync(new ApiKey(parsed.GetRequiredValue(name), scopes), Secret.HashOf(secret), CommandLine.Actor, shell.Now, cancellationToken))
                throw CommandException.Failed($"there is a key named {parsed.GetRequiredValue(name)} already");
            await shell.Out.WriteLineAsync(secret);
            return Exit.Fine;
        });
        return command;
    }
}
