using System.CommandLine;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Security;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Commands;

/// <summary><c>key add NAME --scope S</c> prints the new key, and only the key; the database keeps its hash. <c>key webhooks</c> prints the secret that signs webhook steps.</summary>
internal static class KeyCommand
{
    public static Command Create(Shell shell) => new("key", "Keys of the API, and the secret of webhook steps.") { Add(shell), Webhooks(shell) };

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

    private static Command Webhooks(Shell shell)
    {
        var data = Options.Data();
        var command = new Command("webhooks", "Prints the secret by which receivers of webhook steps verify them (Standard Webhooks).") { data, SettingFlags.Option() };
        command.SetAction(async (parsed, _) =>
        {
            var set = SettingsReader.Read(shell).Webhooks.Secret;
            await shell.Out.WriteLineAsync(StandardSecret.Write(set ?? HookSettings.SecretOf(SecretKey.LoadOrCreate(shell.PathOf(parsed.GetRequiredValue(data))))));
            return Exit.Fine;
        });
        return command;
    }
}
