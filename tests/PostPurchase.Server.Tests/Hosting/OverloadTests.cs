using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Webhooks;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>More comes than can be stored: it is put off, held in no memory without end, and what was taken is kept.</summary>
public sealed class OverloadTests
{
    [Fact]
    public async Task When_as_much_waits_as_may_wait_the_next_is_told_to_come_again()
    {
        await using var server = await RunningServer.StartAsync();
        await server.UseKeyAsync("events");
        using var stall = new ManualResetEventSlim();
        var stalled = server.Runner.Database.WriteAsync(_ => Wait(stall), default);

        // Four lists fill the door; which of the five is refused depends on which came last.
        var lists = Enumerable.Range(0, 5).Select(list => server.PostAsync("/api/v1/events", List(list))).ToList();
        HttpResponseMessage refused;
        try
        {
            refused = await await Task.WhenAny(lists);
        }
        finally
        {
            // Whatever came: the writer would wait for ever, and the server's end for the writer.
            stall.Set();
        }

        var answers = await Task.WhenAll(lists);

        Assert.Equal((HttpStatusCode.TooManyRequests, "5"), (refused.StatusCode, refused.Headers.RetryAfter?.ToString()));
        Assert.Equal(4, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        await stalled;
    }

    [Fact]
    public async Task What_cannot_be_stored_durably_is_answered_503_and_taken_later()
    {
        await using var server = await RunningServer.StartAsync();
        await server.UseKeyAsync("events");
        await server.Runner.Database.WriteAsync(session => Fill(session), default);

        var full = await server.PostAsync("/api/v1/events", Large);
        var later = await server.PostAsync("/api/v1/events", Large);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "5"), (full.StatusCode, full.Headers.RetryAfter?.ToString()));
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Theory]
    [InlineData(100, 100L, 1000, null)]
    [InlineData(100, null, 1000, null)]
    [InlineData(0, 0L, 1000, null)]
    [InlineData(101, 101L, 1000, 413)]
    [InlineData(101, null, 1000, 413)]
    [InlineData(100, 100L, 99, 429)]
    [InlineData(100, null, 50, 429)]
    public async Task A_body_is_held_in_memory_that_is_counted_and_given_back(int length, long? declared, int room, int? refusal)
    {
        var bytes = new ByteRoom(room);
        var context = new DefaultHttpContext();
        (context.Request.Body, context.Request.ContentLength) = (new MemoryStream(new byte[length]), declared);

        using (var body = await HeldBody.ReadAsync(context, 100, bytes))
        {
            Assert.Equal(refusal, (body.Refusal as IStatusCodeHttpResult)?.StatusCode);
            if (refusal is null) Assert.Equal(length, body.Bytes.Length);
            Assert.True(bytes.Taken <= room);
        }

        Assert.Equal(0, bytes.Taken);
    }

    private static int Wait(ManualResetEventSlim stall)
    {
        stall.Wait();
        return 0;
    }

    // As full as a disk: not one more page.
    private static int Fill(Session session)
    {
        session.Execute("pragma max_page_count = 1");
        return 0;
    }

    private static string List(int list) => $"[{string.Join(',', Enumerable.Range(0, 1_000).Select(number => Event($"{list}-{number}", "")))}]";

    // Text that does not pack, so that it needs new pages.
    private static string Large { get; } = Event("large", Convert.ToHexString(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(number => (number * 7919 % 10_007).ToString(System.Globalization.CultureInfo.InvariantCulture))))));

    private static string Event(string id, string note) =>
        $$$"""{"id":"{{{id}}}","type":"custom","name":"seen","occurred_at":"2026-01-02T10:00:00Z","customer":{"email":"{{{id}}}@example.com"},"properties":{"note":"{{{note}}}"}}""";
}
