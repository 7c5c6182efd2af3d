using System.Collections.Frozen;
using PostPurchase.Templates.Functions;

namespace PostPurchase.Core.Purchases;

/// <summary>
/// An ISO 4217 currency by its three-letter code, upper case. The default value is <c>XXX</c> (no currency).
/// The exponents are those that the template language writes money with: <see cref="CurrencyExponents"/>.
/// </summary>
public readonly record struct Currency
{
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

    /// <summary>Whether ISO 4217 lists the code, now or until 2013: old purchases name currencies that are gone.</summary>
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

    private static IEnumerable<Currency> Listed()
    {
        foreach (var code in CurrencyExponents.Codes)
        {
            if (CurrencyExponents.TryGet(code, out var exponent)) yield return new Currency(code, exponent, isListed: true);
        }
    }
}
