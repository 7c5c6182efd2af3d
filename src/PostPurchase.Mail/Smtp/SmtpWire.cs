using System.Buffers;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PostPurchase.Mail.Smtp;

/// <summary>
/// Bytes to and from one server: an output buffer that leaves in one write, replies, time limits, TLS. Not for several callers at once,
/// except <see cref="Abort"/>. Everything that goes wrong is a <see cref="SmtpLinkException"/>.
/// </summary>
internal sealed class SmtpWire : IDisposable
{
    private const int OutputSize = 64 * 1024;
    private const int LongestGroup = 4 * 1024;

    private readonly Socket _socket;
    private readonly ITimer _watchdog;
    private readonly byte[] _input = new byte[ReplyParser.LongestReply];
    private readonly byte[] _output = new byte[OutputSize];
    private Stream _stream;
    private Task<int>? _earlyRead; // reads while a large message is written, into the free end of the input
    private int _inputStart;
    private int _inputEnd;
    private int _outputLength;
    private bool _writeFailed;
    private volatile bool _timedOut;
    private volatile bool _aborted;

    private SmtpWire(Socket socket, TimeProvider time)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _watchdog = time.CreateTimer(static wire => ((SmtpWire)wire!).TimeOut(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool IsSecure => _stream is SslStream;

    /// <summary>The local end, for an EHLO without a name.</summary>
    public System.Net.IPAddress LocalAddress
    {
        get
        {
            try
            {
                return ((System.Net.IPEndPoint)_socket.LocalEndPoint!).Address;
            }
            catch (Exception e) when (e is ObjectDisposedException or SocketException)
            {
                throw SmtpLinkException.Lost("before EHLO", e); // aborted meanwhile
            }
        }
    }

    /// <summary>Whether something came that nobody has asked for yet: an early answer, or the end of the connection.</summary>
    public bool HasInput => _inputEnd > _inputStart || IsReadable();

    /// <summary>Whether a write failed; reading may still show the answer that the server gave before it closed.</summary>
    public bool IsBroken => _writeFailed || _aborted;

    public static async Task<SmtpWire> ConnectAsync(string host, int port, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        // Without NoDelay each message waits 40 ms for the server's delayed acknowledgement.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var timeLimit = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeLimit.Token, cancellationToken);
        try
        {
            await socket.ConnectAsync(host, port, either.Token);
            return new SmtpWire(socket, time);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The last two where the limit closed the socket in the moment in which it was connected.
            socket.Dispose();
            throw timeLimit.IsCancellationRequested
                ? SmtpLinkException.TimedOut("connecting", limit)
                : SmtpLinkException.Setup($"cannot connect to {host}:{port}: {e.Message}", e);
        }
    }

    /// <summary>Switches to TLS. Refused where the server has already said more: that would be taken for its words inside TLS.</summary>
    public async Task StartTlsAsync(SmtpTransportOptions options)
    {
        if (_inputEnd > _inputStart) throw SmtpLinkException.Protocol("the server sent more after its answer to STARTTLS: somebody may have put words in");
        var limit = options.Limits.Connect;
        var secure = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = secure;
        _watchdog.Change(limit, Timeout.InfiniteTimeSpan);
        try
        {
            await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = options.Host,
                RemoteCertificateValidationCallback = options.CertificateValidation,
                CertificateChainPolicy = options.TrustedRoots is { } roots ? PolicyOf(roots) : null,
            });
        }
        catch (Exception e) when (e is AuthenticationException or IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            throw _timedOut ? SmtpLinkException.TimedOut("in the TLS handshake", limit) : SmtpLinkException.Setup($"the TLS handshake failed: {e.Message}", e);
        }
    }

