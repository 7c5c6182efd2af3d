using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Hosting;

/// <summary>Writes files so that a reader, and a crash, sees the old one or the new one.</summary>
internal static class WholeFile
{
    /// <exception cref="IOException">It cannot be written; the file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">So too.</exception>
    /// <param name="path">Where.</param>
    /// <param name="content">What.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <param name="isSecret">Whether only the owner may read it; from its first byte on.</param>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken, bool isSecret = false)
    {
        var draft = Path.Combine(Path.GetDirectoryName(path)!, $".{Guid.NewGuid():N}.part");
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (isSecret && !OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using (var file = new FileStream(draft, options))
            {
                await file.WriteAsync(content, cancellationToken);
                await file.FlushAsync(cancellationToken);
                Disk.Flush(file.SafeFileHandle);
            }

            File.Move(draft, path, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
