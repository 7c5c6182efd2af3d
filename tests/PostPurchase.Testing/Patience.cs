using System.Diagnostics;

namespace PostPurchase.Testing;

/// <summary>Ends the waits of tests that nothing else ends: a test that hangs fails and says what did not come. Nothing is measured with it.</summary>
public static class Patience
{
    /// <summary>So long that only a hang reaches it, on a loaded machine too: 3 minutes.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(5);

    /// <summary>Waits for what is to come.</summary>
    /// <param name="task">What is waited for.</param>
    /// <param name="what">Names it in the failure, such as "the mail of the receipt".</param>
    /// <exception cref="TimeoutException">It did not come within <see cref="Limit"/>.</exception>
    public static async Task InTimeAsync(this Task task, string what)
    {
        if (await Task.WhenAny(task, Task.Delay(Limit)) != task) throw Hangs(what);
        await task;
    }

    /// <inheritdoc cref="InTimeAsync(Task, string)"/>
    public static async Task<T> InTimeAsync<T>(this Task<T> task, string what)
    {
        await InTimeAsync((Task)task, what);
        return await task;
    }

    /// <inheritdoc cref="InTimeAsync(Task, string)"/>
    public static Task InTimeAsync(this ValueTask task, string what) => task.AsTask().InTimeAsync(what);

    /// <summary>Looks again and again until it is so.</summary>
    /// <param name="isSo">What is waited for.</param>
    /// <param name="what">Names it in the failure.</param>
    /// <param name="between">Done before each further look, such as moving a clock.</param>
    /// <exception cref="TimeoutException">It was not so within <see cref="Limit"/>.</exception>
    public static async Task UntilAsync(Func<bool> isSo, string what, Action? between = null)
    {
        var watch = Stopwatch.StartNew();
        using var often = new PeriodicTimer(s_look);
        while (!isSo())
        {
            if (watch.Elapsed > Limit) throw Hangs(what);
            between?.Invoke();
            await often.WaitForNextTickAsync();
        }
    }

    private static TimeoutException Hangs(string what) => new($"{what}: not after {Limit.TotalSeconds:0} s, so it hangs");
}
