using Microsoft.Extensions.Logging;

namespace PostPurchase.Engine.Tests.Delivery;

/// <summary>A log that keeps its lines.</summary>
internal sealed class Lines : ILogger
{
    private readonly List<string> _said = [];

    public List<string> Said
    {
        get
        {
            lock (_said) return [.. _said];
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_said) _said.Add($"{logLevel}: {formatter(state, exception)}");
    }
}
