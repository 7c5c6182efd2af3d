using System.CommandLine;
using System.Globalization;
using PostPurchase.Engine.Simulation;
using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Messages;
using PostPurchase.Mail.Smtp;
using PostPurchase.Server.Api.Templates;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Commands;

/// <summary><c>send-test TEMPLATE --to ADDRESS --event FILE</c>: one real message through the configured mail server.</summary>
internal static class SendTestCommand
{
    public static Command Create(Shell shell)
    {
        var template = new Argument<string>("TEMPLATE") { Description = "Name of the template." };
        var to = new Option<string>("--to") { Description = "Who gets it.", Required = true };
        var events = new Option<string>("--event") { Description = "File with one canonical event; of several (a list, or .jsonl) the last, the others came before.", Required = true };
        var data = Options.ShopData();
        var command = new Command("send-test", "Sends one real message.") { template, to, events, data, SettingFlags.Option() };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (!EmailAddress.TryParse(parsed.GetRequiredValue(to), out var recipient)) throw CommandException.Wrong("--to: expected an e-mail address");
            var folder = new DataFolder(shell.PathOf(parsed.GetRequiredValue(data)));
            var settings = SettingsReader.Read(shell, folder);
            if (!settings.Transports.TryGetValue("default", out var transport)) throw CommandException.Failed("no mail server is configured: expected the setting Smtp:Host");
            if (settings.Store.FromAddress is null) throw CommandException.Failed("nobody to send it from: expected the setting Store:FromAddress");
            var (fact, before) = Previews.EventsOf(shell, parsed.GetRequiredValue(events));
            var request = new PreviewRequest(parsed.GetRequiredValue(template), fact) { Before = before };
            var mail = await Previews.MakeAsync(shell, (settings, folder), request, cancellationToken);
            return await SendAsync(shell, settings, transport, Fresh(TestBar.On(mail.Message), shell) with { To = new Mailbox(recipient!, null) }, cancellationToken);
        });
        return command;
    }

    private static async Task<int> SendAsync(Shell shell, ServerSettings settings, TransportSettings transport, MailMessage message, CancellationToken cancellationToken)
    {
        using var dkim = settings.Dkim?.Open();
        using var wire = MessageWriter.Write(message, dkim?.Covers(message.From.Address.Domain) == true ? dkim : null);
        await using var pool = new SmtpPool(EngineParts.Options(transport), shell.Clock);
        var outcome = await pool.SendAsync(new Envelope(1, wire), cancellationToken);
        if (outcome is not SendOutcome.Accepted accepted) throw CommandException.Failed(Reason(outcome));
        await shell.Out.WriteLineAsync($"accepted: {accepted.Text}");
        await shell.Out.WriteLineAsync("its links lead nowhere: no send of a journey stands behind them");
        if (!settings.Store.IsBaseUrlSet) await shell.Out.WriteLineAsync($"Store:BaseUrl is not set: pictures of this server are named at {settings.Store.BaseUrl}, where a mailbox does not find them");
        return Exit.Fine;
    }

    private static string Reason(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Deferred deferred => $"not accepted now: {Answer(deferred.Code, deferred.Text)}",
        SendOutcome.Rejected rejected => $"refused: {Answer(rejected.Code, rejected.Text)}",
        SendOutcome.Uncertain uncertain => $"perhaps accepted: {uncertain.Text}",
        _ => throw new InvalidOperationException("an outcome is one of four cases"),
    };

    private static string Answer(int? code, string text) => code is { } reply && !text.StartsWith(reply.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"{reply} {text}") : text;

    // A mailbox shows only the first of several messages with one id.
    private static MailMessage Fresh(MailMessage message, Shell shell) => message with { Date = shell.Clock.GetUtcNow(), Id = $"test.{Guid.NewGuid():N}" };
}
