using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PostPurchase.Server.Bench;

/// <summary>Told of a message before it is answered with 250.</summary>
/// <param name="recipient">The address of the envelope.</param>
/// <param name="message">Header and body as they came, dots stuffed; valid during the call.</param>
internal delegate void MailArrived(string recipient, ReadOnlySpan<byte> message);

/// <summary>A mail server on a free loopback port that takes every message and keeps none. For measuring and proving; never bound to an outside address.</summary>
internal sealed class LoopbackSink : IAsyncDisposable
{
    private const int FirstBuffer = 64 * 1024;
    private const int LargestBuffer = 16 * 1024 * 1024;

    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stopping = new();
    private readonly MailArrived? _arrived;
    private readonly Task _work;
    private long _count;

    /// <summary>Starts to listen.</summary>
    /// <param name="arrived">Told of each message, from several threads at once; null only counts.</param>
    /// <param name="port">Port on 127.0.0.1; 0 takes a free one.</param>
    public LoopbackSink(MailArrived? arrived = null, int port = 0)
    {
        _arrived = arrived;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        _listener.Listen(256);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _work = AcceptAsync();
    }

    /// <summary>Port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Messages that were answered with 250.</summary>
    public long Count => Interlocked.Read(ref _count);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _work;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptAsync(_stopping.Token);
                _ = Task.Run(() => TalkAsync(socket));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // It ends, or a caller left before it was accepted.
            }
        }
    }

    private async Task TalkAsync(Socket socket)
    {
        using var _ = socket;
        socket.NoDelay = true;
        var (buffer, length) = (new byte[FirstBuffer], 0);
        var replies = new ArrayBufferWriter<byte>(256);
        var talk = new SinkTalk(Arrived);
        try
        {
            await socket.SendAsync("220 sink ESMTP\r\n"u8.ToArray(), _stopping.Token);
            while (!talk.IsOver && buffer.Length <= LargestBuffer)
            {
                if (length == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
                var read = await socket.ReceiveAsync(buffer.AsMemory(length), _stopping.Token);
                if (read == 0) return;
                length += read;
                var used = talk.Take(buffer.AsSpan(0, length), replies);
                buffer.AsSpan(used, length - used).CopyTo(buffer);
                length -= used;
                if (replies.WrittenCount == 0) continue;
                await socket.SendAsync(replies.WrittenMemory, _stopping.Token);
                replies.ResetWrittenCount();
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The sender went away, or the sink ends.
        }
    }

    private void Arrived(string recipient, ReadOnlySpan<byte> message)
    {
        _arrived?.Invoke(recipient, message);
        Interlocked.Increment(ref _count);
    }
}

/// <summary>The server's side of one conversation, without its socket.</summary>
internal sealed class SinkTalk(MailArrived arrived)
{
    private string _recipient = "";
    private bool _inContent;

    /// <summary>Whether the client said goodbye.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Takes whole commands and whole messages from the start of what came; returns how many bytes those were.</summary>
    public int Take(ReadOnlySpan<byte> input, IBufferWriter<byte> replies)
    {
        var used = 0;
        while (!IsOver)
        {
            var rest = input[used..];
            var taken = _inContent ? TakeContent(rest, replies) : TakeCommand(rest, replies);
            if (taken == 0) break;
            used += taken;
        }

        return used;
    }

    private int TakeContent(ReadOnlySpan<byte> input, IBufferWriter<byte> replies)
    {
        var end = input.StartsWith(".\r\n"u8) ? 0 : input.IndexOf("\r\n.\r\n"u8) + 2;
        if (end == 1) return 0;
        arrived(_recipient, input[..end]);
        _inContent = false;
        replies.Write("250 2.0.0 Ok\r\n"u8);
        return end + 3;
    }

    private int TakeCommand(ReadOnlySpan<byte> input, IBufferWriter<byte> replies)
    {
        var end = input.IndexOf("\r\n"u8);
        if (end < 0) return 0;
        var line = input[..end];
        if (Is(line, "EHLO"u8)) replies.Write("250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n250 SIZE 16777216\r\n"u8);
        else if (Is(line, "RCPT"u8)) Name(line, replies);
        else if (Is(line, "DATA"u8)) Open(replies);
        else if (Is(line, "QUIT"u8)) Leave(replies);
        else replies.Write("250 2.0.0 Ok\r\n"u8);
        return end + 2;
    }

    private void Name(ReadOnlySpan<byte> line, IBufferWriter<byte> replies)
    {
        var (from, to) = (line.IndexOf((byte)'<') + 1, line.IndexOf((byte)'>'));
        _recipient = to > from ? Encoding.UTF8.GetString(line[from..to]) : "";
        replies.Write("250 2.1.5 Ok\r\n"u8);
    }

    private void Open(IBufferWriter<byte> replies)
    {
        _inContent = true;
        replies.Write("354 End with a dot\r\n"u8);
    }

    private void Leave(IBufferWriter<byte> replies)
    {
        IsOver = true;
        replies.Write("221 2.0.0 Bye\r\n"u8);
    }

    private static bool Is(ReadOnlySpan<byte> line, ReadOnlySpan<byte> verb) => line.Length >= 4 && Ascii.EqualsIgnoreCase(line[..4], verb);
}
