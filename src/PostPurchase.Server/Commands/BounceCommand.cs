using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using PostPurchase.Engine.Bounces;
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
        var problem = await TakeAsync(shell, data, message.ToArray(), feedback, cancellationToken);
        foreach (var report in feedback.Reports) await shell.Out.WriteLineAsync(Line("-", report));
        if (problem is not null) await shell.Error.WriteLineAsync(problem);
        return Exit.Fine;
    }

    // Null when it was acted on or there is nothing to do, else why not. A mail system must not send it again for that, so it is no failure.
    private static async Task<string?> TakeAsync(Shell shell, string data, byte[] message, MailFeedback feedback, CancellationToken cancellationToken)
    {
        var folder = new DataFolder(shell.PathOf(data));
        if (folder.ReadSecret() is not { } key) return "nothing was changed: this data folder has no key yet, so no mail of it can have come back";
        await using var database = folder.OpenAsGuest();
        return (await new BounceIntake(database, key).TakeMailAsync("stdin", message, feedback, shell.Now, cancellationToken)).Problem;
    }

    private static string Line(string file, BounceReport report) =>
        JsonSerializer.Serialize(new BounceLine(file, report.Recipient, report.Status, report.Reason.ToName(), report.Action.ToName()), s_json.BounceLine);
}

internal sealed record BounceLine(string File, string Recipient, string Status, string Reason, string Action);
