using System.Diagnostics;

namespace PostPurchase.Server.Bench;

/// <summary><c>postpurchase serve</c> as a process of its own on a free port, so that its processor time and memory are nobody else's.</summary>
internal sealed class ServedShop : IAsyncDisposable
{
    private const double RestsBelow = 0.05;
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_longestRest = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_longestStart = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_longestStop = TimeSpan.FromSeconds(40);

    private readonly Process _process;
    private readonly Task<string> _said;
    private readonly CancellationTokenRegistration _killing;

    private ServedShop(Process process, Uri address, TimeSpan startedIn, Task<string> said, CancellationToken cancellationToken)
    {
        (_process, Address, StartedIn, _said) = (process, address, startedIn, said);
        _killing = cancellationToken.Register(process.Kill);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>From the start of the process until it said that it serves.</summary>
    public TimeSpan StartedIn { get; }

    /// <summary>Processor time that it has used so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Its resident memory in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts it in a folder with <c>workflows</c>, <c>templates</c> and <c>data</c>.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="smtpPort">Where it sends mail to, on this machine.</param>
    /// <param name="cancellationToken">Ends it as a power cut would, also when it serves: what it has is thrown away.</param>
    /// <exception cref="InvalidOperationException">It ended before it served, or did not serve within three minutes; with what it said.</exception>
    public static async Task<ServedShop> StartAsync(string folder, int smtpPort, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var process = Process.Start(Command(folder, smtpPort)) ?? throw new InvalidOperationException("the server could not be started");
        process.StandardInput.Close();
        var said = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var serves = false;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(s_longestStart);
            while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                if (!line.StartsWith("serving ", StringComparison.Ordinal)) continue;
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                serves = true;
                return new(process, new Uri(line["serving ".Length..]), watch.Elapsed, said, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The three minutes are over: what it said until then is told below.
        }
        finally
        {
            // Nobody has it yet who could end it.
            if (!serves) process.Kill();
        }

        throw new InvalidOperationException($"the server ended, or did not come to serve: {(await said).ReplaceLineEndings(" ")}");
    }

    /// <summary>Waits until it rests, at most two minutes; the processor time that it used until then.</summary>
    public async Task<TimeSpan> SettleAsync(CancellationToken cancellationToken)
    {
        var (start, watch) = (Cpu, Stopwatch.StartNew());
        for (var before = start; watch.Elapsed < s_longestRest; before = Cpu)
        {
            await Task.Delay(s_look, cancellationToken);
            if (Cpu - before < s_look * RestsBelow) break;
        }

        return Cpu - start;
    }

    /// <summary>Ends it as a power cut would, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop and waits until it has drained; ends it by force where it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        await _killing.DisposeAsync();
        if (!_process.HasExited)
        {
            using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
            using var patience = new CancellationTokenSource(s_longestStop);
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_process.HasExited) await KillAsync();
        }

        await _said;
        _process.Dispose();
    }

    private static ProcessStartInfo Command(string folder, int smtpPort)
    {
        // Either the program itself runs, or something (dotnet, a test host) that was given its assembly.
        var isOwn = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "postpurchase";
        var start = new ProcessStartInfo(isOwn ? Environment.ProcessPath! : "dotnet") { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (!isOwn) start.ArgumentList.Add(typeof(ServedShop).Assembly.Location);
        foreach (var argument in new[] { "serve", "--urls", "http://127.0.0.1:0", "--trial" }) start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PostPurchase__", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in TrialShop.Settings(smtpPort)) start.Environment[name] = value;
        return start;
    }
}
