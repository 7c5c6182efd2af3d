using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Commands;

/// <summary>The names inside of a data folder.</summary>
internal sealed record DataFolder(string Path)
{
    public string DatabaseFile => System.IO.Path.Combine(Path, "postpurchase.db");

    public string JobsFile => System.IO.Path.Combine(Path, "quartz.db");

    /// <summary>What was set in the app.</summary>
    public string SettingsFile => System.IO.Path.Combine(Path, "settings.json");

    /// <summary>Written anew when a command changed the catalogue, so that a server that runs reads it again.</summary>
    public string CatalogueNews => System.IO.Path.Combine(Path, "catalogue.changed");

    public string SecretFile => System.IO.Path.Combine(Path, "secret.key");

    /// <summary>The key of links and return paths; null before the first start, and where the file is empty.</summary>
    public byte[]? ReadSecret() => File.Exists(SecretFile) && File.ReadAllBytes(SecretFile) is { Length: > 0 } key ? key : null;

    /// <summary>The node of ids that a command gives beside a runner, whose own is 0.</summary>
    public static int GuestNode => 1 + (Environment.ProcessId % 1023);

    /// <summary>This one, where it is a folder or nothing yet.</summary>
    /// <exception cref="CommandException">It is a file.</exception>
    public DataFolder Checked() => File.Exists(Path) ? throw CommandException.Failed($"--data {Path}: this is a file; expected the folder of the database") : this;

    /// <summary>Opens the database beside a runner: reads freely, writes in short transactions. Its ids carry a node of their own.</summary>
    public Database OpenAsGuest() => Database.Open(Checked().DatabaseFile, GuestNode);

    /// <summary>As <see cref="OpenAsGuest"/>, where there must be a database already.</summary>
    public Database OpenExisting() => File.Exists(Checked().DatabaseFile) ? OpenAsGuest() : throw CommandException.Failed($"{DatabaseFile} does not exist");
}
