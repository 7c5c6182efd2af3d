using System.Buffers;
using System.Text.Json;
using PostPurchase.Server.Api;

namespace PostPurchase.Server.Webhooks;

/// <summary>An answer whose bytes are made once: what nearly every webhook is answered.</summary>
internal sealed class ReadyAnswer : IResult
{
    private readonly byte[] _json;

    private ReadyAnswer(string status) => _json = JsonSerializer.SerializeToUtf8Bytes(new HookAnswer(status, null), ApiJson.Default.HookAnswer);

    public static ReadyAnswer Stored { get; } = new("stored");

    public static ReadyAnswer Duplicate { get; } = new("duplicate");

    public static ReadyAnswer Pong { get; } = new("pong");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        httpContext.Response.ContentLength = _json.Length;
        httpContext.Response.BodyWriter.Write(_json);
        return Task.CompletedTask;
    }
}
