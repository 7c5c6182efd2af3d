using System.CommandLine;
using System.Text.Json;
using PostPurchase.Mail.Addresses;

namespace PostPurchase.Server.Commands;

/// <summary><c>address --check FILE</c>: one address a line in, one verdict a line out: <c>accepted</c>, or <c>refused</c> and why.</summary>
internal static class AddressCommand
{
    public static Command Create(Shell shell)
    {
        var file = new Option<string>("--check") { Description = "A file with one address a line.", Required = true };
        var json = Options.Json();
        var command = new Command("address", "Says which addresses mail can be sent to.") { file, json };
        command.SetAction(parsed =>
        {
            foreach (var address in Lines(Options.ReadText(shell, parsed.GetRequiredValue(file)))) shell.Out.WriteLine(parsed.GetValue(json) ? Json(address) : Verdict(address));
        });
        return command;
    }

    private static string Verdict(string address) => EmailAddress.Check(address) switch
    {
        AddressVerdict.Accepted => "accepted",
        var refused => $"refused {NameOf(refused)}",
    };

    private static string Json(string address)
    {
        var verdict = EmailAddress.Check(address);
        return JsonSerializer.Serialize(new AddressLine(address, verdict == AddressVerdict.Accepted, NameOf(verdict)), CommandJson.Default.AddressLine);
    }

    private static string NameOf(AddressVerdict verdict) => JsonNamingPolicy.SnakeCaseLower.ConvertName(verdict.ToString());

    // A carriage return inside of an address is part of it; only a file whose every line ends with one, but for a last one without an end, has Windows line ends.
    private static IEnumerable<string> Lines(string text)
    {
        var lines = text.Split('\n').ToList();
        if (lines[^1].Length == 0) lines.RemoveAt(lines.Count - 1);
        var isWindows = lines.Count > 1 && lines.SkipLast(1).All(line => line.EndsWith('\r'));
        return isWindows ? lines.Select(line => line.EndsWith('\r') ? line[..^1] : line) : lines;
    }
}

internal sealed record AddressLine(string Address, bool Accepted, string Verdict);
