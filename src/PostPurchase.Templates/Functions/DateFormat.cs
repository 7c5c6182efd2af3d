using System.Globalization;

namespace PostPurchase.Templates.Functions;

/// <summary>Writes dates by the patterns of Ruby's strftime, as far as upstream documents them. <c>%-d</c> leaves out padding.</summary>
internal static class DateFormat
{
    /// <summary>The pattern that dates are written by where none is given.</summary>
    public const string Default = "%d %b %Y";

    /// <summary>Writes a date; an unknown letter is written as it stands.</summary>
    public static void Write(TextBuffer output, DateTimeOffset date, ReadOnlySpan<char> pattern, CultureInfo culture)
    {
        var besideDay = HasDay(pattern);
        while (true)
        {
            var percent = pattern.IndexOf('%');
            if (percent < 0 || percent == pattern.Length - 1)
            {
                output.Append(pattern);
                return;
            }
            output.Append(pattern[..percent]);
            var bare = pattern[percent + 1] == '-' && percent + 2 < pattern.Length;
            if (bare) percent++;
            var start = output.Length;
            if (besideDay && pattern[percent + 1] == 'B') WriteMonthOfDay(output, date, culture);
            else WriteField(output, date, pattern[percent + 1], culture, bare ? "%-" : "%");
            if (bare) RemovePadding(output, start);
            pattern = pattern[(percent + 2)..];
        }
    }

    private static void WriteField(TextBuffer output, DateTimeOffset date, char letter, CultureInfo culture, string introduction)
    {
        switch (letter)
        {
            case 'a': output.Append(culture.DateTimeFormat.GetAbbreviatedDayName(date.DayOfWeek)); break;
            case 'A': output.Append(culture.DateTimeFormat.GetDayName(date.DayOfWeek)); break;
            case 'b' or 'h': output.Append(culture.DateTimeFormat.GetAbbreviatedMonthName(date.Month)); break;
            case 'B': output.Append(culture.DateTimeFormat.GetMonthName(date.Month)); break;
            case 'c': Write(output, date, "%a %b %e %T %Y", culture); break;
            case 'C': Number(output, date.Year / 100, 2); break;
            case 'd': Number(output, date.Day, 2); break;
            case 'D': Write(output, date, "%m/%d/%y", culture); break;
            case 'e': Number(output, date.Day, 2, ' '); break;
            case 'F': Write(output, date, "%Y-%m-%d", culture); break;
            case 'H': Number(output, date.Hour, 2); break;
            case 'I': Number(output, HalfDayHour(date), 2); break;
            case 'j': Number(output, date.DayOfYear, 3); break;
            case 'k': Number(output, date.Hour, 2, ' '); break;
            case 'l': Number(output, HalfDayHour(date), 2, ' '); break;
            case 'L': Number(output, date.Millisecond, 3); break;
            case 'm': Number(output, date.Month, 2); break;
            case 'M': Number(output, date.Minute, 2); break;
            case 'n': output.Append('\n'); break;
            case 'N': Number(output, date.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick, 9); break;
            case 'p': output.Append(date, "tt", culture); break;
            case 'P': LowerHalfDay(output, date, culture); break;
            case 'r': Write(output, date, "%I:%M:%S %p", culture); break;
            case 'R': Write(output, date, "%H:%M", culture); break;
            case 's': Number(output, date.ToUnixTimeSeconds(), 1); break;
            case 'S': Number(output, date.Second, 2); break;
            case 't': output.Append('\t'); break;
            case 'T': Write(output, date, "%H:%M:%S", culture); break;
            case 'u': Number(output, date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek, 1); break;
            case 'U': Number(output, (date.DayOfYear + 6 - (int)date.DayOfWeek) / 7, 2); break;
            case 'v': VmsDate(output, date); break;
            case 'V': Number(output, ISOWeek.GetWeekOfYear(date.DateTime), 2); break;
            case 'W': Number(output, (date.DayOfYear + 6 - ((int)date.DayOfWeek + 6) % 7) / 7, 2); break;
            case 'w': Number(output, (int)date.DayOfWeek, 1); break;
            case 'x': output.Append(date, "d", culture); break;
            case 'X': output.Append(date, "T", culture); break;
            case 'y': Number(output, date.Year % 100, 2); break;
            case 'Y': Number(output, date.Year, 4); break;
            case 'Z': output.Append(date, "zzz", CultureInfo.InvariantCulture); break;
            case '%': output.Append('%'); break;
            default:
                output.Append(introduction);
                output.Append(letter);
                break;
        }
    }

    private static bool HasDay(ReadOnlySpan<char> pattern) =>
        pattern.Contains("%B", StringComparison.Ordinal)
        && (pattern.Contains("%d", StringComparison.Ordinal) || pattern.Contains("%e", StringComparison.Ordinal)
            || pattern.Contains("%-d", StringComparison.Ordinal) || pattern.Contains("%-e", StringComparison.Ordinal));

    // Beside a day some languages put the month into the genitive: "5 stycznia", but "styczeń 2026". .NET does so where a format has both.
    private static void WriteMonthOfDay(TextBuffer output, DateTimeOffset date, CultureInfo culture)
    {
        output.Append(date, "MMMM d", culture);
        output.Truncate(output.Length - (date.Day < 10 ? 2 : 3));
    }

    private static int HalfDayHour(DateTimeOffset date) => date.Hour % 12 == 0 ? 12 : date.Hour % 12;

    private static void LowerHalfDay(TextBuffer output, DateTimeOffset date, CultureInfo culture)
    {
        Span<char> text = stackalloc char[32];
        if (!date.TryFormat(text, out var length, "tt", culture)) length = 0;
        foreach (var c in text[..length]) output.Append(char.ToLowerInvariant(c));
    }

    private static void VmsDate(TextBuffer output, DateTimeOffset date)
    {
        Number(output, date.Day, 2, ' ');
        output.Append('-');
        foreach (var c in CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames[date.Month - 1]) output.Append(char.ToUpperInvariant(c));
        output.Append('-');
        Number(output, date.Year, 4);
    }

    private static void Number(TextBuffer output, long value, int width, char padding = '0')
    {
        var target = output.GetSpan(24);
        if (width == 2 && value is >= 0 and < 100)
        {
            target[0] = value < 10 ? padding : (char)('0' + value / 10);
            target[1] = (char)('0' + value % 10);
            output.Advance(2);
            return;
        }
        if (!value.TryFormat(target, out var length, default, CultureInfo.InvariantCulture)) return;
        var missing = Math.Max(0, width - length);
        if (missing > 0)
        {
            target[..length].CopyTo(target[missing..]);
            target[..missing].Fill(padding);
        }
        output.Advance(missing + length);
    }

    private static void RemovePadding(TextBuffer output, int start)
    {
        var text = output.Written[start..];
        var padding = 0;
        while (padding < text.Length - 1 && text[padding] is '0' or ' ' && char.IsAsciiDigit(text[padding + 1])) padding++;
        if (padding == 0) return;
        Span<char> kept = stackalloc char[24];
        if (text.Length - padding > kept.Length) return;
        text[padding..].CopyTo(kept);
        var length = text.Length - padding;
        output.Truncate(start);
        output.Append(kept[..length]);
    }
}
