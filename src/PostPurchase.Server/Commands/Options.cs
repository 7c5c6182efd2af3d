using System.CommandLine;

namespace PostPurchase.Server.Commands;

/// <summary>Options that several commands have.</summary>
internal static class Options
{
    public static Option<string> Data() => new("--data") { Description = "Folder of the database.", DefaultValueFactory = _ => "data" };

    public static Option<string> Workflows() => new("--workflows") { Description = "Folder of the journeys.", DefaultValueFactory = _ => "workflows" };

    public static Option<string> Templates() => new("--templates") { Description = "Folder of the templates.", DefaultValueFactory = _ => "templates" };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON." };

    /// <summary>The bytes of a file that an argument names.</summary>
    public static byte[] ReadBytes(Shell shell, string path)
    {
        var full = shell.PathOf(path);
        return File.Exists(full) ? File.ReadAllBytes(full) : throw CommandException.Failed($"{path}: there is no such file");
    }

    /// <summary>The text of a UTF-8 file that an argument names, without a byte order mark.</summary>
    public static string ReadText(Shell shell, string path)
    {
        var bytes = ReadBytes(shell, path).AsSpan();
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        return System.Text.Encoding.UTF8.GetString(bytes);
    }
}
