using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PostPurchase.Mail.Tests.Smtp;

/// <summary>One connection of a <see cref="ScriptedServer"/>: the steps that scripts are made of.</summary>
internal sealed class ServerTalk(ScriptedServer server, Socket socket) : IDisposable
{
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Stream _stream = new NetworkStream(socket);

    /// <summary>Sends replies one byte a segment.</summary>
    public bool Dripping { get; set; }

    /// <summary>A whole polite server: greeting, EHLO with <paramref name="keywords"/>, then whatever comes. <paramref name="answer"/> may answer a line its own way; "." stands for the end of a message.</summary>
    public async Task ServeAsync(string keywords, Func<string, string?>? answer = null)
    {
        await SayAsync("220 test.example ESMTP");
        await ServeAfterGreetingAsync(keywords, answer);
    }

    public async Task ServeAfterGreetingAsync(string keywords, Func<string, string?>? answer = null)
    {
        while (true)
        {
            var line = await ReadLineAsync();
            var reply = answer?.Invoke(line) ?? DefaultReply(line, keywords);
            await SayAsync(reply);
            if (line == "QUIT" || reply.StartsWith("421", StringComparison.Ordinal)) return;
            if (line != "DATA" || !reply.StartsWith("354", StringComparison.Ordinal)) continue;
            await ReadMessageAsync();
            reply = answer?.Invoke(".") ?? "250 2.0.0 Ok: queued as A1";
            await SayAsync(reply);
            if (reply.StartsWith("421", StringComparison.Ordinal)) return;
        }
    }

    /// <summary>Sends <paramref name="reply"/> and a CRLF; several lines are separated by "|".</summary>
    public Task SayAsync(string reply) => SayRawAsync(reply.Replace("|", "\r\n", StringComparison.Ordinal) + "\r\n");

    public async Task SayRawAsync(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (!Dripping) await _stream.WriteAsync(bytes);
        else foreach (var one in bytes) await _stream.WriteAsync(new[] { one });
    }

    public async Task<string> ReadLineAsync()
    {
        var line = Encoding.UTF8.GetString(await ReadRawLineAsync()).TrimEnd('\r', '\n');
        server.Lines.Enqueue(line);
        return line;
    }

    /// <summary>Reads a line and fails the script where it does not start with <paramref name="start"/>.</summary>
    public async Task<string> ExpectAsync(string start)
    {
        var line = await ReadLineAsync();
        return line.StartsWith(start, StringComparison.Ordinal) ? line : throw new InvalidOperationException($"expected {start}, got {line}");
    }

    public async Task ReadByteAsync() => await _stream.ReadExactlyAsync(new byte[1]);

    public async Task ReadMessageAsync()
    {
        var message = new MemoryStream();
        while (await ReadRawLineAsync() is var line && !line.AsSpan().SequenceEqual(".\r\n"u8)) await message.WriteAsync(line);
        server.Messages.Enqueue(message.ToArray());
    }

    public async Task StartTlsAsync(X509Certificate2 certificate)
    {
        var secure = new SslStream(_stream);
        _stream = secure;
        await secure.AuthenticateAsServerAsync(certificate);
    }

    /// <summary>Says nothing until the client goes or the test is over.</summary>
    public async Task StallAsync()
    {
        server.Stalled.TrySetResult();
        await _closed.Task;
    }

    /// <summary>Waits for what a test does later, but not beyond the connection.</summary>
    public async Task UntilAsync(Task later)
    {
        if (await Task.WhenAny(later, _closed.Task) != later) throw new IOException("the connection ended before its test went on");
    }

    /// <summary>Ends the connection with a reset.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        Dispose();
    }

    public void Dispose()
    {
        _closed.TrySetResult();
        socket.Dispose();
        _stream.Dispose();
    }

    private static string DefaultReply(string line, string keywords) => line.Split(' ', ':')[0].ToUpperInvariant() switch
    {
        "EHLO" when keywords.Length == 0 => "250 test.example",
        "EHLO" => "250-test.example" + string.Concat(keywords.Split(',')[..^1].Select(k => "|250-" + k)) + "|250 " + keywords.Split(',')[^1],
        "HELO" or "RSET" => "250 ok",
        "MAIL" => "250 2.1.0 Ok",
        "RCPT" => "250 2.1.5 Ok",
        "DATA" => "354 go ahead",
        "QUIT" => "221 bye",
        _ => "500 what",
    };

    private async Task<byte[]> ReadRawLineAsync()
    {
        var line = new List<byte>();
        var one = new byte[1];
        do
        {
            if (await _stream.ReadAsync(one) == 0) throw new IOException("the client closed");
            line.Add(one[0]);
        }
        while (one[0] != '\n');
        return [.. line];
    }
}
