using System.Net;
using System.Net.Sockets;
using System.Text;
using PostPurchase.Testing;

namespace PostPurchase.Engine.Tests.Delivery;

/// <summary>A loopback web server that gives one answer to whatever it is asked, and keeps the requests.</summary>
internal sealed class HttpStub : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    public HttpStub(string answer)
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _work = Task.Run(() => ServeAsync(answer));
    }

    public int Port { get; }

    public string Url => $"http://127.0.0.1:{Port}/hook";

    public List<(IReadOnlyDictionary<string, string> Headers, string Body)> Requests { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work.InTimeAsync("the end of the web server");
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync(string answer)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client.GetStream(), answer);
            }
            catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    // A client may connect and never ask, so that reading ends with the test too.
    private async Task AnswerAsync(NetworkStream stream, string answer)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [""] = await reader.ReadLineAsync(_stop.Token) ?? "" };
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
            headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        var body = new char[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), System.Globalization.CultureInfo.InvariantCulture)];
        await reader.ReadBlockAsync(body, _stop.Token);
        lock (Requests) Requests.Add((headers, new string(body)));
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), _stop.Token);
    }
}
