using System.Text.RegularExpressions;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Settings;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Server.Tests.Contract;

/// <summary>What the contract says of settings is what the server reads: names, words and defaults.</summary>
public sealed class SettingTextTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ContractFact]
    public void Every_setting_that_is_said_is_known()
    {
        var names = Names().ToList();

        Assert.True(names.Count >= 35, $"only {names.Count} settings were found");
        Assert.DoesNotContain(names, name => Problems(name, "x").Contains("there is no such setting", StringComparison.Ordinal));
        Assert.Contains("there is no such setting", Problems("Mail:Modus", "x"), StringComparison.Ordinal);
    }

    [ContractFact]
    public void Mail_is_captured_or_does_what_the_words_say()
    {
        var line = ContractText.Line(5, "`Mail:Mode`");
        var (words, usual) = ContractText.Choices(Regex.Replace(ContractText.Find(line, "`Mail:Mode` (.*?);"), "\\((?!default)[^)]*\\)", ""));

        Assert.Equal($"setting Mail:Mode: 'x': expected {string.Join(", ", words)}", Problems("Mail:Mode", "x"));
        Assert.Equal(usual, $"{Read().Mail.Mode}".ToLowerInvariant());
    }

    [ContractFact]
    public void A_transport_is_secured_by_the_words_that_are_said()
    {
        var words = ContractText.Find(ContractText.Section(5), "Security: ([a-z_|]+)").Split('|');

        Assert.Contains($"setting Smtp:Security: 'x': expected {string.Join(", ", words)}", Problems("Smtp:Security", "x"), StringComparison.Ordinal);
    }

    // `Smtp:{Host,Security: none|tls}` and `Transports:<name>:{...}` written out; `...` is whatever stood before it.
    private static IEnumerable<string> Names()
    {
        var text = ContractText.Section(5);
        var whole = ContractText.Code(text).Where(code => code.Contains(':', StringComparison.Ordinal) && !code.Contains("...", StringComparison.Ordinal));
        return whole.SelectMany(code => WrittenOut(Regex.Replace(code, ": [a-z_|]+|=true", ""))).Select(name => name.Replace("<name>", "one", StringComparison.Ordinal));
    }

    private static IEnumerable<string> WrittenOut(string code)
    {
        if (Regex.Match(code, "{([^{}]*)}") is not { Success: true } braces) return [code];
        return braces.Groups[1].Value.Split(',').SelectMany(name => WrittenOut(code[..braces.Index] + name + code[(braces.Index + braces.Length)..]));
    }

    private string Problems(string name, string value)
    {
        try
        {
            Read((name, value));
            return "";
        }
        catch (CommandException problem)
        {
            return string.Join('\n', problem.Lines);
        }
    }

    private ServerSettings Read(params (string Name, string Value)[] settings) => SettingsReader.Read(new Shell
    {
        In = Stream.Null,
        Out = TextWriter.Null,
        Error = TextWriter.Null,
        Folder = _folder.Path,
        Environment = settings.ToDictionary(setting => $"PostPurchase__{setting.Name.Replace(":", "__", StringComparison.Ordinal)}", setting => setting.Value),
    });
}
