using PostPurchase.Engine.Scheduling;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api.Journeys;

/// <summary>The folder that journeys are published to. One change at a time; a reader never sees half a file.</summary>
internal sealed class JourneyFolder(RunnerService runner, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Why nothing can be written there, or null.</summary>
    public string? WhyNotWritable
    {
        get
        {
            var probe = Path.Combine(runner.Folders.Workflows, $".{Guid.NewGuid():N}.part");
            try
            {
                Directory.CreateDirectory(runner.Folders.Workflows);
                using (File.Create(probe, 1, FileOptions.DeleteOnClose))
                {
                }

                return null;
            }
            catch (Exception problem) when (problem is UnauthorizedAccessException or IOException)
            {
                return $"the folder {runner.Folders.Workflows} cannot be written by this server: put the text into the file yourself, it is taken up within seconds";
            }
        }
    }

    /// <summary>The file of a journey, or the one that it would get.</summary>
    public static string NameOf(JourneyText? file, string key) => file?.File ?? $"{key}.yaml";

    /// <summary>Runs a change of the folder alone, and puts the folder in force afterwards.</summary>
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

    /// <summary>Writes a file whole and puts it in force; inside <see cref="ChangeAsync"/>.</summary>
    /// <exception cref="IOException">It cannot be written; the file is as it was.</exception>
    public async Task WriteAsync(string name, string text, CancellationToken cancellationToken)
    {
        var path = Path.Combine(runner.Folders.Workflows, Path.GetFileName(name));
        await WholeFile.WriteAsync(path, System.Text.Encoding.UTF8.GetBytes(text), cancellationToken);
        await runner.Engine.ReloadAsync(clock.Now(), cancellationToken);
        runner.WakeUp();
    }

    public void Dispose() => _turn.Dispose();
}
