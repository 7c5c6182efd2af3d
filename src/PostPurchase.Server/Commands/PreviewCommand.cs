using System.CommandLine;
using System.Text;
using PostPurchase.Engine.Simulation;
using PostPurchase.Mail.Messages;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Commands;

/// <summary><c>preview TEMPLATE --event FILE</c>: renders one message to the output; a missing value is an error here.</summary>
internal static class PreviewCommand
{
    public static Command Create(Shell shell)
    {
        var template = new Argument<string>("TEMPLATE") { Description = "Name of the template." };
        var events = new Option<string>("--event") { Description = "File with one canonical event; of several (a list, or .jsonl) the last, the others came before.", Required = true };
        var journey = new Option<string?>("--journey") { Description = "Journey whose step is meant." };
        var step = new Option<string?>("--step") { Description = "Step id." };
        var variant = new Option<string?>("--variant") { Description = "NAME or EXPERIMENT:NAME." };
        var part = new Option<string>("--part") { Description = "html, text, subject or eml.", DefaultValueFactory = _ => "html" };
        var data = Options.ShopData();
        part.AcceptOnlyFromAmong("html", "text", "subject", "eml");
        var command = new Command("preview", "Renders one message.") { template, events, journey, step, variant, part, data, SettingFlags.Option() };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (fact, before) = Previews.EventsOf(shell, parsed.GetRequiredValue(events));
            var request = new PreviewRequest(parsed.GetRequiredValue(template), fact, parsed.GetValue(journey), parsed.GetValue(step), parsed.GetValue(variant)) { Before = before };
            var folder = new DataFolder(shell.PathOf(parsed.GetRequiredValue(data)));
            var mail = await Previews.MakeAsync(shell, (SettingsReader.Read(shell, folder), folder), request, cancellationToken);
            await shell.Out.WriteAsync(PartOf(mail, parsed.GetRequiredValue(part)));
            return Exit.Fine;
        });
        return command;
    }

    private static string PartOf(PreviewedMail mail, string part) => part switch
    {
        "subject" => mail.Mail.Subject + "\n",
        "text" => mail.Mail.Text ?? PlainText.FromHtml(mail.Mail.Html ?? ""),
        "eml" => Message(mail.Message),
        _ => mail.Mail.Html ?? "",
    };

    private static string Message(MailMessage message)
    {
        using var wire = MessageWriter.Write(message);
        return Encoding.UTF8.GetString(wire.Bytes.Span);
    }
}
