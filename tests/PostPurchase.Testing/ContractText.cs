using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace PostPurchase.Testing;

/// <summary>What <c>contract.md</c> beside the conformance data says, to compare with what the code declares. For tests that are a <see cref="ContractFactAttribute"/>.</summary>
public static partial class ContractText
{
    private static readonly Lazy<string> s_text = new(() => File.ReadAllText(Place!).ReplaceLineEndings("\n"));

    /// <summary>Where it lies; null where it does not.</summary>
    public static string? Place { get; } = Conformance.Folder is { } folder && Path.Combine(folder, "..", "contract.md") is var place && File.Exists(place) ? place : null;

    /// <summary>Why a test cannot read it; null where it can.</summary>
    public static string? Missing { get; } = Conformance.Missing ?? (Place is null ? "needs contract.md, which does not lie beside the data" : null);

    /// <summary>What stands before the first section.</summary>
    public static string Preamble => s_text.Value.Split("\n## ")[0];

    /// <summary>A section by its number, with its heading; throws where there is none.</summary>
    public static string Section(int number) =>
        s_text.Value.Split("\n## ").Single(section => section.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{number}. "), StringComparison.Ordinal));

    /// <summary>The only line of a section in which <paramref name="words"/> stand; throws where there is none or several.</summary>
    public static string Line(int section, string words) => Section(section).Split('\n').Single(line => line.Contains(words, StringComparison.Ordinal));

    /// <summary>The first block of code of a section.</summary>
    public static string Block(int section) => BlockRegex().Match(Section(section)).Groups[1].Value;

    /// <summary>What the first group of <paramref name="pattern"/> is in a text; throws where it is not found.</summary>
    public static string Find(string text, string pattern) =>
        Regex.Match(text, pattern) is { Success: true } found ? found.Groups[1].Value : throw new InvalidOperationException($"the contract has no more: {pattern}");

    /// <summary>The words of <c>a | b (default) | c</c>, up to the first comma, semicolon, full stop or free-standing colon; the one that is marked is the default, or null.</summary>
    public static (IReadOnlyList<string> Words, string? Default) Choices(string text)
    {
        var words = ChoicesEndRegex().Split(RemarkRegex().Replace(text, match => match.Value == "(default)" ? "!" : ""))[0].Split('|', StringSplitOptions.TrimEntries);
        return ([.. words.Select(word => word.TrimEnd('!').TrimEnd().Trim('`'))], words.FirstOrDefault(word => word.EndsWith('!'))?.TrimEnd('!').TrimEnd().Trim('`'));
    }

    /// <summary>What stands in backticks.</summary>
    public static IReadOnlyList<string> Code(string text) => [.. CodeRegex().Matches(text).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("```[a-z]*\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex BlockRegex();

    [GeneratedRegex("\\([^)]*\\)")]
    private static partial Regex RemarkRegex();

    [GeneratedRegex("[,;.]| : ")]
    private static partial Regex ChoicesEndRegex();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodeRegex();
}

/// <summary>A fact over the contract's text; skipped where it does not lie beside the conformance data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ContractFactAttribute : FactAttribute
{
    /// <summary>Skips the test where the text is not there.</summary>
    public ContractFactAttribute() => Skip = ContractText.Missing;
}

/// <summary>A theory over the contract's text; skipped where it does not lie beside the conformance data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ContractTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips the tests where the text is not there.</summary>
    public ContractTheoryAttribute() => Skip = ContractText.Missing;
}
