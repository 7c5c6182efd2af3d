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

    public static async Task<DemoProcess> StartAsync()
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Root(), RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "run", "--no-build", "-c", "Release", "--project", "src/PostPurchase.Server", "--", "demo", "--port", "0" }) start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("serving ", StringComparison.Ordinal)) return new(process, line["serving ".Length..], said);
            said.Add(line);
        }

        throw new InvalidOperationException($"the demo ended: {string.Join(" / ", said)}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PostPurchase.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests do not lie below PostPurchase.sln");
    }
}
