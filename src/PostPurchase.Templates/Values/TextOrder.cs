using System.Globalization;

namespace PostPurchase.Templates;

/// <summary>
/// Order of texts as people expect it: letters before case. By the culture data of the machine; without such data (InvariantGlobalization),
/// where the runtime compares character codes, by the codes of upper-case letters.
/// </summary>
internal static class TextOrder
{
    private static readonly CompareInfo Invariant = CultureInfo.InvariantCulture.CompareInfo;
    private static readonly bool HasCultureData = Invariant.Compare("a", "B") < 0;

    /// <summary>Less than, equal to or greater than 0.</summary>
    public static int Compare(string left, string right)
    {
        if (HasCultureData) return Invariant.Compare(left, right);
        var order = string.Compare(left, right, StringComparison.OrdinalIgnoreCase);
        return order != 0 ? order : string.CompareOrdinal(right, left);
    }
}
