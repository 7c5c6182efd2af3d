using Dapper;
using Microsoft.Data.Sqlite;

namespace PostPurchase.Engine.Storage;

/// <summary>
/// The files of a data folder that a backup carries beside the rows, in a table that only backups have: uploaded pictures, the key that the
/// links of mails already sent were made with, and what was set in the app.
/// </summary>
internal static class BackupFiles
{
    private const string Key = "secret.key";
    private const string Settings = "settings.json";
    private const string Pictures = "images";

    public static void Pack(SqliteConnection copy, string folder)
    {
        copy.Execute(BackupFilesSql.Create);
        foreach (var name in Names(folder)) copy.Execute(BackupFilesSql.Add, new { name, content = File.ReadAllBytes(Path.Combine(folder, name)) });
    }

    /// <summary>Writes the files where they were and takes them out of the database. Nothing for a backup of a program that kept none.</summary>
    public static void Unpack(SqliteConnection restored, string folder)
    {
        if (restored.ExecuteScalar<long>(BackupFilesSql.IsThere) == 0) return;
        foreach (var name in restored.Query<string>(BackupFilesSql.Names).AsList().Where(IsOurs)) Write(Path.Combine(folder, name), restored.ExecuteScalar<byte[]>(BackupFilesSql.Read, new { name })!);
        restored.Execute(BackupFilesSql.Drop);
    }

    private static IEnumerable<string> Names(string folder)
    {
        if (File.Exists(Path.Combine(folder, Key))) yield return Key;
        if (File.Exists(Path.Combine(folder, Settings))) yield return Settings;
        var pictures = new DirectoryInfo(Path.Combine(folder, Pictures));
        if (!pictures.Exists) yield break;
        foreach (var picture in pictures.EnumerateFiles().Where(file => IsHash(file.Name)).OrderBy(file => file.Name, StringComparer.Ordinal)) yield return $"{Pictures}/{picture.Name}";
    }

    // A backup may come from anywhere: it names no other file of this machine.
    private static bool IsOurs(string name) => name is Key or Settings || (name.StartsWith(Pictures + "/", StringComparison.Ordinal) && IsHash(name[(Pictures.Length + 1)..]));

    private static bool IsHash(string name) => name.Length == 64 && name.All(char.IsAsciiHexDigitLower);

    private static void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = path + ".part";
        File.Delete(partial);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(partial, options)) file.Write(content);
        File.Move(partial, path, overwrite: true);
    }
}
