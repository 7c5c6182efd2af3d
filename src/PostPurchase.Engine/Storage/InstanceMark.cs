namespace PostPurchase.Engine.Storage;

/// <summary>
/// <c>instance.id</c> beside a database: the id of the database and the folder that it was run in. Backups leave it out, and a copy of the whole
/// folder names another folder: both tell a copy from the original.
/// </summary>
/// <param name="Id">The database's id.</param>
/// <param name="Folder">The folder with its links followed; null in a file of an earlier program, which kept none.</param>
internal sealed record InstanceMark(string Id, string? Folder)
{
    /// <summary>Null where there is none.</summary>
    public static InstanceMark? Read(string databaseFile)
    {
        var file = FileOf(databaseFile);
        return File.Exists(file) && File.ReadAllLines(file) is [var id, .. var rest] ? new(id.Trim(), rest is [var folder, ..] ? folder : null) : null;
    }

    public static void Write(string databaseFile, string id)
    {
        var wanted = new InstanceMark(id, FolderOf(databaseFile));
        if (Read(databaseFile) != wanted) File.WriteAllText(FileOf(databaseFile), $"{wanted.Id}\n{wanted.Folder}\n");
    }

    public static void Remove(string databaseFile) => File.Delete(FileOf(databaseFile));

    /// <summary>Whether it was written where this database is.</summary>
    public bool IsOf(string databaseFile) => Folder is null || Folder == FolderOf(databaseFile);

    private static string FileOf(string databaseFile) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(databaseFile))!, "instance.id");

    // A deployment that links each release to one data folder has many names for it.
    private static string FolderOf(string databaseFile)
    {
        var full = Path.GetDirectoryName(Path.GetFullPath(databaseFile))!;
        var real = Path.GetPathRoot(full)!;
        foreach (var part in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            real = new DirectoryInfo(next).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? next;
        }

        return real;
    }
}
