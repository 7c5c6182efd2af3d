using System.Collections.Frozen;

namespace PostPurchase.Templates.Functions;

/// <summary>
/// How many digits stand after the point in each currency. Source: ISO 4217 list one (active codes, amendments up to 2025), without
/// precious metals, test codes and units that have no exponent; codes withdrawn since 2013 are kept, because old purchases name them.
/// </summary>
public static class CurrencyExponents
{
    private const int Usual = 2;

    private const string TwoDigits =
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE " +
        "CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK " +
        "LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON " +
        "RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST " +
        "XAD XCD XCG YER ZAR ZMW ZWG";

    private const string NoDigits = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";

    private const string ThreeDigits = "BHD IQD JOD KWD LYD OMR TND";

    private const string FourDigits = "CLF UYW";

    private const string Withdrawn = "ANG BGN BYR:0 CUC HRK LTL LVL MRO SLL STD VEF ZMK ZWL";

    private static readonly FrozenDictionary<string, int> Exponents = Build();

    /// <summary>All codes: three capital letters each, in no order.</summary>
    public static IReadOnlyCollection<string> Codes => Exponents.Keys;

    /// <summary>
    /// The digits after the point, 0 to 4, of the currency with this code (three capital letters); whether there is such a currency.
    /// </summary>
    public static bool TryGet(string code, out int exponent) => Exponents.TryGetValue(code, out exponent);

    private static FrozenDictionary<string, int> Build()
    {
        var all = new Dictionary<string, int>(StringComparer.Ordinal);
        Add(all, TwoDigits, Usual);
        Add(all, NoDigits, 0);
        Add(all, ThreeDigits, 3);
        Add(all, FourDigits, 4);
        Add(all, Withdrawn, Usual);
        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static void Add(Dictionary<string, int> all, string codes, int exponent)
    {
        foreach (var code in codes.Split(' '))
            all.Add(code[..3], code.Length > 3 ? code[4] - '0' : exponent);
    }
}
