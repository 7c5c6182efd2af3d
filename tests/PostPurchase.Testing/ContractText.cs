using System.Globalization;
using System.Text.RegularExpressions;

namespace PostPurchase.Testing;

/// <summary>What <c>contract.md</c> beside the conformance data says, to compare with what the code declares. For tests that are a <see cref="ConformanceFactAttribute"/>.</summary>
public static partial class ContractText
{
    private static readonly Lazy<string> s_text = new(() => File.ReadAllText(Conformance.PathTo("..", "contract.md")).ReplaceLineEndings("\n"));

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
