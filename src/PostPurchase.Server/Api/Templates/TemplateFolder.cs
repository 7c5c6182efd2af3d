using System.Text;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api.Templates;

/// <summary>The folder of the mails: names, texts and writing. One change at a time; a reader never sees half a file.</summary>
internal sealed class TemplateFolder(RunnerService runner, TimeProvider clock) : IDisposable
{
    private const int LongestName = 60;

    private readonly SemaphoreSlim _turn = new(1, 1);

    public string Path => runner.Folders.Templates;

    /// <summary>Why nothing can be written there, or null.</summary>
    public string? WhyNotWritable
    {
        get
        {
            try
            {
                Directory.CreateDirectory(Path);
                using (File.Create(System.IO.Path.Combine(Path, $".{Guid.NewGuid():N}.part"), 1, FileOptions.DeleteOnClose))
                {
                }

                return null;
            }
            catch (Exception problem) when (problem is UnauthorizedAccessException or IOException)
            {
                return $"the folder {Path} cannot be written by this server: put the text into the file yourself, it is taken up within seconds";
            }
        }
    }

    /// <summary>Names of the files of mails and partials, in order.</summary>
    public List<string> Files() => Directory.Exists(Path)
        ? [.. Directory.EnumerateFiles(Path).Select(file => System.IO.Path.GetFileName(file)!).Where(file => System.IO.Path.GetExtension(file) is ".html" or ".txt").Order(StringComparer.Ordinal)]
        : [];

    public string Read(string file) => File.ReadAllText(System.IO.Path.Combine(Path, file));

    /// <summary>The file of a mail in a language; in none, or where it has none of its own, the one without a language. Null where there is no such mail.</summary>
    public string? FileOf(string name, string? language)
    {
        var files = Files();
        string? Named(string file) => files.Find(known => known == file);
        return (string.IsNullOrEmpty(language) ? null : Named($"{name}.{language}.html")) ?? Named($"{name}.html") ?? Named($"{name}.txt") ?? Named(name);
    }

    /// <summary>Small letters, digits and hyphens: nothing that leads out of the folder, and no partial.</summary>
    public static bool IsName(string? name) => name is { Length: > 0 and <= LongestName } && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>A language such as <c>de</c> or <c>de-AT</c>.</summary>
    public static bool IsLanguage(string? language) => language is { Length: >= 2 and <= 12 } && language.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && char.IsAsciiLetter(language[0]);

    /// <summary>Runs a change of the folder alone.</summary>
    public async Task<T> ChangeAsync<T>(Func<Task<T>> change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await change();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Writes files whole, then puts them in force; inside <see cref="ChangeAsync"/>.</summary>
    /// <exception cref="IOException">One cannot be written; it is as it was.</exception>
    public async Task WriteAsync(IReadOnlyDictionary<string, string> texts, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path);
        foreach (var (file, text) in texts) await WholeFile.WriteAsync(System.IO.Path.Combine(Path, System.IO.Path.GetFileName(file)), Encoding.UTF8.GetBytes(text), cancellationToken);
        await ReloadAsync(cancellationToken);
    }

    /// <summary>Takes files away; inside <see cref="ChangeAsync"/>.</summary>
    public async Task DeleteAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        foreach (var file in files) File.Delete(System.IO.Path.Combine(Path, System.IO.Path.GetFileName(file)));
        await ReloadAsync(cancellationToken);
    }

    public void Dispose() => _turn.Dispose();

    private async Task ReloadAsync(CancellationToken cancellationToken)
    {
        await runner.Engine.ReloadAsync(clock.Now(), cancellationToken);
        runner.WakeUp();
    }
}
