using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PostPurchase.Engine.Tests.Delivery;

/// <summary>A loopback web server that gives one answer to whatever it is asked, and keeps the requests.</summary>
internal sealed class HttpStub : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _work;

    public HttpStub(string answer)
    {
        _listener.Start();
        _work = Task.Run(() => ServeAsync(answer));
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}/hook";

    public List<(IReadOnlyDictionary<string, string> Headers, string Body)> Requests { get; } = [];

    public void Dispose()
    {
        _listener.Dispose();
        _work.Wait();
    }

    private async Task ServeAsync(string answer)
    {
        while (true)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                using var reader = new StreamReader(client.GetStream(), Encoding.UTF8, leaveOpen: true);
                var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [""] = await reader.ReadLineAsync() ?? "" };
                for (var line = await reader.ReadLineAsync(); !string.IsNullOrEmpty(line); line = await reader.ReadLineAsync())
                    headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
                var body = new char[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), System.Globalization.CultureInfo.InvariantCulture)];
                await reader.ReadBlockAsync(body);
                lock (Requests) Requests.Add((headers, new string(body)));
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException or IOException)
            {
                if (!_listener.Server.IsBound) return;
            }
        }
    }
}
