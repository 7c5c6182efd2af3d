using System.Diagnostics;

namespace PostPurchase.EndToEnd;

/// <summary>The README's first command, in the project's folder (as built, on a free port); ends with the test.</summary>
internal sealed class DemoProcess : IAsyncDisposable
{
    private readonly Process _process;

    private DemoProcess(Process process, string address, IReadOnlyList<string> said) => (_process, Address, Said) = (process, address, said);

    /// <summary>Where it serves.</summary>
    public string Address { get; }

    /// <summary>What it said before it served.</summary>
    public IReadOnlyList<string> Said { get; }

    public static Task<DemoProcess> StartAsync() => StartAsync(["demo", "--port", "0"], new Dictionary<string, string>());

    /// <summary>Any command that serves.</summary>
    /// <param name="command">As on the command line.</param>
    /// <param name="environment">Settings.</param>
    public static async Task<DemoProcess> StartAsync(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Root(), RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (IEnumerable<string>)["run", "--no-build", "-c", "Release", "--project", "src/PostPurchase.Server", "--", .. command]) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("serving ", StringComparison.Ordinal)) return new(process, line["serving ".Length..], said);
            said.Add(line);
        }

        throw new InvalidOperationException($"it ended: {string.Join(" / ", said)}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PostPurchase.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests do not lie below PostPurchase.sln");
    }
}
