using System.Diagnostics;
using System.Text;
using System.Threading.Channels;

namespace PostPurchase.Testing;

/// <summary>
/// A program that a test starts. Its three streams are its own, so that it can hold none of the test run's open; it is read as it speaks, so that it never
/// waits for a reader; it ends with this object, and with it all that it started. Nothing here waits without a limit.
/// </summary>
public sealed class Child : IDisposable
{
    private const int MostErrors = 16 * 1024;

    /// <summary>For what is still in the pipe of a program that has ended; only something that it started, and that runs on, reaches it.</summary>
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _errors = new();
    private readonly Task _reading;

    private Child(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(Task.Run(ReadLinesAsync), Task.Run(ReadErrorsAsync));
    }

    /// <summary>Its number.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>The end of what it said on its error stream, up to 16 Ki characters.</summary>
    public string Errors
    {
        get
        {
            lock (_errors) return _errors.ToString();
        }
    }

    /// <summary>Starts it.</summary>
    /// <param name="program">Its path, or its name where PATH has it.</param>
    /// <param name="arguments">As they are.</param>
    /// <param name="environment">Added to ours; a name that is there is replaced.</param>
    /// <param name="folder">Where it runs; our own folder by default.</param>
    /// <param name="listens">Whether it reads its input until <see cref="EndInput"/>; else that is at its end from the start.</param>
    public static Child Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null, bool listens = false)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (folder is not null) start.WorkingDirectory = folder;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var child = new Child(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start"));
        if (!listens) child.EndInput();
        return child;
    }

    /// <summary>Runs it from start to end, over one input.</summary>
    /// <exception cref="TimeoutException">It did not end within <see cref="Patience.Limit"/>, and was killed.</exception>
    public static async Task<ChildEnd> RunAsync(string program, IEnumerable<string> arguments, ReadOnlyMemory<byte> input = default)
    {
        using var child = Start(program, arguments, listens: true);
        var writing = child.WriteAllAsync(input);
        var end = await child.EndAsync();
        await writing.InTimeAsync($"the input of {program}");
        return end;
    }

    /// <summary>Its next line; null where it says no more.</summary>
    /// <exception cref="TimeoutException">It said nothing for <see cref="Patience.Limit"/>.</exception>
    public async Task<string?> ReadLineAsync()
    {
        var reading = _lines.Reader.WaitToReadAsync().AsTask();
        return await reading.InTimeAsync($"a line of {Name}") && _lines.Reader.TryRead(out var line) ? line : null;
    }

    /// <summary>Tells it a line.</summary>
    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line).InTimeAsync($"a line to {Name}");
        await _process.StandardInput.FlushAsync().InTimeAsync($"a line to {Name}");
    }

    /// <summary>Nothing more is told.</summary>
    public void EndInput() => _process.StandardInput.Close();

    /// <summary>Waits until it ends by itself; what it said that nobody has read.</summary>
    /// <exception cref="TimeoutException">It did not end within <see cref="Patience.Limit"/>, or something that it started runs on.</exception>
    public async Task<ChildEnd> EndAsync()
    {
        await _process.WaitForExitAsync().InTimeAsync($"the end of {Name}, which said {Errors}");
        if (await Task.WhenAny(_reading, Task.Delay(s_rest)) != _reading) throw new TimeoutException($"{Name} has ended, but something that it started holds its output");
        var said = new StringBuilder();
        while (_lines.Reader.TryRead(out var line)) said.Append(line).Append('\n');
        return new(_process.ExitCode, said.ToString(), Errors);
    }

    /// <summary>Ends it and all that it started as a power cut would, and waits until it is gone.</summary>
    public void Kill()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        if (!_process.WaitForExit(Patience.Limit)) throw new TimeoutException($"{Name} does not end though it was killed");
    }

    /// <inheritdoc cref="Kill"/>
    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private string Name => $"{Path.GetFileName(_process.StartInfo.FileName)} {string.Join(' ', _process.StartInfo.ArgumentList.Take(2))}".ReplaceLineEndings(" ");

    private async Task WriteAllAsync(ReadOnlyMemory<byte> input)
    {
        try
        {
            await _process.StandardInput.BaseStream.WriteAsync(input);
            EndInput();
        }
        catch (IOException)
        {
            // It ended before it had read all; why, it says itself.
        }
    }

    private async Task ReadLinesAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line) _lines.Writer.TryWrite(line);
        _lines.Writer.TryComplete();
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_errors)
            {
                _errors.Append(line).Append('\n');
                if (_errors.Length > MostErrors) _errors.Remove(0, _errors.Length - MostErrors);
            }
        }
    }
}

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Out">What it said and nobody had read, each line with a line feed.</param>
/// <param name="Error">The end of what it said on its error stream.</param>
public sealed record ChildEnd(int ExitCode, string Out, string Error);
