using System.Buffers;
using System.Globalization;
using System.Text;

namespace PostPurchase.Mail.Addresses;

/// <summary>Host names of RFC 5321 2.3.5 and RFC 5890, brought to lower-case A-labels.</summary>
internal static class DomainSyntax
{
    private const int LongestDomain = 253;
    private const int LongestLabel = 63;

    private static readonly SearchValues<char> LabelText = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public static AddressVerdict Check(string domain, out string ascii)
    {
        ascii = "";
        if (domain[0] == '[') return AddressVerdict.AddressLiteral;
        if (AddressSyntax.Spaced(domain) is { } spaced) return spaced;
        if (!TryToAscii(domain, out var name)) return AddressVerdict.InvalidInternationalDomain;
        if (name.Length > LongestDomain) return AddressVerdict.TooLong;
        var labels = name.Split('.');
        foreach (var label in labels)
            if (CheckLabel(label) is var verdict and not AddressVerdict.Accepted) return verdict;
        if (labels.Length == 1 && !IsCountryCode(name)) return AddressVerdict.SingleLabelDomain;
        if (labels[^1].AsSpan().IndexOfAnyExceptInRange('0', '9') < 0) return AddressVerdict.NumericTopLevelDomain;
        ascii = name;
        return AddressVerdict.Accepted;
    }

    private static AddressVerdict CheckLabel(string label)
    {
        if (label.Length == 0) return AddressVerdict.MisplacedDot;
        if (label.AsSpan().ContainsAnyExcept(LabelText)) return AddressVerdict.ForbiddenCharacter;
        if (label[0] == '-' || label[^1] == '-') return AddressVerdict.MisplacedHyphen;
        if (label.Length > LongestLabel) return AddressVerdict.LabelTooLong;
        return label.StartsWith("xn--", StringComparison.Ordinal) && !IsALabel(label)
            ? AddressVerdict.InvalidInternationalDomain
            : AddressVerdict.Accepted;
    }

    private static bool IsCountryCode(string name) => name.Length == 2 && name.AsSpan().IndexOfAnyExceptInRange('a', 'z') < 0;

    private static bool TryToAscii(string domain, out string name)
    {
        name = domain.ToLowerInvariant();
        if (Ascii.IsValid(domain)) return true;
        try
        {
            name = new IdnMapping().GetAscii(domain).ToLowerInvariant();
            return true;
        }
        catch (ArgumentException)
        {
            return false; // the only way in which IdnMapping says no
        }
    }

    private static bool IsALabel(string label)
    {
        try
        {
            return !Ascii.IsValid(new IdnMapping().GetUnicode(label));
        }
        catch (ArgumentException)
        {
            return false; // the only way in which IdnMapping says no
        }
    }
}
