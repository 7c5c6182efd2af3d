using System.CommandLine;
using System.Text.RegularExpressions;
using PostPurchase.Server.Commands;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Server.Tests.Contract;

/// <summary>What the contract says of the command line is what the commands declare: names, options, words, defaults, exit codes.</summary>
public sealed partial class CommandTextTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RootCommand _root;

    public CommandTextTests() =>
        _root = CommandLine.Root(new Shell { In = Stream.Null, Out = TextWriter.Null, Error = TextWriter.Null, Folder = _folder.Path, Environment = new Dictionary<string, string>() });

    public void Dispose() => _folder.Dispose();

    [ContractFact]
    public void Every_command_has_the_options_and_takes_the_words_that_are_said()
    {
        var usages = Rows().SelectMany(row => ContractText.Code(row.Usages)).ToList();

        Assert.True(usages.Count >= 25, $"only {usages.Count} usages were found");
        Assert.Empty(usages.SelectMany(Missing));
    }

    [ContractFact]
    public void A_command_ends_with_the_codes_that_are_said()
    {
        var said = ContractText.Line(3, "Exit 0 fine");

        Assert.Equal(
            [ContractText.Find(said, "Exit (\\d) fine"), ContractText.Find(said, "(\\d) the answer is no or it failed"), ContractText.Find(said, "(\\d) wrong arguments")],
            new[] { Exit.Fine, Exit.Failed, Exit.WrongArguments }.Select(code => $"{code}"));
    }

    [ContractFact]
    public async Task A_command_that_is_kept_for_later_says_so_as_is_said()
    {
        var (code, words) = (ContractText.Find(ContractText.Preamble, "exit (\\d) on the command line"), ContractText.Find(ContractText.Preamble, "refused with \"([^\"]*)\""));
        var later = Rows().Where(row => row.Usages.Contains("[later]", StringComparison.Ordinal)).SelectMany(row => ContractText.Code(row.Usages)).ToList();

        Assert.NotEmpty(later);
        foreach (var name in later)
        {
            var run = await CommandRun.Of(_folder, name);
            Assert.Equal((code, $"{name}: {words}\n"), ($"{run.ExitCode}", run.Error));
        }
    }

    [ContractFact]
    public void What_is_left_out_has_the_default_that_is_said()
    {
        var serve = Row("serve");
        var said = ContractText.Find(serve.Does, "\\(defaults ([^)]*)\\)").Split(", ");

        Assert.Equal(Options(serve.Usages), ["--urls", "--data", "--workflows", "--templates"]);
        Assert.Equal(said.Select(value => value.TrimStart('.', '/')), Options(serve.Usages).Select(option => Default("serve", option)));
        Assert.Equal(ContractText.Find(Row("demo").Does, "default port (\\d+)"), Default("demo", "--port"));
        Assert.Equal(ContractText.Find(Row("simulate").Does, "`(\\w+)` \\(default\\)"), Default("simulate", "--mail"));
        Assert.Equal(ContractText.Find(Row("template").Usages, "--grammar (\\w+)"), Default("template", "--grammar"));
    }

    private IEnumerable<string> Missing(string usage)
    {
        var words = usage.Split(' ').Select(word => word.Trim('[', ']')).ToList();
        if (words[0] == "timeline.jsonl") yield break;
        Command command = _root;
        foreach (var word in words.TakeWhile(word => char.IsAsciiLetterLower(word[0])))
        {
            if (command.Subcommands.FirstOrDefault(one => one.Name == word) is { } below) command = below;
            else yield return $"{usage}: there is no {word}";
        }

        foreach (var (option, value) in words.Zip(words.Skip(1).Append("")).Where(pair => pair.First.StartsWith("--", StringComparison.Ordinal)))
        {
            if (command.Options.All(one => one.Name != option)) yield return $"{usage}: there is no {option}";
            foreach (var word in value.Contains('|', StringComparison.Ordinal) ? value.Split('|') : [])
            {
                if (Refuses(words[0], option, word)) yield return $"{usage}: {word} is refused";
            }

            if (value.Contains('|', StringComparison.Ordinal) && !Refuses(words[0], option, "nonsense")) yield return $"{usage}: any word is taken";
        }
    }

    private bool Refuses(string command, string option, string word) =>
        _root.Parse([command, option, word]).Errors.Any(error => error.Message.Contains($"'{word}'", StringComparison.Ordinal));

    private string Default(string command, string option)
    {
        var declared = _root.Subcommands.Single(one => one.Name == command).Options.Single(one => one.Name == option);
        return $"{declared.GetDefaultValue()}";
    }

    private static IEnumerable<string> Options(string usages) => OptionRegex().Matches(usages).Select(match => match.Value);

    private static (string Usages, string Does) Row(string command) => Rows().Single(row => row.Usages.StartsWith($"`{command} ", StringComparison.Ordinal));

    private static IEnumerable<(string Usages, string Does)> Rows() =>
        ContractText.Section(3).Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Trim('|', ' ').Split(" | ", 2)).Select(cells => (cells[0], cells.Length > 1 ? cells[1] : ""));

    [GeneratedRegex("--[a-z-]+")]
    private static partial Regex OptionRegex();
}
