using PostPurchase.Testing;

namespace PostPurchase.EndToEnd;

/// <summary>A command that serves, in the project's folder (as built, on a free port); ends with the test.</summary>
internal sealed class DemoProcess : IAsyncDisposable
{
    private readonly Child _child;

    private DemoProcess(Child child, string address, IReadOnlyList<string> said) => (_child, Address, Said) = (child, address, said);

    /// <summary>Where it serves.</summary>
    public string Address { get; }

    /// <summary>What it said before it served.</summary>
    public IReadOnlyList<string> Said { get; }

    /// <summary>The README's first command.</summary>
    public static Task<DemoProcess> StartAsync() =>
        StartAsync(["run", "--no-build", "-c", "Release", "--project", "src/PostPurchase.Server", "--", "demo", "--port", "0"], new Dictionary<string, string>());

    /// <summary>The program itself: <c>dotnet run</c> reads the project each time before it starts anything.</summary>
    /// <param name="command">As on the command line.</param>
    /// <param name="environment">Settings.</param>
    public static Task<DemoProcess> ServeAsync(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment) =>
        StartAsync([Path.Combine(AppContext.BaseDirectory, "postpurchase.dll"), .. command], environment);

    private static async Task<DemoProcess> StartAsync(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var child = Child.Start("dotnet", arguments, environment, Root());
        try
        {
            var said = new List<string>();
            while (await child.ReadLineAsync() is { } line)
            {
                if (line.StartsWith("serving ", StringComparison.Ordinal)) return new(child, line["serving ".Length..], said);
                said.Add(line);
            }

            throw new InvalidOperationException($"it ended: {string.Join(" / ", said)} {child.Errors}");
        }
        catch
        {
            child.Dispose();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        _child.Dispose();
        return ValueTask.CompletedTask;
    }

    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PostPurchase.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests do not lie below PostPurchase.sln");
    }
}
