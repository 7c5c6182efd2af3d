using System.CommandLine;

namespace PostPurchase.Server.Commands;

/// <summary>Options that several commands have.</summary>
internal static class Options
{
    public static Option<string> Data() => new("--data") { Description = "Folder of the database.", DefaultValueFactory = _ => "data" };

    /// <summary>For commands that make mails from files: where the app keeps what it was told about the shop.</summary>
    public static Option<string> ShopData() => new("--data") { Description = "Folder of the database, for the brand and the settings that were made in the app.", DefaultValueFactory = _ => "data" };

    public static Option<string> Workflows() => new("--workflows") { Description = "Folder of the journeys.", DefaultValueFactory = _ => "workflows" };

    public static Option<string> Templates() => new("--templates") { Description = "Folder of the templates.", DefaultValueFactory = _ => "templates" };

    /// <summary>The folder that an argument names; a default one need not be there yet.</summary>
    /// <exception cref="CommandException">Somebody named it and it is not there: a typing error would start a shop without journeys.</exception>
    public static string FolderOf(Shell shell, ParseResult parsed, Option<string> option)
    {
        var (given, folder) = (parsed.GetRequiredValue(option), shell.PathOf(parsed.GetRequiredValue(option)));
        if (Directory.Exists(folder) || parsed.GetResult(option) is null or { Implicit: true }) return folder;
        throw CommandException.Failed($"{option.Name} {given}: there is no such folder; name the one that is meant, or make it");
    }

    public static Option<bool> Json() => new("--json") { Description = "Print JSON." };

    /// <summary>For commands that print nothing else: a script that asks all of them for JSON is not refused.</summary>
    public static Option<bool> AlwaysJson() => new("--json") { Description = "It prints JSON with or without." };

    /// <summary>The bytes of a file that an argument names.</summary>
    public static byte[] ReadBytes(Shell shell, string path)
    {
        var full = shell.PathOf(path);
        return File.Exists(full) ? File.ReadAllBytes(full) : throw CommandException.Failed($"{path}: there is no such file");
    }

    /// <summary>The text of a UTF-8 file that an argument names, without a byte order mark.</summary>
    /// <exception cref="CommandException">There is no such file, or it is no UTF-8.</exception>
    public static string ReadText(Shell shell, string path)
    {
        var bytes = ReadBytes(shell, path);
        return FileText.BadLine(bytes) is { } line ? throw CommandException.Failed($"{path}:{line}: {FileText.NotUtf8}") : FileText.Of(bytes);
    }
}
