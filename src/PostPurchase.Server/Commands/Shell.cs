using System.Collections;
using System.Text;
using NodaTime;
using NodaTime.Extensions;

namespace PostPurchase.Server.Commands;

/// <summary>What a command sees of the process: streams, folder, environment and clock. Tests give their own.</summary>
internal sealed record Shell
{
    public required Stream In { get; init; }
    public required TextWriter Out { get; init; }
    public required TextWriter Error { get; init; }

    /// <summary>The folder that relative paths of arguments and settings start from.</summary>
    public required string Folder { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Settings among the arguments, in the order given.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> SettingFlags { get; init; } = [];

    /// <summary>Whether a person looks on while it works.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Where this process serves, without a slash at the end; null where it serves nothing.</summary>
    public string? ServedAt { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public Instant Now => Clock.GetUtcNow().ToInstant();

    public static Shell OfProcess() => new()
    {
        In = Console.OpenStandardInput(),
        Out = Writer(Console.OpenStandardOutput(), autoFlush: false),
        Error = Writer(Console.OpenStandardError(), autoFlush: true),
        IsTerminal = !Console.IsErrorRedirected,
        Folder = Directory.GetCurrentDirectory(),
        Environment = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .GroupBy(pair => (string)pair.Key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => (string?)group.Last().Value ?? "", StringComparer.OrdinalIgnoreCase),
    };

    /// <summary>An argument's path from this shell's folder.</summary>
    public string PathOf(string path) => Path.GetFullPath(path, Folder);

    // One encoding and one line end everywhere: what is printed is compared byte by byte by scripts.
    private static StreamWriter Writer(Stream stream, bool autoFlush) => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = autoFlush, NewLine = "\n" };
}
