using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace PostPurchase.Mail.Dns;

/// <summary>
/// Asks one recursive name server over UDP, and over TCP when the answer was cut off (RFC 1035 4.2). Each question has its own socket
/// and a random id, and an answer must repeat both id and question. Nothing is cached. Safe for many threads.
/// </summary>
/// <param name="server">The name server.</param>
/// <param name="clock">Measures the time limit.</param>
/// <param name="timeout">How long to wait for each of the two tries; default 3 seconds.</param>
public sealed class DnsClient(IPEndPoint server, TimeProvider clock, TimeSpan? timeout = null)
{
    private const int Tries = 2;
    private const int LargestDatagram = 4096;

    private readonly TimeSpan _timeout = timeout ?? TimeSpan.FromSeconds(3);

    /// <summary>The first name server that this machine is set up with, or null when it has none.</summary>
    public static IPEndPoint? SystemServer() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(i => i.OperationalStatus == OperationalStatus.Up)
        .SelectMany(i => i.GetIPProperties().DnsAddresses)
        .Select(a => new IPEndPoint(a, 53))
        .FirstOrDefault();

    /// <summary>The name under which an address is looked up for <see cref="DnsRecordType.Name"/>.</summary>
    public static string ReverseName(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        Array.Reverse(bytes);
        return bytes.Length == 4
            ? string.Join('.', bytes) + ".in-addr.arpa"
            : string.Join('.', bytes.Select(b => $"{b & 15:x}.{b >> 4:x}")) + ".ip6.arpa";
    }

    /// <summary>Asks for the records of one type at a name. A broken or silent server gives <see cref="DnsAnswer.Failed"/>, never an exception.</summary>
    public async Task<DnsAnswer> AskAsync(string name, DnsRecordType type, CancellationToken cancellationToken = default)
    {
        if (!DnsPacket.TryWriteQuestion(name, type, (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1), out var question)) return new DnsAnswer.Nothing();
        DnsAnswer answer = new DnsAnswer.Failed("not asked");
        for (var i = 0; i < Tries && answer is DnsAnswer.Failed; i++) answer = await TryAsync(question, cancellationToken);
        return answer;
    }

    private async Task<DnsAnswer> TryAsync(byte[] question, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var reply = await AskByUdpAsync(question, either.Token);
            if (DnsPacket.IsCut(reply)) reply = await AskByTcpAsync(question, either.Token);
            return DnsPacket.ReadAnswer(reply, question);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DnsAnswer.Failed($"{server} did not answer in {_timeout.TotalSeconds} s");
        }
        catch (Exception e) when (e is SocketException or EndOfStreamException)
        {
            return new DnsAnswer.Failed($"{server}: {e.Message}");
        }
    }

    private async Task<byte[]> AskByUdpAsync(byte[] question, CancellationToken cancellationToken)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, cancellationToken); // so that only this server's datagrams are taken
        await socket.SendAsync(question, SocketFlags.None, cancellationToken);
        var buffer = new byte[LargestDatagram];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
            if (DnsPacket.Answers(buffer.AsSpan(0, length), question)) return buffer[..length];
        }
    }

    private async Task<byte[]> AskByTcpAsync(byte[] question, CancellationToken cancellationToken)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server, cancellationToken);
        await using var stream = new NetworkStream(socket);
        var framed = new byte[question.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)question.Length);
        question.CopyTo(framed, 2);
        await stream.WriteAsync(framed, cancellationToken);
        var size = new byte[2];
        await stream.ReadExactlyAsync(size, cancellationToken);
        var reply = new byte[BinaryPrimitives.ReadUInt16BigEndian(size)];
        await stream.ReadExactlyAsync(reply, cancellationToken);
        return reply;
    }
}
