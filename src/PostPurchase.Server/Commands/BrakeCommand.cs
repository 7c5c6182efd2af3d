using System.CommandLine;
using NodaTime.Text;
using PostPurchase.Engine.Delivery;

namespace PostPurchase.Server.Commands;

/// <summary><c>brake</c>: which journeys' marketing is stopped, and why; <c>brake on JOURNEY</c> stops one; <c>brake release JOURNEY</c> lets it go on.</summary>
internal static class BrakeCommand
{
    private static readonly string s_who = $"{Environment.UserName} on the command line";

    public static Command Create(Shell shell)
    {
        var data = Options.Data();
        var command = new Command("brake", "Shows which journeys' marketing is stopped, and why.") { data, On(shell), Release(shell) };
        command.SetAction(async (parsed, _) =>
        {
            await using var database = new DataFolder(shell.PathOf(parsed.GetRequiredValue(data))).OpenExisting();
            var brakes = new BrakeStore(database).All();
            foreach (var brake in brakes) await shell.Out.WriteLineAsync(Line(brake));
            if (brakes.Count == 0) await shell.Out.WriteLineAsync("no brake was ever put on");
            return Exit.Fine;
        });
        return command;
    }

    private static Command On(Shell shell)
    {
        var (journey, data) = (new Argument<string>("JOURNEY") { Description = "Key of the journey." }, Options.Data());
        var reason = new Option<string>("--reason") { Description = "Why, for those who find it stopped.", Required = true };
        var command = new Command("on", "Stops a journey's marketing; receipts go on.") { journey, reason, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var database = new DataFolder(shell.PathOf(parsed.GetRequiredValue(data))).OpenExisting();
            var key = parsed.GetRequiredValue(journey);
            if (!await new BrakeStore(database).PutOnAsync(key, parsed.GetRequiredValue(reason), s_who, shell.Now, cancellationToken)) throw CommandException.Failed($"{key}: its brake is on already");
            await shell.Out.WriteLineAsync($"{key}: stopped; within a minute nothing more of it leaves");
            return Exit.Fine;
        });
        return command;
    }

    private static Command Release(Shell shell)
    {
        var (journey, data) = (new Argument<string>("JOURNEY") { Description = "Key of the journey." }, Options.Data());
        var command = new Command("release", "Lets a journey's marketing go on; what is late by now is decided by each step's if_late.") { journey, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var database = new DataFolder(shell.PathOf(parsed.GetRequiredValue(data))).OpenExisting();
            var key = parsed.GetRequiredValue(journey);
            if (!await new BrakeStore(database).ReleaseAsync(key, s_who, shell.Now, cancellationToken)) throw CommandException.Failed($"{key}: there is no brake on it");
            await shell.Out.WriteLineAsync($"{key}: released");
            return Exit.Fine;
        });
        return command;
    }

    private static string Line(Brake brake)
    {
        var on = $"{brake.Journey}: since {InstantPattern.General.Format(brake.PutOnAt)} by {brake.PutOnBy}: {brake.Reason}";
        return brake.ReleasedAt is { } at ? $"off {on}; released {InstantPattern.General.Format(at)} by {brake.ReleasedBy}" : $"ON  {on}";
    }
}
