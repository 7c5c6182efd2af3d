using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;

namespace PostPurchase.Mail.Dns;

/// <summary>Questions and answers as bytes (RFC 1035 4, RFC 6891 for the size). What a server sends is read without trust.</summary>
internal static class DnsPacket
{
    private const int HeaderSize = 12;
    private const int LongestName = 253;
    private const int MostPointers = 32;
    private const int MostRecords = 256;

    public static bool TryWriteQuestion(string name, DnsRecordType type, ushort id, [NotNullWhen(true)] out byte[]? question)
    {
        question = null;
        var labels = name.TrimEnd('.').Split('.');
        if (name.Length > LongestName || name.AsSpan().ContainsAnyExceptInRange('!', '~') || labels.Any(l => l.Length is 0 or > 63)) return false;
        var bytes = new List<byte> { (byte)(id >> 8), (byte)id, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1 }; // recursion desired, one question, one OPT
        foreach (var label in labels)
        {
            bytes.Add((byte)label.Length);
            bytes.AddRange(Encoding.ASCII.GetBytes(label));
        }
        bytes.AddRange([0, 0, (byte)type, 0, 1]);
        bytes.AddRange([0, 0, 41, 0x04, 0xD0, 0, 0, 0, 0, 0, 0]); // OPT: datagrams of 1,232 octets are welcome
        question = [.. bytes];
        return true;
    }

    /// <summary>True when <paramref name="reply"/> has the id of the question and repeats it.</summary>
    public static bool Answers(ReadOnlySpan<byte> reply, ReadOnlySpan<byte> question)
    {
        var length = QuestionLength(question);
        return reply.Length >= length && reply[..2].SequenceEqual(question[..2]) && (reply[2] & 0x80) != 0
            && Ascii.EqualsIgnoreCase(reply[HeaderSize..length], question[HeaderSize..length]);
    }

    public static bool IsCut(ReadOnlySpan<byte> reply) => (reply[2] & 2) != 0;

    public static DnsAnswer ReadAnswer(ReadOnlySpan<byte> reply, ReadOnlySpan<byte> question)
    {
        if (!Answers(reply, question)) return new DnsAnswer.Failed("the reply is not to our question");
        var code = reply[3] & 15;
        if (code == 3) return new DnsAnswer.Nothing();
        if (code != 0) return new DnsAnswer.Failed($"the server answered with code {code}");
        var at = QuestionLength(question);
        var type = BinaryPrimitives.ReadUInt16BigEndian(question[(at - 4)..]);
        var count = Math.Min((int)BinaryPrimitives.ReadUInt16BigEndian(reply[6..]), MostRecords);
        var values = new List<string>();
        for (var i = 0; i < count; i++)
        {
            if (!TryReadName(reply, ref at, out _) || at + 10 > reply.Length) return new DnsAnswer.Failed("the reply is cut off");
            var found = BinaryPrimitives.ReadUInt16BigEndian(reply[at..]);
            var length = BinaryPrimitives.ReadUInt16BigEndian(reply[(at + 8)..]);
            at += 10;
            if (at + length > reply.Length) return new DnsAnswer.Failed("the reply is cut off");
            if (found == type && ReadValue(reply, at, length, (DnsRecordType)type) is { } value) values.Add(value);
            at += length;
        }
        return values.Count == 0 ? new DnsAnswer.Nothing() : new DnsAnswer.Found(values);
    }

    private static int QuestionLength(ReadOnlySpan<byte> question) => HeaderSize + question[HeaderSize..].IndexOf((byte)0) + 5;

    private static string? ReadValue(ReadOnlySpan<byte> reply, int at, int length, DnsRecordType type)
    {
        switch (type)
        {
            case DnsRecordType.A when length == 4:
            case DnsRecordType.Aaaa when length == 16:
                return new IPAddress(reply.Slice(at, length)).ToString();
            case DnsRecordType.Name:
                return TryReadName(reply, ref at, out var name) ? name : null;
            case DnsRecordType.Mx when length > 2:
                var preference = BinaryPrimitives.ReadUInt16BigEndian(reply[at..]);
                at += 2;
                return TryReadName(reply, ref at, out var host) ? string.Create(CultureInfo.InvariantCulture, $"{preference} {host}") : null;
            case DnsRecordType.Txt:
                return ReadText(reply.Slice(at, length));
            default:
                return null;
        }
    }

    private static string? ReadText(ReadOnlySpan<byte> data)
    {
        var text = new StringBuilder();
        while (!data.IsEmpty)
        {
            var length = data[0];
            if (length >= data.Length) return null;
            text.Append(Encoding.UTF8.GetString(data.Slice(1, length)));
            data = data[(length + 1)..];
        }
        return text.ToString();
    }

    private static bool TryReadName(ReadOnlySpan<byte> reply, ref int at, out string name)
    {
        var labels = new StringBuilder();
        var end = -1; // after the first pointer
        var position = at;
        for (var jumps = 0; position < reply.Length;)
        {
            var length = reply[position];
            if (length == 0)
            {
                at = end < 0 ? position + 1 : end;
                name = labels.ToString();
                return true;
            }
            if (length >= 0xC0)
            {
                if (position + 1 >= reply.Length || ++jumps > MostPointers) break;
                if (end < 0) end = position + 2;
                position = ((length & 0x3F) << 8) | reply[position + 1];
                continue;
            }
            if (length > 63 || position + 1 + length > reply.Length || labels.Length + length > LongestName) break;
            if (labels.Length > 0) labels.Append('.');
            labels.Append(Encoding.ASCII.GetString(reply.Slice(position + 1, length)));
            position += 1 + length;
        }
        name = "";
        return false;
    }
}
