using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>What a shop hears when one event cannot be stored by a fault that is neither its own nor the disk's.</summary>
public sealed class IntakeFaultTests
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    [Fact]
    public async Task A_webhook_that_the_database_refuses_is_to_come_again_and_is_stored_once_it_can_be()
    {
        await using var server = await RunningServer.StartAsync(("Sources:shop:Kind", "standard"), ("Sources:shop:Secret", Secret));
        await RefuseAsync(server, "odd@example.com");
        var body = IntakeTests.Purchase("evt-1", "odd@example.com");

        var refused = await IntakeTests.SendAsync(server, "shop", body, Secret);
        await RunAsync(server, "drop trigger fault");
        var again = await IntakeTests.SendAsync(server, "shop", body, Secret);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (refused.StatusCode, refused.Headers.RetryAfter is not null));
        Assert.Contains("\"stored\"", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_event_that_the_database_refuses_does_not_take_the_answers_of_its_list_along()
    {
        await using var server = await RunningServer.StartAsync();
        await server.UseKeyAsync("events");
        await RefuseAsync(server, "odd@example.com");

        var answer = await server.PostAsync("/api/v1/events", $"[{IntakeTests.Purchase("a")},{IntakeTests.Purchase("b", "odd@example.com")},{IntakeTests.Purchase("c")}]");

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(
            [("a", 200), ("b", 503), ("c", 200)],
            json.RootElement.GetProperty("results").EnumerateArray().Select(one => (one.GetProperty("id").GetString(), one.GetProperty("status").GetInt32())));
    }

    [Fact]
    public async Task A_database_that_takes_nothing_is_told_once_without_a_stack_however_many_webhooks_it_refuses()
    {
        await using var server = await RunningServer.StartAsync(("Sources:shop:Kind", "standard"), ("Sources:shop:Secret", Secret));
        using var log = new Told();
        server.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);

        var refused = 0;
        for (var i = 0; i < 100 && refused < 5; i++)
        {
            // What could not write opens the file anew, and that connection may write again; it may be something else that writes at the moment.
            await RunAsync(server, "pragma query_only = 1");
            if ((await IntakeTests.SendAsync(server, "shop", IntakeTests.Purchase($"evt-{i}"), Secret)).StatusCode == HttpStatusCode.ServiceUnavailable) refused++;
        }

        Assert.Equal(5, refused);
        // The loops tell of theirs on their own.
        var line = Assert.Single(log.Lines, line => line.Contains("of shop", StringComparison.Ordinal));
        Assert.Matches("^A delivery of shop was answered 503: the database cannot be written now: [^\n]*readonly[^\n]*$", line);
    }

    private sealed class Told : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)}{(exception is null ? "" : $"\n{exception}")}");

        public void Dispose()
        {
        }
    }

    private static Task<int> RefuseAsync(RunningServer server, string email) =>
        RunAsync(server, $"create trigger fault before insert on customer when new.email = '{email}' begin select raise(abort, 'a fault'); end");

    private static Task<int> RunAsync(RunningServer server, string sql) => server.Runner.Database.WriteAsync(session => session.Connection.Execute(sql), CancellationToken.None);
}
