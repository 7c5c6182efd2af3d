using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Sockets;

namespace PostPurchase.Server.Bench;

/// <summary>One connection to the server that stays open: a request, its answer, the next. Used by one thread at a time.</summary>
internal sealed class HookConnection : IDisposable
{
    private readonly byte[] _answer = new byte[8 * 1024];
    private int _length;

    private HookConnection()
    {
    }

    /// <summary>For waiting until an answer comes.</summary>
    public Socket Socket { get; } = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>When the last request was sent, as <see cref="Stopwatch.GetTimestamp"/> tells time.</summary>
    public long SentAt { get; private set; }

    public static HookConnection Open(Uri address)
    {
        var connection = new HookConnection();
        connection.Socket.Connect(address.Host, address.Port);
        return connection;
    }

    /// <summary>Sends a request; its answer has to be received before the next.</summary>
    public void Send(byte[] request)
    {
        SentAt = Stopwatch.GetTimestamp();
        for (var sent = 0; sent < request.Length;) sent += Socket.Send(request.AsSpan(sent));
    }

    /// <summary>Takes what has come of the answer, waiting where nothing has; its status where that is all of it, else null.</summary>
    /// <exception cref="IOException">The server closed the connection before it had answered.</exception>
    public int? Receive()
    {
        if (_length == _answer.Length) throw new IOException("the answer is longer than expected");
        var read = Socket.Receive(_answer.AsSpan(_length));
        if (read == 0) throw new IOException("the server closed the connection");
        _length += read;
        if (!IsWhole(_answer.AsSpan(0, _length))) return null;
        _length = 0;
        return Utf8Parser.TryParse(_answer.AsSpan(9, 3), out int status, out _) ? status : throw new IOException("the answer has no status");
    }

    /// <summary>Posts one request; its status.</summary>
    /// <exception cref="IOException">The server closed the connection before it had answered.</exception>
    public int Post(byte[] request)
    {
        Send(request);
        while (true)
        {
            if (Receive() is { } status) return status;
        }
    }

    public void Dispose() => Socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        var head = answer[..(end + 2)];
        if (head.IndexOf("\r\nTransfer-Encoding: chunked\r\n"u8) >= 0) return answer.EndsWith("\r\n0\r\n\r\n"u8);
        var at = head.IndexOf("\r\nContent-Length: "u8);
        return at < 0 || (Utf8Parser.TryParse(head[(at + "\r\nContent-Length: "u8.Length)..], out int length, out _) && answer.Length >= end + 4 + length);
    }
}
