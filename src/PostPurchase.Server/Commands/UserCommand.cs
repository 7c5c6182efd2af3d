using System.CommandLine;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Commands;

/// <summary><c>user add NAME --role R</c> makes an account and prints its password, and only that; with <c>--password-stdin</c> it takes the first line of its input and prints nothing.</summary>
internal static class UserCommand
{
    public static Command Create(Shell shell) => new("user", "People who may sign in.") { Add(shell), List(shell) };

    private static Command Add(Shell shell)
    {
        var name = new Argument<string>("NAME") { Description = "What they sign in with." };
        var role = new Option<string>("--role") { Description = string.Join(", ", Roles.All), Required = true };
        var fromInput = new Option<bool>("--password-stdin") { Description = "Take the password from the first line of the input." };
        var data = Options.Data();
        var command = new Command("add", "Makes an account and prints its password.") { name, role, fromInput, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (who, what) = (AccountName.Of(parsed.GetRequiredValue(name)), parsed.GetRequiredValue(role));
            if (who is null) throw CommandException.Wrong($"NAME: {AccountName.Expected}");
            if (!Roles.All.Contains(what)) throw CommandException.Wrong($"--role {what}: expected {string.Join(", ", Roles.All)}");
            var given = parsed.GetValue(fromInput) ? await ReadPasswordAsync(shell, who, cancellationToken) : null;
            await using var database = new DataFolder(shell.PathOf(parsed.GetRequiredValue(data))).OpenAsGuest();
            var password = given ?? Secret.Create();
            if (await new AccountStore(database).AddAsync(who, what, Passwords.Hash(password), CommandLine.Actor, shell.Now, cancellationToken: cancellationToken) is null)
                throw CommandException.Failed($"there is an account named {who} already");
            if (given is null) await shell.Out.WriteLineAsync(password);
            return Exit.Fine;
        });
        return command;
    }

    private static Command List(Shell shell)
    {
        var data = Options.Data();
        var command = new Command("list", "Prints name and role of each account.") { data };
        command.SetAction(async (parsed, _) =>
        {
            await using var database = new DataFolder(shell.PathOf(parsed.GetRequiredValue(data))).OpenExisting();
            foreach (var account in new AccountStore(database).List()) await shell.Out.WriteLineAsync($"{account.Name}\t{account.Role}");
            return Exit.Fine;
        });
        return command;
    }

    private static async Task<string> ReadPasswordAsync(Shell shell, string name, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(shell.In, leaveOpen: true);
        var password = await reader.ReadLineAsync(cancellationToken);
        return Passwords.ProblemOf(password, name) is { } problem ? throw CommandException.Wrong($"password: {problem}") : password!;
    }
}
