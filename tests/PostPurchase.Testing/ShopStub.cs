using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PostPurchase.Testing;

/// <summary>A shop's API on this machine, over real HTTP: answers each path and query as a test says, and remembers what it was asked.</summary>
public sealed class ShopStub : IDisposable
{
    private readonly HttpListener _listener;
    private readonly List<ShopQuestion> _asked = [];
    private readonly Task _serving;

    /// <summary>Listens on a free port of the loopback.</summary>
    public ShopStub()
    {
        (_listener, Url) = Listen();
        _serving = Task.Run(ServeAsync);
    }

    /// <summary>Its address, without a slash at the end.</summary>
    public string Url { get; }

    /// <summary>Answers by path and query.</summary>
    public Func<string, ShopAnswer> Answer { get; set; } = _ => new(404, "");

    /// <summary>What it was asked, in order.</summary>
    public IReadOnlyList<ShopQuestion> Asked
    {
        get
        {
            lock (_asked) return [.. _asked];
        }
    }

    /// <summary>A listener on a free port of the loopback, and its address without a slash at the end.</summary>
    public static (HttpListener Listener, string Url) Listen()
    {
        for (var tries = 0; ; tries++)
        {
            using var free = new TcpListener(IPAddress.Loopback, 0);
            free.Start();
            var url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
            free.Stop();
            var listener = new HttpListener();
            listener.Prefixes.Add(url + "/");
            try
            {
                listener.Start();
                return (listener, url);
            }
            catch (HttpListenerException) when (tries < 10)
            {
                // Somebody else took the port in between.
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _listener.Close();
        if (!_serving.Wait(Patience.Limit)) throw new TimeoutException("the shop's API does not stop");
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or IOException or InvalidOperationException)
            {
                // Whoever asked went away, and the next one is answered all the same; or the test is over.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var place = context.Request.RawUrl!;
        lock (_asked) _asked.Add(new(place, context.Request.Headers["X-Shopify-Access-Token"], context.Request.Headers["Authorization"]));
        var answer = Answer(place);
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers) context.Response.Headers[name] = value;
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer.Body));
        context.Response.Close();
    }
}

/// <summary>One request: path and query, and how it was authorized.</summary>
public sealed record ShopQuestion(string Place, string? ShopifyToken, string? Authorization);

/// <summary>One answer.</summary>
public sealed record ShopAnswer(int Status, string Body, params (string Name, string Value)[] Headers);
