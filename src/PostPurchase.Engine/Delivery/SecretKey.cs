using System.Security.Cryptography;

namespace PostPurchase.Engine.Delivery;

/// <summary>The installation's secret, which link tokens and return paths are made with.</summary>
internal static class SecretKey
{
    private const int Size = 32;

    /// <summary>Reads <c>secret.key</c> of a data folder; makes it at the first start, readable by its owner only.</summary>
    /// <exception cref="InvalidDataException">The file does not hold a key.</exception>
    public static byte[] LoadOrCreate(string dataFolder)
    {
        Directory.CreateDirectory(dataFolder);
        var path = Path.Combine(dataFolder, "secret.key");
        if (!File.Exists(path)) Create(path);
        var key = File.ReadAllBytes(path);
        return key.Length == Size ? key : throw new InvalidDataException($"{path} holds {key.Length} bytes, expected {Size}: restore it from a backup, since old links depend on it");
    }

    // Written beside and moved, so that a crash leaves no half key; of two who make one the first wins.
    private static void Create(string path)
    {
        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options)) file.Write(RandomNumberGenerator.GetBytes(Size));
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
