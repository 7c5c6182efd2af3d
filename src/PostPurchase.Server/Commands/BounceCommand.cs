using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using PostPurchase.Mail.Feedback;

namespace PostPurchase.Server.Commands;

/// <summary><c>bounce</c> takes one message from the input and acts on it; <c>bounce --classify FILE...</c> only says what files mean.</summary>
internal static class BounceCommand
{
    private static readonly CommandJson s_json = new(new JsonSerializerOptions(CommandJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static Command Create(Shell shell)
    {
        var classify = new Option<string[]>("--classify") { Description = "Files with one message each.", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = true };
        var data = Options.Data();
        var command = new Command("bounce", "Reads what came back: bounces, complaints, automatic answers.") { classify, data };
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(classify) is { Length: > 0 } files
            ? Task.FromResult(Classify(shell, files))
            : ReadAsync(shell, parsed.GetRequiredValue(data), cancellationToken));
        return command;
    }

    private static int Classify(Shell shell, IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            foreach (var report in FeedbackReader.Read(Options.ReadBytes(shell, file)).Reports) shell.Out.WriteLine(Line(file, report));
        }
        return Exit.Fine;
    }

    private static async Task<int> ReadAsync(Shell shell, string data, CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        await shell.In.CopyToAsync(message, cancellationToken);
        var feedback = FeedbackReader.Read(message.ToArray());
        var applied = await Bounces.ApplyAsync(shell, data, feedback, cancellationToken);
        foreach (var report in feedback.Reports) await shell.Out.WriteLineAsync(Line("-", report));
        if (applied is { } why) await shell.Error.WriteLineAsync(why);
        return Exit.Fine;
    }

    private static string Line(string file, BounceReport report) =>
        JsonSerializer.Serialize(new BounceLine(file, report.Recipient, report.Status, report.Reason.ToName(), report.Action.ToName()), s_json.BounceLine);
}

internal sealed record BounceLine(string File, string Recipient, string Status, string Reason, string Action);
