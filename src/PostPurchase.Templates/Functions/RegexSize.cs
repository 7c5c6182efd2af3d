namespace PostPurchase.Templates.Functions;

/// <summary>How many states a regular expression unfolds to, counted repetitions multiplied out; never too low.</summary>
internal static class RegexSize
{
    private const long TooMuch = 1_000_000_000;

    /// <summary>The number of states, cut at a billion.</summary>
    public static long Of(string pattern)
    {
        var open = new Stack<long>();
        long current = 0, last = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    current += last = 1;
                    break;
                case '[':
                    i = EndOfClass(pattern, i);
                    current += last = 1;
                    break;
                case '(':
                    open.Push(current);
                    current = 0;
                    break;
                case ')' when open.Count > 0:
                    last = current + 1;
                    current = open.Pop() + last;
                    break;
                case '{':
                    var repeated = Math.Min(TooMuch, last * (Count(pattern, i) - 1));
                    current += repeated;
                    last += repeated;
                    break;
                default:
                    current += last = 1;
                    break;
            }
            (current, last) = (Math.Min(current, TooMuch), Math.Min(last, TooMuch));
        }
        while (open.Count > 0) current += open.Pop();
        return Math.Min(current, TooMuch);
    }

    private static int EndOfClass(string pattern, int start)
    {
        for (var i = start + 2; i < pattern.Length; i++)
        {
            if (pattern[i] == ']') return i;
            if (pattern[i] == '\\') i++;
        }
        return pattern.Length;
    }

    /// <summary>The larger number of <c>{n}</c>, <c>{n,}</c> or <c>{n,m}</c>; 1 where the brace is none of these.</summary>
    private static long Count(string pattern, int brace)
    {
        long largest = 1, number = 0;
        for (var i = brace + 1; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (char.IsAsciiDigit(c)) number = Math.Min(TooMuch, 10 * number + c - '0');
            else if (c is ',' or '}')
            {
                largest = Math.Max(largest, number);
                number = 0;
                if (c == '}') return largest;
            }
            else return 1;
        }
        return 1;
    }
}
