namespace PostPurchase.Templates.Functions;

/// <summary>Which plural form a number takes in a language: the cardinal rules of CLDR 44 for the languages of Europe and some others.</summary>
internal static class PluralRules
{
    /// <summary>The form of a number; languages that are not known follow English.</summary>
    public static PluralForm Of(decimal number, string language, string culture)
    {
        number = Math.Abs(number);
        var whole = decimal.Truncate(number);
        var isWhole = whole == number && number.Scale == 0;
        var i = (long)(whole % 1_000_000_000);
        return language switch
        {
            "ja" or "ko" or "zh" or "vi" or "th" or "id" or "ms" => PluralForm.Other,
            "fr" or "pt" when culture != "pt-PT" => i is 0 or 1 && whole < 2 ? PluralForm.One : Million(whole, isWhole),
            "es" or "it" or "ca" or "pt" => number == 1 && (isWhole || language == "es") ? PluralForm.One : Million(whole, isWhole),
            "pl" => Polish(whole, isWhole),
            "ru" or "uk" or "be" => EastSlavic(i, isWhole),
            "hr" or "sr" or "bs" => SouthSlavic(i, isWhole),
            "cs" or "sk" => isWhole ? number == 1 ? PluralForm.One : number is >= 2 and <= 4 ? PluralForm.Few : PluralForm.Other : PluralForm.Many,
            "sl" => Slovene(i % 100, isWhole),
            "lt" => Lithuanian(i % 100, whole == number),
            "lv" => Latvian(i % 100, whole == number),
            "ro" => isWhole && number == 1 ? PluralForm.One : !isWhole || number == 0 || i % 100 is >= 1 and <= 19 ? PluralForm.Few : PluralForm.Other,
            "ar" => Arabic(number, i % 100, whole == number),
            "he" => isWhole ? number == 1 ? PluralForm.One : number == 2 ? PluralForm.Two : PluralForm.Other : whole == 0 ? PluralForm.One : PluralForm.Other,
            "da" => number == 1 || (whole != number && whole < 2) ? PluralForm.One : PluralForm.Other,
            "hu" or "tr" or "el" or "bg" or "nb" or "nn" or "no" => number == 1 ? PluralForm.One : PluralForm.Other,
            _ => isWhole && number == 1 ? PluralForm.One : PluralForm.Other,
        };
    }

    private static PluralForm Million(decimal whole, bool isWhole) =>
        isWhole && whole != 0 && whole % 1_000_000 == 0 ? PluralForm.Many : PluralForm.Other;

    private static bool EndsFew(long i) => i % 10 is >= 2 and <= 4 && i % 100 is not (>= 12 and <= 14);

    private static PluralForm Polish(decimal whole, bool isWhole)
    {
        if (!isWhole) return PluralForm.Other;
        if (whole == 1) return PluralForm.One;
        return EndsFew((long)(whole % 100)) ? PluralForm.Few : PluralForm.Many;
    }

    private static PluralForm EastSlavic(long i, bool isWhole)
    {
        if (!isWhole) return PluralForm.Other;
        if (i % 10 == 1 && i % 100 != 11) return PluralForm.One;
        return EndsFew(i) ? PluralForm.Few : PluralForm.Many;
    }

    private static PluralForm SouthSlavic(long i, bool isWhole)
    {
        if (!isWhole) return PluralForm.Other;
        if (i % 10 == 1 && i % 100 != 11) return PluralForm.One;
        return EndsFew(i) ? PluralForm.Few : PluralForm.Other;
    }

    private static PluralForm Slovene(long hundredth, bool isWhole) => !isWhole ? PluralForm.Few : hundredth switch
    {
        1 => PluralForm.One,
        2 => PluralForm.Two,
        3 or 4 => PluralForm.Few,
        _ => PluralForm.Other,
    };

    private static PluralForm Lithuanian(long hundredth, bool isWhole)
    {
        if (!isWhole) return PluralForm.Many;
        if (hundredth is >= 11 and <= 19 || hundredth % 10 == 0) return PluralForm.Other;
        return hundredth % 10 == 1 ? PluralForm.One : PluralForm.Few;
    }

    private static PluralForm Latvian(long hundredth, bool isWhole)
    {
        if (!isWhole) return PluralForm.Other;
        if (hundredth is >= 11 and <= 19 || hundredth % 10 == 0) return PluralForm.Zero;
        return hundredth % 10 == 1 ? PluralForm.One : PluralForm.Other;
    }

    private static PluralForm Arabic(decimal number, long hundredth, bool isWhole)
    {
        if (!isWhole) return PluralForm.Other;
        if (number < 3) return number == 0 ? PluralForm.Zero : number == 1 ? PluralForm.One : PluralForm.Two;
        return hundredth switch { >= 3 and <= 10 => PluralForm.Few, >= 11 => PluralForm.Many, _ => PluralForm.Other };
    }
}
