using System.Text;
using PostPurchase.Mail.Smtp;
using Xunit;

namespace PostPurchase.Mail.Tests.Smtp;

public class DotStufferTests
{
    [Theory]
    [InlineData("", ".\r\n")]
    [InlineData("a\r\n", "a\r\n.\r\n")]
    [InlineData("a", "a\r\n.\r\n")]
    [InlineData("a\r", "a\r\n.\r\n")]
    [InlineData(".", "..\r\n.\r\n")]
    [InlineData(".\r\n", "..\r\n.\r\n")]
    [InlineData("..a\r\n.b\r\n", "...a\r\n..b\r\n.\r\n")]
    [InlineData("a\n.\nb", "a\r\n..\r\nb\r\n.\r\n")]
    [InlineData("a\r.\rb", "a\r\n..\r\nb\r\n.\r\n")]
    [InlineData("a\n.\r\nb", "a\r\n..\r\nb\r\n.\r\n")]
    [InlineData("a\r\n.\nb", "a\r\n..\r\nb\r\n.\r\n")]
    [InlineData("\r\r\n", "\r\n\r\n.\r\n")]
    public void A_body_becomes_lines_that_hide_no_final_dot(string body, string expected)
    {
        foreach (var chunk in new[] { 1, 2, 3, 100 })
            Assert.Equal(expected, Encoding.Latin1.GetString(Stuff(Encoding.Latin1.GetBytes(body), chunk, room: 100)));
    }

    [Fact]
    public void Any_bytes_come_back_equal_up_to_line_ends_whatever_the_chunks()
    {
        var random = new Random(20260102);
        ReadOnlySpan<byte> likely = "\r\n\r\n..ab"u8;
        for (var round = 0; round < 3_000; round++)
        {
            var body = new byte[random.Next(60)];
            for (var i = 0; i < body.Length; i++) body[i] = random.Next(4) == 0 ? (byte)random.Next(256) : likely[random.Next(likely.Length)];
            var wire = Stuff(body, random.Next(1, 9), room: random.Next(DotStuffer.LeastRoom, 40));
            Assert.Equal(Canonical(body), Unstuff(wire));
        }
    }

    private static byte[] Stuff(byte[] body, int chunk, int room)
    {
        var stuffer = new DotStuffer();
        var wire = new List<byte>();
        var output = new byte[room];
        foreach (var part in body.Chunk(chunk))
        {
            for (var rest = part.AsSpan(); !rest.IsEmpty;)
            {
                stuffer.Encode(rest, output, out var read, out var written);
                rest = rest[read..];
                wire.AddRange(output.AsSpan(0, written));
            }
        }

        wire.AddRange(output.AsSpan(0, stuffer.Finish(output)));
        return [.. wire];
    }

    /// <summary>What a server makes of it: the first lone dot must be the very end, and no CR or LF stands alone.</summary>
    private static string Unstuff(byte[] wire)
    {
        var text = Encoding.Latin1.GetString(wire);
        Assert.DoesNotContain('\r', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        var lines = text.Split("\r\n");
        Assert.Equal(lines.Length - 2, Array.IndexOf(lines, "."));
        return string.Concat(lines[..^2].Select(line => (line.StartsWith('.') ? line[1..] : line) + "\r\n"));
    }

    private static string Canonical(byte[] body)
    {
        var text = Encoding.Latin1.GetString(body).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return (text.Length == 0 || text.EndsWith('\n') ? text : text + "\n").Replace("\n", "\r\n", StringComparison.Ordinal);
    }
}
