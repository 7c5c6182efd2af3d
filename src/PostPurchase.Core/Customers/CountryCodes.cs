using System.Collections.Frozen;

namespace PostPurchase.Core.Customers;

/// <summary>The countries of ISO 3166-1 by their codes of two letters, and the unions that settings may name instead of their members.</summary>
public static class CountryCodes
{
    // With the regions that have a code of their own and are part of the Union: Aland and the French ones overseas (Article 355 TFEU).
    private static readonly string[] s_eu = Codes("AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE AX GF GP MF MQ RE YT");
    private static readonly string[] s_eea = [.. s_eu, "IS", "LI", "NO"];

    // XK is Kosovo: no code of the standard, and in use with shops and parcel services.
    private static readonly FrozenSet<string> s_known = FrozenSet.ToFrozenSet(
        Codes(
            "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ " +
            "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR " +
            "GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP " +
            "KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT " +
            "MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW " +
            "SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ " +
            "UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW"),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The members of the European Economic Area.</summary>
    public static IReadOnlyList<string> Eea => s_eea;

    /// <summary>Whether there is a country with this code.</summary>
    public static bool IsKnown(string code) => s_known.Contains(code);

    /// <summary>The countries that a word of a setting means: a code, <c>EU</c>, <c>EEA</c> or <c>UK</c>; null where it means none.</summary>
    public static IReadOnlyList<string>? Named(string word) => word.ToUpperInvariant() switch
    {
        "EU" => s_eu,
        "EEA" => s_eea,
        "UK" => ["GB"],
        var code => IsKnown(code) ? [code] : null,
    };

    private static string[] Codes(string text) => text.Split(' ');
}
