using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Bench;

/// <summary>A web server that reads each request whole, answers as the real one does and stores nothing: what HTTP alone costs. In this process, beside the load generator.</summary>
internal static class BareServer
{
    private static readonly byte[] s_answer = [.. """{"status":"stored"}"""u8];

    /// <summary>Posts the requests to it; the processor time of the result is that of both.</summary>
    public static async Task<LoadResult> PostAsync(IReadOnlyList<byte[]> requests, int connections, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.UseSockets(ServerApp.Hasten);
        await using var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync(cancellationToken);
        var address = new Uri(app.Urls.First());
        await HookLoad.PostAsync(address, [.. requests.Take(requests.Count / 2)], connections, cancellationToken);
        return await HookLoad.PostAsync(address, requests, connections, cancellationToken);
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var body = new byte[(int)context.Request.ContentLength!];
        await context.Request.Body.ReadExactlyAsync(body);
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = s_answer.Length;
        await context.Response.BodyWriter.WriteAsync(s_answer);
    }
}
