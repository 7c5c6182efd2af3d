using System.Security;
using NodaTime;
using PostPurchase.Mail.Feedback;

namespace PostPurchase.Engine.Bounces;

/// <summary>
/// A maildir that a mail server delivers bounces to. What lies in <c>new</c> is taken and moved to <c>cur</c> after its commit, so that a stop in between only
/// means that it is taken again, which changes nothing. What cannot be read goes to <c>failed</c>, with the reason in a file beside it.
/// </summary>
/// <param name="path">The maildir; <c>new</c>, <c>cur</c> and <c>failed</c> are made where they are missing.</param>
/// <param name="intake">Where reports go.</param>
internal sealed class BounceFolder(string path, BounceIntake intake)
{
    private const int BatchSize = 200;
    private const long MostBytes = 16 * 1024 * 1024;

    /// <summary>Takes what lies there, at most 200 messages, the oldest names first; returns how many were moved and how many reports were news.</summary>
    /// <exception cref="Storage.StorageUnavailableException">The database cannot be written now: what is left lies where it lay.</exception>
    /// <exception cref="IOException">The folder itself cannot be used.</exception>
    public async Task<(int Moved, int Applied)> TakeAsync(Instant now, CancellationToken cancellationToken = default)
    {
        foreach (var folder in (ReadOnlySpan<string>)["new", "cur", "failed"]) Directory.CreateDirectory(Path.Combine(path, folder));
        var (moved, applied) = (0, 0);
        var names = Directory.EnumerateFiles(Path.Combine(path, "new")).Select(file => Path.GetFileName(file)).Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal).Take(BatchSize).ToList();
        foreach (var name in names)
        {
            var file = Path.Combine(path, "new", name);
            if (Read(file, out var problem) is not { } message)
            {
                Fail(file, name, problem);
            }
            else
            {
                applied += (await intake.TakeMailAsync("maildir", message, FeedbackReader.Read(message), now, cancellationToken)).AppliedCount;
                File.Move(file, Path.Combine(path, "cur", name.Contains(":2,", StringComparison.Ordinal) ? name : $"{name}:2,S"), overwrite: true);
            }

            moved++;
        }

        return (moved, applied);
    }

    private static byte[]? Read(string file, out string problem)
    {
        problem = "";
        try
        {
            var length = new FileInfo(file).Length;
            problem = length == 0 ? "it is empty" : length > MostBytes ? $"it is longer than {MostBytes} bytes" : "";
            return problem.Length == 0 ? File.ReadAllBytes(file) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SecurityException)
        {
            problem = exception.Message;
            return null;
        }
    }

    private void Fail(string file, string name, string problem)
    {
        File.WriteAllText(Path.Combine(path, "failed", $"{name}.reason.txt"), problem + Environment.NewLine);
        File.Move(file, Path.Combine(path, "failed", name), overwrite: true);
    }
}
