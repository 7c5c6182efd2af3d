using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PostPurchase.Mail.Messages;
using Xunit;

namespace PostPurchase.Mail.Tests.Messages;

public class QuotedPrintableTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a=b", "a=3Db")]
    [InlineData("space \nnext", "space=20\r\nnext")]
    [InlineData("tab\t\nnext\t", "tab=09\r\nnext=09")]
    [InlineData("a  \r\n", "a =20\r\n")]
    [InlineData(" \n", "=20\r\n")]
    [InlineData("From here\n>From", "=46rom here\r\n>From")]
    [InlineData(".\n..\na.b", "=2E\r\n=2E.\r\na.b")]
    [InlineData("a\rb\nc\r\nd", "a\r\nb\r\nc\r\nd")]
    [InlineData("ü€😀", "=C3=BC=E2=82=AC=F0=9F=98=80")]
    [InlineData("\0\u0007\u007F", "=00=07=7F")]
    [InlineData("", "")]
    public void Text_is_encoded_like_this(string text, string expected) => Assert.Equal(expected, Encode(text));

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() => Assert.Equal("a=EF=BF=BDb", Encode("a\uD800b"));

    [Fact]
    public void A_long_line_is_broken_at_76_with_the_break_included()
    {
        var lines = Encode(new string('x', 5000)).Split("\r\n");

        Assert.All(lines[..^1], line => Assert.Equal(76, line.Length));
        Assert.All(lines[..^1], line => Assert.EndsWith("x=", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(70)]
    [InlineData(71)]
    [InlineData(72)]
    [InlineData(73)]
    [InlineData(74)]
    [InlineData(75)]
    [InlineData(76)]
    public void A_character_of_four_bytes_near_the_end_of_a_line_stays_whole(int column)
    {
        var lines = Encode(new string('x', column) + "😀 ").Split("\r\n");

        Assert.Single(lines, line => line.Contains("=F0=9F=98=80", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.True(line.Length <= 76));
    }

    [Fact]
    public void A_dot_or_from_that_a_soft_break_puts_at_a_line_start_is_escaped()
    {
        Assert.Contains("=\r\n=2E", Encode(new string('x', 75) + ".y"), StringComparison.Ordinal);
        Assert.Contains("=\r\n=46rom ", Encode(new string('x', 75) + "From me"), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_decodes_to_itself_on_short_clean_lines() => Prop.ForAll<string?>(text =>
    {
        var encoded = Encode(text ?? "");
        var lines = encoded.Split("\r\n");
        return lines.All(l => l.Length <= 76 && !l.EndsWith(' ') && !l.EndsWith('\t') && !l.StartsWith('.') && !l.StartsWith("From ", StringComparison.Ordinal))
            && encoded.All(c => c is '\r' or '\n' or '\t' or (>= ' ' and <= '~'))
            && Decode(encoded) == Expected(text ?? "");
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Any_bytes_taken_as_text_decode_to_themselves() => Prop.ForAll<byte[]>(bytes =>
    {
        var text = Encoding.Latin1.GetString(bytes);
        return Decode(Encode(text)) == Expected(text);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static string Encode(string text)
    {
        using var output = new WireBuffer(16);
        QuotedPrintable.Write(output, text);
        return Encoding.ASCII.GetString(output.Written);
    }

    private static string Expected(string text) =>
        string.Concat(text.EnumerateRunes().Select(r => r.ToString())).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\n", "\r\n", StringComparison.Ordinal);

    private static string Decode(string encoded)
    {
        var bytes = new List<byte>();
        var joined = encoded.Replace("=\r\n", "", StringComparison.Ordinal);
        for (var i = 0; i < joined.Length; i++)
        {
            if (joined[i] != '=')
            {
                bytes.Add((byte)joined[i]);
                continue;
            }
            bytes.Add(byte.Parse(joined.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            i += 2;
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }
}
