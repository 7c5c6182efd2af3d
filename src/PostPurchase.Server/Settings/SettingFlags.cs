using System.CommandLine;
using System.CommandLine.Parsing;
using PostPurchase.Server.Commands;

namespace PostPurchase.Server.Settings;

/// <summary>
/// Settings among the arguments of a command: <c>--Smtp:Host=mail.example.com</c> or <c>--Smtp:Host mail.example.com</c>. The colon tells them
/// from options. Their values are never repeated: they may be secrets.
/// </summary>
internal static class SettingFlags
{
    private const string Dashes = "--";

    /// <summary>Stands in the help of a command that reads settings, and marks it as one.</summary>
    private const string Name = "--SECTION:NAME";

    public static Option<string?> Option() => new(Name) { Description = "Any setting, such as --Smtp:Host=mail.example.com; wins over the environment and appsettings.json.", HelpName = "value" };

    /// <summary>Takes the settings out of <paramref name="args"/>; of one that is given twice the later counts.</summary>
    /// <returns>The other arguments, in order, and the settings in the order given.</returns>
    /// <exception cref="CommandException">A setting has no value.</exception>
    public static (IReadOnlyList<string> Others, IReadOnlyList<KeyValuePair<string, string>> Flags) Split(IReadOnlyList<string> args)
    {
        var (rest, flags) = (new List<string>(), new List<KeyValuePair<string, string>>());
        for (var index = 0; index < args.Count; index++)
        {
            if (args[index] == Dashes)
            {
                rest.AddRange(args.Skip(index));
                break;
            }

            if (NameOf(args[index]) is not { } name) rest.Add(args[index]);
            else if (args[index].Length > Dashes.Length + name.Length) flags.Add(new(name, args[index][(Dashes.Length + name.Length + 1)..]));
            else if (index + 1 < args.Count && !args[index + 1].StartsWith(Dashes, StringComparison.Ordinal)) flags.Add(new(name, args[++index]));
            else throw CommandException.Wrong($"--{name}: expected a value");
        }

        return (rest, flags);
    }

    /// <summary>Refuses settings for a command that reads none: they would be without effect.</summary>
    /// <exception cref="CommandException">There are some; one line each.</exception>
    public static void RefuseUnread(IReadOnlyList<KeyValuePair<string, string>> flags, CommandResult command)
    {
        if (flags.Count > 0 && command.Command.Options.All(option => option.Name != Name))
            throw new CommandException(Exit.WrongArguments, [.. flags.Select(flag => $"--{flag.Key}: {command.Command.Name} reads no settings")]);
    }

    private static string? NameOf(string arg)
    {
        if (arg.Length <= Dashes.Length || !arg.StartsWith(Dashes, StringComparison.Ordinal) || !char.IsAsciiLetter(arg[Dashes.Length])) return null;
        var name = arg[Dashes.Length..].Split('=')[0];
        return name.Contains(':', StringComparison.Ordinal) && !name.Contains(' ', StringComparison.Ordinal) ? name : null;
    }
}
