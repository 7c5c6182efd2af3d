using System.CommandLine;
using PostPurchase.Engine.Simulation;
using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Messages;
using PostPurchase.Mail.Signing;
using PostPurchase.Mail.Smtp;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Commands;

/// <summary><c>send-test TEMPLATE --to ADDRESS --event FILE</c>: one real message through the configured mail server.</summary>
internal static class SendTestCommand
{
    public static Command Create(Shell shell)
    {
        var template = new Argument<string>("TEMPLATE") { Description = "Name of the template." };
        var to = new Option<string>("--to") { Description = "Who gets it.", Required = true };
        var events = new Option<string>("--event") { Description = "File with one canonical event.", Required = true };
        var command = new Command("send-test", "Sends one real message.") { template, to, events };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (!EmailAddress.TryParse(parsed.GetRequiredValue(to), out var recipient)) throw CommandException.Wrong("--to: expected an e-mail address");
            var settings = SettingsReader.Read(shell);
            if (!settings.Transports.TryGetValue("default", out var transport)) throw CommandException.Failed("no mail server is configured: expected the setting Smtp:Host");
            var request = new PreviewRequest(parsed.GetRequiredValue(template), Previews.EventOf(shell, parsed.GetRequiredValue(events)));
            var mail = await Previews.MakeAsync(shell, settings, request, cancellationToken);
            return await SendAsync(shell, settings, transport, mail.Message with { To = new Mailbox(recipient!, null), Date = shell.Clock.GetUtcNow() }, cancellationToken);
        });
        return command;
    }

    private static async Task<int> SendAsync(Shell shell, ServerSettings settings, TransportSettings transport, MailMessage message, CancellationToken cancellationToken)
    {
        var dkim = settings.Dkim is { } key ? DkimSigner.FromFile(key.Domain, key.Selector, key.KeyFile) : null;
        using var wire = MessageWriter.Write(message, dkim);
        await using var pool = new SmtpPool(EngineParts.Options(transport), shell.Clock);
        switch (await pool.SendAsync(new Envelope(1, wire), cancellationToken))
        {
            case SendOutcome.Accepted accepted:
                await shell.Out.WriteLineAsync($"accepted: {accepted.Text}");
                return Exit.Fine;
            case var outcome:
                throw CommandException.Failed($"not accepted: {outcome}");
        }
    }
}
