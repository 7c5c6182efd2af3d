using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using PostPurchase.Mail.Dns;
using PostPurchase.Testing;

namespace PostPurchase.Mail.Tests.Dns;

/// <summary>A name server on loopback that knows what a test tells it; TCP on the same port for answers that do not fit.</summary>
internal sealed class StubDns : IAsyncDisposable
{
    private readonly Dictionary<(string Name, DnsRecordType Type), List<string>> _records = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _udp;
    private readonly TcpListener _tcp;
    private readonly SemaphoreSlim _asked = new(0);
    private readonly Task _work;

    public StubDns()
    {
        (_udp, _tcp) = Bind();
        _work = Task.WhenAll(ServeUdpAsync(), ServeTcpAsync());
    }

    /// <summary>Changes the datagrams that answer a question; the default is the true answer alone, none is silence.</summary>
    public Func<byte[], byte[][]> Spoil { get; set; } = reply => [reply];

    public IPEndPoint Address => (IPEndPoint)_udp.LocalEndPoint!;

    /// <summary>Asks this server, with a time limit that only a hang reaches.</summary>
    public DnsClient Client => new(Address, TimeProvider.System, TimeSpan.FromMinutes(1));

    public StubDns With(string name, DnsRecordType type, params string[] values)
    {
        _records[(name, type)] = [.. values];
        return this;
    }

    /// <summary>Completes when one more question has arrived.</summary>
    public Task AskedAsync() => _asked.WaitAsync().InTimeAsync("a question to the name server");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _tcp.Stop();
        await _work.InTimeAsync("the end of the name server");
        _udp.Dispose();
        _asked.Dispose();
        _stop.Dispose();
    }

    // A port that is free for UDP may be taken for TCP.
    private static (Socket Udp, TcpListener Tcp) Bind()
    {
        while (true)
        {
            var tcp = new TcpListener(IPAddress.Loopback, 0);
            tcp.Start();
            var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                udp.Bind(tcp.LocalEndpoint);
                return (udp, tcp);
            }
            catch (SocketException)
            {
                udp.Dispose();
                tcp.Stop();
            }
        }
    }

    private async Task ServeUdpAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var received = await _udp.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
                foreach (var reply in Spoil(Answer(buffer[..received.ReceivedBytes]))) await _udp.SendToAsync(reply, received.RemoteEndPoint, _stop.Token);
                _asked.Release();
            }
        }
        catch (OperationCanceledException)
        {
            return; // disposed
        }
    }

    private async Task ServeTcpAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _tcp.AcceptTcpClientAsync(_stop.Token);
                var stream = client.GetStream();
                var size = new byte[2];
                await stream.ReadExactlyAsync(size, _stop.Token);
                var question = new byte[BinaryPrimitives.ReadUInt16BigEndian(size)];
                await stream.ReadExactlyAsync(question, _stop.Token);
                var reply = Answer(question);
                BinaryPrimitives.WriteUInt16BigEndian(size, (ushort)reply.Length);
                await stream.WriteAsync(size, _stop.Token);
                await stream.WriteAsync(reply, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            return; // disposed
        }
    }

    private byte[] Answer(byte[] question)
    {
        var end = 12;
        var labels = new List<string>();
        for (; question[end] != 0; end += question[end] + 1) labels.Add(Encoding.ASCII.GetString(question, end + 1, question[end]));
        var type = (DnsRecordType)BinaryPrimitives.ReadUInt16BigEndian(question.AsSpan(end + 1));
        var isKnown = _records.TryGetValue((string.Join('.', labels), type), out var values);
        var reply = new List<byte>(question[..(end + 5)]);
        reply[2] = 0x81;
        reply[3] = (byte)(isKnown ? 0x80 : 0x83);
        reply[7] = (byte)(values?.Count ?? 0);
        reply[11] = 0;
        foreach (var value in values ?? [])
        {
            var data = Encode(value, type);
            reply.AddRange([0xC0, 12, 0, (byte)type, 0, 1, 0, 0, 0, 60, (byte)(data.Length >> 8), (byte)data.Length, .. data]);
        }
        return [.. reply];
    }

    private static byte[] Encode(string value, DnsRecordType type) => type switch
    {
        DnsRecordType.Txt => [.. value.Chunk(255).SelectMany(c => Encoding.UTF8.GetBytes(c).Prepend((byte)c.Length))],
        DnsRecordType.Mx => [0, byte.Parse(value.Split(' ')[0], CultureInfo.InvariantCulture), .. EncodeName(value.Split(' ')[1])],
        DnsRecordType.Name => EncodeName(value),
        _ => IPAddress.Parse(value).GetAddressBytes(),
    };

    private static byte[] EncodeName(string name) =>
        [.. name.Split('.', StringSplitOptions.RemoveEmptyEntries).SelectMany(l => Encoding.ASCII.GetBytes(l).Prepend((byte)l.Length)), 0];
}
