using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using PostPurchase.Engine.Bounces;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Feedback;

namespace PostPurchase.Server.Commands;

/// <summary>
/// <c>bounce</c> takes one message from the input and acts on it; it ends with 75 where it could not, so that the mail server that pipes to it keeps the message.
/// <c>bounce --classify FILE...</c> only says what files mean.
/// </summary>
internal static class BounceCommand
{
    private static readonly CommandJson s_json = new(new JsonSerializerOptions(CommandJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static Command Create(Shell shell)
    {
        var classify = new Option<string[]>("--classify") { Description = "Files with one message each.", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = true };
        var data = Options.Data();
        var command = new Command("bounce", "Reads what came back: bounces, complaints, automatic answers. Ends with 75 (try again later) where a message could not be recorded.") { classify, data, Options.AlwaysJson() };
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
        try
        {
            var problem = await TakeAsync(new DataFolder(shell.PathOf(data)), shell, message.ToArray(), feedback, cancellationToken);
            foreach (var report in feedback.Reports) await shell.Out.WriteLineAsync(Line("-", report));
            if (problem is not null) await shell.Error.WriteLineAsync(problem);
            return Exit.Fine;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or StorageUnavailableException or UnusableDatabaseException or CommandException)
        {
            await shell.Error.WriteLineAsync($"try again later: {problem.Message.ReplaceLineEndings(" ")}");
            return Exit.TryAgainLater;
        }
    }

    // Null when it was acted on, else why there is nothing to do. A mail system must not send it again for that, so it is no failure.
    private static async Task<string?> TakeAsync(DataFolder folder, Shell shell, byte[] message, MailFeedback feedback, CancellationToken cancellationToken)
    {
        if (feedback.Kind == FeedbackKind.None) return "nothing was changed: this is neither a bounce nor a complaint";
        // A mail server starts its pipes in a folder of its own: without --data the bounces would be read in the wrong one, and be lost.
        if (folder.ReadSecret() is not { } key) throw CommandException.Failed($"{folder.Path} is no data folder that mail was sent from: name it with --data");
        await using var database = folder.OpenExisting();
        return (await new BounceIntake(database, key).TakeMailAsync("stdin", message, feedback, shell.Now, cancellationToken)).Problem;
    }

    private static string Line(string file, BounceReport report) =>
        JsonSerializer.Serialize(new BounceLine(file, report.Recipient, report.Status, report.Reason.ToName(), report.Action.ToName()), s_json.BounceLine);
}

internal sealed record BounceLine(string File, string Recipient, string Status, string Reason, string Action);
