using System.Text;
using Xunit;

namespace PostPurchase.Mail.Tests.Messages;

/// <summary>What every message keeps on the wire, whatever is in it.</summary>
internal static class WireRules
{
    public static void AssertKept(ReadOnlySpan<byte> wire)
    {
        Assert.True(wire.EndsWith("\r\n"u8));
        Assert.DoesNotContain((byte)0, wire.ToArray());
        for (var i = 0; i < wire.Length; i++)
        {
            if (wire[i] == '\r') Assert.Equal((byte)'\n', wire[i + 1]);
            if (wire[i] == '\n') Assert.Equal((byte)'\r', wire[i - 1]);
        }
        var isHeader = true;
        foreach (var line in Encoding.UTF8.GetString(wire).Split("\r\n")[..^1])
        {
            isHeader &= line.Length > 0;
            AssertLine(line, isHeader);
        }
    }

    private static void AssertLine(string line, bool isHeader)
    {
        if (!isHeader) Assert.True(line.Length <= 78 && !line.EndsWith(' ') && !line.StartsWith("From ", StringComparison.Ordinal), line);
        if (!isHeader) return;
        Assert.True(line.Trim().Length > 0, "a header line of white space only");
        var encoded = line.Contains("=?utf-8?", StringComparison.Ordinal);
        Assert.True(line.Length <= (encoded ? 76 : 998), line);
        foreach (var word in line.Split(' ').Where(w => w.StartsWith("=?utf-8?", StringComparison.Ordinal))) Assert.True(word.Length <= 75, word);
    }
}
