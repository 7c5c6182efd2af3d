using System.Globalization;

namespace PostPurchase.Templates.Functions;

/// <summary>Reads dates, freely by a culture or by a strftime pattern. A date without an offset is one of the zone given.</summary>
internal ref struct DateParser
{
    private readonly CultureInfo _culture;
    private ReadOnlySpan<char> _text;
    private int _year = 1, _month = 1, _day = 1, _dayOfYear;
    private int _hour, _minute, _second;
    private long _nanoseconds;
    private bool? _afternoon;
    private long? _unixSeconds;
    private int? _offsetMinutes;

    private DateParser(ReadOnlySpan<char> text, CultureInfo culture)
    {
        _text = text;
        _culture = culture;
    }

    /// <summary>A date in any form that the culture knows; null where it is none.</summary>
    public static DateTimeOffset? Read(string text, CultureInfo culture, TimeZoneInfo zone)
    {
        const DateTimeStyles Style = DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.NoCurrentDateDefault | DateTimeStyles.RoundtripKind;
        if (!DateTime.TryParse(text, culture, Style, out var date)) return null;
        if (date.Kind == DateTimeKind.Unspecified) return Zones.At(date, zone);
        return DateTimeOffset.TryParse(text, culture, DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AssumeUniversal, out var exact) ? exact : null;
    }

    /// <summary>A date in the form of a strftime pattern; null where the text has another form.</summary>
    public static DateTimeOffset? Read(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern, CultureInfo culture, TimeZoneInfo zone)
    {
        var parser = new DateParser(text, culture);
        return parser.Match(pattern) && parser._text.Trim().IsEmpty ? parser.Result(zone) : null;
    }

    private bool Match(ReadOnlySpan<char> pattern)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (char.IsWhiteSpace(c)) _text = _text.TrimStart();
            else if (c != '%' || i == pattern.Length - 1)
            {
                if (!Literal(c)) return false;
            }
            else
            {
                i++;
                if (pattern[i] == '-' && i < pattern.Length - 1) i++;
                if (!Field(pattern[i])) return false;
            }
        }
        return true;
    }

    private bool Field(char letter) => letter switch
    {
        'a' or 'A' => Name(_culture.DateTimeFormat.DayNames, _culture.DateTimeFormat.AbbreviatedDayNames, out _),
        'b' or 'h' or 'B' => MonthName(),
        'c' => Match("%a %b %e %T %Y"),
        'd' or 'e' => Digits(2, out _day),
        'D' => Match("%m/%d/%y"),
        'F' => Match("%Y-%m-%d"),
        'H' or 'k' or 'I' or 'l' => Digits(2, out _hour),
        'j' => Digits(3, out _dayOfYear),
        'L' => Fraction(3),
        'm' => Digits(2, out _month),
        'M' => Digits(2, out _minute),
        'n' or 't' => SkipSpace(),
        'N' => Fraction(9),
        'p' or 'P' => HalfDay(),
        'r' => Match("%I:%M:%S %p"),
        'R' => Match("%H:%M"),
        's' => UnixSeconds(),
        'S' => Digits(2, out _second),
        'T' => Match("%H:%M:%S"),
        'u' or 'w' => Digits(1, out _),
        'U' or 'V' or 'W' => Digits(2, out _),
        'v' => Match("%e-%b-%Y"),
        'y' => ShortYear(),
        'Y' => Digits(4, out _year),
        'Z' => Offset(),
        '%' => Literal('%'),
        _ => Literal('%') && Literal(letter),
    };

    private bool Literal(char c)
    {
        if (_text.IsEmpty || _text[0] != c) return false;
        _text = _text[1..];
        return true;
    }

    private bool SkipSpace()
    {
        _text = _text.TrimStart();
        return true;
    }

    private bool Digits(int most, out int value)
    {
        _text = _text.TrimStart(' ');
        var length = 0;
        value = 0;
        while (length < most && length < _text.Length && char.IsAsciiDigit(_text[length])) value = 10 * value + _text[length++] - '0';
        _text = _text[length..];
        return length > 0;
    }

    private bool Fraction(int most)
    {
        var before = _text.Length;
        if (!Digits(most, out var value)) return false;
        _nanoseconds = value;
        for (var i = before - _text.Length; i < 9; i++) _nanoseconds *= 10;
        return true;
    }

    private bool ShortYear()
    {
        if (!Digits(2, out var year)) return false;
        _year = year + (year < 70 ? 2000 : 1900);
        return true;
    }

    private bool UnixSeconds()
    {
        var negative = Literal('-');
        var length = 0;
        long value = 0;
        while (length < 12 && length < _text.Length && char.IsAsciiDigit(_text[length])) value = 10 * value + _text[length++] - '0';
        _text = _text[length..];
        _unixSeconds = negative ? -value : value;
        return length > 0;
    }

    private bool MonthName()
    {
        var format = _culture.DateTimeFormat;
        if (!Name(format.MonthNames, format.AbbreviatedMonthNames, out var index) && !Name(format.MonthGenitiveNames, format.AbbreviatedMonthGenitiveNames, out index))
            return false;
        _month = index + 1;
        return true;
    }

    private bool Name(string[] full, string[] abbreviated, out int index)
    {
        for (index = 0; index < full.Length; index++)
        {
            if (Take(full[index]) || Take(abbreviated[index])) return true;
        }
        return false;
    }

    private bool Take(string word)
    {
        if (word.Length == 0 || !_text.StartsWith(word, StringComparison.OrdinalIgnoreCase)) return false;
        _text = _text[word.Length..];
        return true;
    }

    private bool HalfDay()
    {
        var format = _culture.DateTimeFormat;
        _text = _text.TrimStart();
        if (Take(format.AMDesignator) || Take("AM")) _afternoon = false;
        else if (Take(format.PMDesignator) || Take("PM")) _afternoon = true;
        return _afternoon is not null;
    }

    private bool Offset()
    {
        _text = _text.TrimStart();
        if (Take("Z") || Take("UTC") || Take("GMT"))
        {
            _offsetMinutes = 0;
            return true;
        }
        var negative = Literal('-');
        if (!negative && !Literal('+')) return false;
        if (!Digits(2, out var hours)) return false;
        var minutes = 0;
        if (Literal(':') || (!_text.IsEmpty && char.IsAsciiDigit(_text[0])))
        {
            if (!Digits(2, out minutes)) return false;
        }
        _offsetMinutes = (negative ? -1 : 1) * (60 * hours + minutes);
        return Math.Abs(_offsetMinutes.Value) <= 14 * 60;
    }

    private readonly DateTimeOffset? Result(TimeZoneInfo zone)
    {
        if (_unixSeconds is { } seconds)
            return seconds is >= -62_135_596_800 and <= 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        if (_year is < 1 or > 9999 || _month is < 1 or > 12 || _day < 1 || _day > DateTime.DaysInMonth(_year, _month)) return null;
        var hour = _afternoon is { } afternoon ? _hour % 12 + (afternoon ? 12 : 0) : _hour;
        if (hour > 23 || _minute > 59 || _second > 59 || (_afternoon is not null && _hour is < 1 or > 12)) return null;
        var date = _dayOfYear > 0 ? new DateTime(_year, 1, 1).AddDays(_dayOfYear - 1) : new DateTime(_year, _month, _day);
        if (date.Year != _year) return null;
        var local = date.AddHours(hour).AddMinutes(_minute).AddSeconds(_second).AddTicks(_nanoseconds / 100);
        return _offsetMinutes is { } minutes ? Exact(local, minutes) : Zones.At(local, zone);
    }

    private static DateTimeOffset? Exact(DateTime local, int minutes)
    {
        var utcTicks = local.Ticks - minutes * TimeSpan.TicksPerMinute;
        return utcTicks < 0 || utcTicks > DateTime.MaxValue.Ticks ? null : new DateTimeOffset(local, TimeSpan.FromMinutes(minutes));
    }
}