    private static X509ChainPolicy PolicyOf(X509Certificate2Collection roots)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }

    /// <summary>Adds one part of a command; the caller has made room with <see cref="MakeRoomAsync"/>.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_output.AsSpan(_outputLength));
        _outputLength += bytes.Length;
    }

    /// <inheritdoc cref="Append(ReadOnlySpan{byte})"/>
    public void Append(string text) => _outputLength += Encoding.UTF8.GetBytes(text, _output.AsSpan(_outputLength));

    /// <summary>Makes room for one group of commands.</summary>
    public ValueTask MakeRoomAsync(TimeSpan limit) => _output.Length - _outputLength < LongestGroup ? FlushAsync(limit) : ValueTask.CompletedTask;

    /// <summary>
    /// Adds the content with its final dot to the buffer, writing all that fills it. False where the server answered before the end, in which case
    /// the final dot was not added.
    /// </summary>
    public async ValueTask<bool> AppendContentAsync(ReadOnlySequence<byte> content, TimeSpan limit)
    {
        var stuffer = new DotStuffer();
        foreach (var part in content)
        {
            var rest = part;
            while (!rest.IsEmpty)
            {
                if (_output.Length - _outputLength < DotStuffer.LeastRoom && !await FlushContentAsync(limit)) return false;
                stuffer.Encode(rest.Span, _output.AsSpan(_outputLength), out var read, out var written);
                rest = rest[read..];
                _outputLength += written;
            }
        }

        if (_output.Length - _outputLength < DotStuffer.LeastRoom && !await FlushContentAsync(limit)) return false;
        _outputLength += stuffer.Finish(_output.AsSpan(_outputLength));
        return true;
    }

    /// <summary>Writes the buffer. A failure shows in <see cref="IsBroken"/> and at the next read, after whatever the server still said.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask FlushAsync(TimeSpan limit)
    {
        var length = _outputLength;
        _outputLength = 0;
        if (length == 0 || IsBroken) return;
        _watchdog.Change(limit, Timeout.InfiniteTimeSpan);
        try
        {
            var writing = _stream.WriteAsync(_output.AsMemory(0, length));
            if (_earlyRead is null || writing.IsCompleted) await writing;
            else await WriteUnlessAnsweredAsync(writing.AsTask(), _earlyRead);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // Not thrown on: a server that closes has often said why, and that reply is still to be read.
            _writeFailed = true;
        }
    }

    /// <summary>Reads one reply; <paramref name="limit"/> spans the whole reply, however slowly it drips in.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<SmtpReply> ReadReplyAsync(string stage, TimeSpan limit, bool keepText = false)
    {
        var waiting = false;
        while (true)
        {
            if (ReplyParser.TryParse(_input.AsSpan(_inputStart.._inputEnd), keepText, out var used, out var reply))
            {
                _inputStart += used;
                return reply;
            }

            MakeInputRoom();
            if (!waiting) _watchdog.Change(limit, Timeout.InfiniteTimeSpan);
            waiting = true;
            _inputEnd += await ReadAsync(stage, limit);
        }
    }

    /// <summary>Stops the time limit, for a connection that has nothing to wait for.</summary>
    public void Rest() => _watchdog.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Ends it from any thread; whoever reads or writes gets a <see cref="SmtpLinkException"/>.</summary>
    public void Abort()
    {
        _aborted = true;
        _socket.Dispose();
    }

    public void Dispose()
    {
        _watchdog.Dispose();
        _socket.Dispose();
        _stream.Dispose();
    }

    private async ValueTask<bool> FlushContentAsync(TimeSpan limit)
    {
        if (_earlyRead is null)
        {
            MakeInputRoom();
            _earlyRead = _stream.ReadAsync(_input.AsMemory(_inputEnd)).AsTask();
        }

        await FlushAsync(limit);
        return !IsBroken && !_earlyRead.IsCompleted;
    }

    /// <summary>A server that has said what it thinks of a large message may stop reading it; nobody waits for that write.</summary>
    private async Task WriteUnlessAnsweredAsync(Task writing, Task answer)
    {
        await Task.WhenAny(writing, answer);
        if (writing.IsCompleted)
        {
            await writing;
            return;
        }

        _writeFailed = true;
        _ = writing.ContinueWith(static left => left.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private bool IsReadable()
    {
        try
        {
            return _socket.Poll(0, SelectMode.SelectRead);
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            return true; // aborted meanwhile: the next read says so
        }
    }

    private void MakeInputRoom()
    {
        if (_inputStart > 0)
        {
            _input.AsSpan(_inputStart.._inputEnd).CopyTo(_input);
            _inputEnd -= _inputStart;
            _inputStart = 0;
        }

        if (_inputEnd == _input.Length) throw SmtpLinkException.Protocol($"a reply was longer than {ReplyParser.LongestReply} bytes");
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadAsync(string stage, TimeSpan limit)
    {
        try
        {
            var early = _earlyRead;
            _earlyRead = null;
            var count = early is null ? await _stream.ReadAsync(_input.AsMemory(_inputEnd)) : await early;
            if (count > 0) return count;
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            throw _timedOut ? SmtpLinkException.TimedOut(stage, limit) : SmtpLinkException.Lost(stage, e);
        }

        throw _timedOut ? SmtpLinkException.TimedOut(stage, limit) : SmtpLinkException.Lost(stage, null);
    }

    private void TimeOut()
    {
        _timedOut = true;
        Abort();
    }
}
