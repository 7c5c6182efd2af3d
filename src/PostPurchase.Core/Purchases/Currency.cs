using System.Collections.Frozen;

namespace PostPurchase.Core.Purchases;

/// <summary>
/// An ISO 4217 currency by its three-letter code, upper case. The default value is <c>XXX</c> (no currency).
/// Source of the exponents: ISO 4217 list one, column "minor unit".
/// </summary>
public readonly record struct Currency
{
    private const string TwoDecimals =
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK "
        + "DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL "
        + "MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD "
        + "SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";

    private const string NoDecimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
    private const string ThreeDecimals = "BHD IQD JOD KWD LYD OMR TND";
    private const string FourDecimals = "CLF UYW";

    private static readonly FrozenDictionary<string, Currency>.AlternateLookup<ReadOnlySpan<char>> ByCode =
        Listed().ToFrozenDictionary(currency => currency.Code).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly string? _code;

    private Currency(string code, int exponent, bool isListed)
    {
        _code = code;
        Exponent = exponent;
        IsListed = isListed;
    }

    /// <summary>Three upper-case letters.</summary>
    public string Code => _code ?? "XXX";

    /// <summary>Decimal places of the minor unit, 0..4: 2 for USD, 0 for JPY, 3 for KWD; 2 for a code that ISO 4217 does not list.</summary>
    public int Exponent { get; }

    /// <summary>Whether ISO 4217 lists the code as an active currency.</summary>
    public bool IsListed { get; }

    /// <summary>Reads a code of three ASCII letters in any case; false for anything else. Codes that are not listed are accepted: see <see cref="IsListed"/>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Currency currency)
    {
        currency = default;
        if (text.Length != 3) return false;
        Span<char> code = stackalloc char[3];
        for (var i = 0; i < 3; i++)
        {
            if (!char.IsAsciiLetter(text[i])) return false;
            code[i] = char.ToUpperInvariant(text[i]);
        }

        if (!ByCode.TryGetValue(code, out currency)) currency = new Currency(code.ToString(), 2, isListed: false);
        return true;
    }

    /// <summary>The currency of a code that is known to be right. Throws <see cref="FormatException"/> where it is not three letters.</summary>
    public static Currency Parse(string code) =>
        TryParse(code, out var currency) ? currency : throw new FormatException($"'{code}' is no currency code: three letters such as EUR are expected");

    /// <summary>The code.</summary>
    public override string ToString() => Code;

    private static IEnumerable<Currency> Listed() =>
        new[] { (NoDecimals, 0), (TwoDecimals, 2), (ThreeDecimals, 3), (FourDecimals, 4) }
            .SelectMany(list => list.Item1.Split(' '), (list, code) => new Currency(code, list.Item2, isListed: true));
}
