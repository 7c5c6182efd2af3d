using System.Collections.Concurrent;
using System.Security.Cryptography;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api.Templates;

/// <summary>Pictures of mails, each a file named by the SHA-256 of its content, in the folder <c>images</c> of the data.</summary>
internal sealed class ImageFolder(RunnerService runner)
{
    private const int HeadLength = 64 * 1024;

    private readonly string _folder = FolderOf(runner.Folders.Data);

    /// <summary>Says of a hash, 64 hex digits, whether a data folder has its picture. The disk is asked only until there is one: mails ask often, and a picture stays.</summary>
    public static Func<string, bool> KnownIn(DataFolder data)
    {
        var (folder, known) = (FolderOf(data), new ConcurrentDictionary<string, bool>(StringComparer.Ordinal));
        return hash =>
        {
            if (known.ContainsKey(hash)) return true;
            if (!File.Exists(Path.Combine(folder, hash))) return false;
            known[hash] = true;
            return true;
        };
    }

    /// <summary>Keeps a picture; the same content twice is one. Its hash, 64 hex digits.</summary>
    public async Task<string> AddAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        Directory.CreateDirectory(_folder);
        if (!File.Exists(Path.Combine(_folder, hash))) await WholeFile.WriteAsync(Path.Combine(_folder, hash), content, cancellationToken);
        return hash;
    }

    /// <summary>The path of a picture and what it is; null where there is none, and for anything that is no hash.</summary>
    public (string Path, ImageHeader Header)? Find(string hash)
    {
        if (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower)) return null;
        var path = Path.Combine(_folder, hash);
        return File.Exists(path) && HeaderOf(path) is { } header ? (path, header) : null;
    }

    /// <summary>Hashes, newest first.</summary>
    public IEnumerable<string> Hashes() => Directory.Exists(_folder)
        ? new DirectoryInfo(_folder).EnumerateFiles().Where(file => file.Name.Length == 64).OrderByDescending(file => file.LastWriteTimeUtc).Select(file => file.Name)
        : [];

    private static string FolderOf(DataFolder data) => Path.Combine(data.Path, "images");

    private static ImageHeader? HeaderOf(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[Math.Min(file.Length, HeadLength)];
        file.ReadExactly(head);
        // The frame of a JPEG may come after a long preview of it.
        return ImageHeader.Read(head) ?? (file.Length > HeadLength ? ImageHeader.Read(File.ReadAllBytes(path)) : null);
    }
}
