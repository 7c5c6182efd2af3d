using System.Security.Cryptography;
using System.Text;

namespace PostPurchase.Core.Compliance;

/// <summary>Names findings by what they are about.</summary>
internal static class FindingId
{
    /// <summary>One finding for those of several languages and variants; its id stands for the words of all of them.</summary>
    public static Finding Put(IEnumerable<Finding> same)
    {
        var all = same.ToList();
        var first = all[0];
        string?[] parts =
        [
            first.Rule.Code, first.Journey, first.Step, first.Template, first.Journey is null ? Path.GetFileName(first.File) : null,
            .. all.Select(finding => $"{finding.Message}\u001e{finding.Seen}").Distinct().Order(StringComparer.Ordinal),
        ];
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', parts)));
        return first with { Id = Convert.ToHexStringLower(hash.AsSpan(0, 16)), IsOfSome = all.TrueForAll(finding => finding.IsOfSome) };
    }
}
