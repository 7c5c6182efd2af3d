using System.Globalization;

namespace PostPurchase.Templates.Functions;

/// <summary>
/// Number and date formats of common languages for machines without culture data. One line a language or region:
/// name; decimal separator; group separator; currency pattern before or after; short date; months; short months; days; short days; months that stand
/// without a day where they differ. A region's line may stop early: the rest is the language's.
/// </summary>
internal static class CultureTable
{
    private const char NarrowSpace = '\u202f';
    private const char HardSpace = '\u00a0';

    private static readonly Dictionary<string, string[]> Lines = Read(
        "en;.;,;before;M/d/yyyy;January February March April May June July August September October November December;" +
            "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec;Sunday Monday Tuesday Wednesday Thursday Friday Saturday;Sun Mon Tue Wed Thu Fri Sat",
        "en-GB;.;,;before;dd/MM/yyyy", "en-IE;.;,;before;dd/MM/yyyy", "en-AU;.;,;before;d/MM/yyyy", "en-NZ;.;,;before;d/MM/yyyy",
        "en-IN;.;,;before;dd/MM/yyyy", "en-CA;.;,;before;yyyy-MM-dd", "en-ZA;,;_;before;yyyy/MM/dd",
        "de;,;.;after;dd.MM.yyyy;Januar Februar März April Mai Juni Juli August September Oktober November Dezember;" +
            "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez;Sonntag Montag Dienstag Mittwoch Donnerstag Freitag Samstag;So Mo Di Mi Do Fr Sa",
        "de-CH;.;’;spaced;dd.MM.yyyy", "de-LI;.;’;spaced;dd.MM.yyyy", "de-AT;,;_;spaced;dd.MM.yyyy",
        "fr;,;-;after;dd/MM/yyyy;janvier février mars avril mai juin juillet août septembre octobre novembre décembre;" +
            "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.;dimanche lundi mardi mercredi jeudi vendredi samedi;dim. lun. mar. mer. jeu. ven. sam.",
        "fr-CH;,;-;after;dd.MM.yyyy", "fr-CA;,;_;after;yyyy-MM-dd",
        "es;,;.;after;d/M/yyyy;enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre;" +
            "ene feb mar abr may jun jul ago sept oct nov dic;domingo lunes martes miércoles jueves viernes sábado;dom lun mar mié jue vie sáb",
        "es-MX;.;,;before;dd/MM/yyyy",
        "it;,;.;after;dd/MM/yyyy;gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre;" +
            "gen feb mar apr mag giu lug ago set ott nov dic;domenica lunedì martedì mercoledì giovedì venerdì sabato;dom lun mar mer gio ven sab",
        "nl;,;.;spaced;dd-MM-yyyy;januari februari maart april mei juni juli augustus september oktober november december;" +
            "jan feb mrt apr mei jun jul aug sep okt nov dec;zondag maandag dinsdag woensdag donderdag vrijdag zaterdag;zo ma di wo do vr za",
        "pt;,;.;spaced;dd/MM/yyyy;janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro;" +
            "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.;domingo segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado;" +
            "dom. seg. ter. qua. qui. sex. sáb.",
        "pt-PT;,;_;after;dd/MM/yyyy",
        "pl;,;_;after;d.MM.yyyy;stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia;" +
            "sty lut mar kwi maj cze lip sie wrz paź lis gru;niedziela poniedziałek wtorek środa czwartek piątek sobota;niedz. pon. wt. śr. czw. pt. sob.;" +
            "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
        "sv;,;_;after;yyyy-MM-dd;januari februari mars april maj juni juli augusti september oktober november december;" +
            "jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec.;söndag måndag tisdag onsdag torsdag fredag lördag;sön mån tis ons tors fre lör",
        "da;,;.;after;dd.MM.yyyy;januar februar marts april maj juni juli august september oktober november december;" +
            "jan. feb. mar. apr. maj jun. jul. aug. sep. okt. nov. dec.;søndag mandag tirsdag onsdag torsdag fredag lørdag;søn. man. tirs. ons. tors. fre. lør.",
        "nb;,;_;after;dd.MM.yyyy;januar februar mars april mai juni juli august september oktober november desember;" +
            "jan. feb. mars apr. mai juni juli aug. sep. okt. nov. des.;søndag mandag tirsdag onsdag torsdag fredag lørdag;søn. man. tir. ons. tor. fre. lør.",
        "fi;,;_;after;d.M.yyyy", "cs;,;_;after;dd.MM.yyyy", "sk;,;_;after;d. M. yyyy", "hu;,;_;after;yyyy. MM. dd.", "ro;,;.;after;dd.MM.yyyy",
        "bg;,;_;after;d.MM.yyyy", "el;,;.;after;d/M/yyyy", "tr;,;.;before;d.MM.yyyy", "ru;,;_;after;dd.MM.yyyy", "uk;,;_;after;dd.MM.yyyy",
        "ja;.;,;before;yyyy/MM/dd", "ko;.;,;before;yyyy. M. d.", "zh;.;,;before;yyyy/M/d");

    /// <summary>A read-only culture; null where neither the name nor its language is in the table.</summary>
    public static CultureInfo? Create(string name)
    {
        var language = name.Split('-')[0];
        if (!Lines.TryGetValue(language, out var general) || !IsLanguageOrRegion(name, language)) return null;
        var line = Lines.TryGetValue(name, out var regional) ? [.. regional, .. general.AsSpan(Math.Min(regional.Length, general.Length))] : general;
        var culture = new TableCulture(name);
        SetNumbers(culture.NumberFormat, line);
        SetDates(culture.DateTimeFormat, line);
        return CultureInfo.ReadOnly(culture);
    }

    private static bool IsLanguageOrRegion(string name, string language) =>
        name.Length == language.Length || (name.Length == language.Length + 3 && char.IsAsciiLetter(name[^1]) && char.IsAsciiLetter(name[^2]));

    private static void SetNumbers(NumberFormatInfo format, string[] line)
    {
        var group = line[2] switch { "_" => HardSpace.ToString(), "-" => NarrowSpace.ToString(), var other => other };
        format.NumberDecimalSeparator = format.CurrencyDecimalSeparator = format.PercentDecimalSeparator = line[1];
        format.NumberGroupSeparator = format.CurrencyGroupSeparator = format.PercentGroupSeparator = group;
        (format.CurrencyPositivePattern, format.CurrencyNegativePattern) = line[3] switch { "before" => (0, 1), "spaced" => (2, 9), _ => (3, 8) };
        format.NumberDecimalDigits = format.CurrencyDecimalDigits = 2;
    }

    private static void SetDates(DateTimeFormatInfo format, string[] line)
    {
        format.ShortDatePattern = line[4];
        format.DateSeparator = line[4].Contains('/') ? "/" : line[4].Contains('-') ? "-" : ".";
        if (line.Length < 9) return;
        format.MonthGenitiveNames = [.. line[5].Split(' '), string.Empty];
        format.MonthNames = [.. line[line.Length > 9 ? 9 : 5].Split(' '), string.Empty];
        format.AbbreviatedMonthNames = format.AbbreviatedMonthGenitiveNames = [.. line[6].Split(' '), string.Empty];
        format.DayNames = line[7].Split(' ');
        format.AbbreviatedDayNames = line[8].Split(' ');
    }

    private static Dictionary<string, string[]> Read(params ReadOnlySpan<string> lines)
    {
        var all = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines)
        {
            var cells = line.Split(';');
            all.Add(cells[0], cells);
        }
        return all;
    }
}
