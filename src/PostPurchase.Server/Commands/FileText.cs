using System.Text;
using System.Text.Unicode;

namespace PostPurchase.Server.Commands;

/// <summary>The text of a file that people saved. Only UTF-8 is taken for it: of any other encoding names and addresses would be stored broken, and nobody would hear of it.</summary>
internal static class FileText
{
    /// <summary>What is wrong with a line that is no UTF-8, and what to do.</summary>
    public const string NotUtf8 = "the file is not UTF-8 here, so letters such as é and ü would be lost: save it again as UTF-8, a table in Excel as \"CSV UTF-8\"";

    /// <summary>What is wrong with a line in which whoever read the file before has lost a letter, and what to do.</summary>
    public const string Lost = "a letter was lost when the file was read, since it is not UTF-8: save it again as UTF-8, a table in Excel as \"CSV UTF-8\"";

    /// <summary>The first line, from 1, that is no UTF-8; null where all are.</summary>
    public static int? BadLine(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes)) return null;
        var number = 1;
        foreach (var line in bytes.Split((byte)'\n'))
        {
            // No character is of several lines: a line end is never a part of one.
            if (!Utf8.IsValid(bytes[line])) return number;
            number++;
        }

        throw new InvalidOperationException("each line alone is sound");
    }

    /// <summary>The first line, from 1, with a replacement character (U+FFFD), which stands for what could not be read; null where there is none.</summary>
    public static int? LostLine(string text) => text.IndexOf('\uFFFD', StringComparison.Ordinal) is >= 0 and var at ? text.AsSpan(0, at).Count('\n') + 1 : null;

    /// <summary>The text of sound bytes, without a byte order mark.</summary>
    public static string Of(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8);
}
