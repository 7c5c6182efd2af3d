using System.Globalization;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Messages;
using PostPurchase.Mail.Signing;
using PostPurchase.Mail.Smtp;
using PostPurchase.Server.Api.Journeys;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Api.Templates;

/// <summary>One message to a person who wants to see it in their own mail program: no send of the ledger, no customer.</summary>
internal static class TestMailEndpoint
{
    public static async Task<IResult> SendAsync(TestMailBody body, RunnerService runner, HttpContext context, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (body.Preview is null) return Answer.Error(400, "expected what to send", "preview");
        if (!EmailAddress.TryParse(body.To ?? "", out var to)) return Answer.Error(400, "expected an e-mail address", "to");
        var (made, refused) = await PreviewEndpoint.ComposeAsync(body.Preview, runner, clock, cancellationToken);
        if (made is null) return refused!;
        // A redirecting shop has one address that may get mail.
        var settings = runner.Settings;
        var recipient = settings.Mail is { Mode: MailMode.Redirect, RedirectTo: { } redirect } ? redirect : to!;
        var number = clock.Now().ToUnixTimeMilliseconds();
        var message = made.Message with { Id = string.Create(CultureInfo.InvariantCulture, $"test.{number}"), To = new Mailbox(recipient, null), Date = clock.GetUtcNow(), Subject = $"[Test] {made.Message.Subject}", Unsubscribe = null };
        using var wire = MessageWriter.Write(message, settings.Dkim is { } dkim ? DkimSigner.FromFile(dkim.Domain, dkim.Selector, dkim.KeyFile) : null);
        var (outcome, where) = await HandOverAsync(runner, new Envelope(number, wire), clock, cancellationToken);
        if (outcome is null) return Answer.Error(502, where);
        await new AuditStore(runner.Database).AddAsync(new(context.Caller().Name, "template.test_sent", body.Preview.Template, null, outcome, clock.Now()), cancellationToken);
        return TypedResults.Json(new TestMailAnswer(outcome, where), TemplateJson.Default.TestMailAnswer);
    }

    // Outcome null = refused, with the server's words.
    private static async Task<(string? Outcome, string Where)> HandOverAsync(RunnerService runner, Envelope envelope, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (runner.Settings.Mail.Mode == MailMode.Captured || !runner.Settings.Transports.TryGetValue("default", out var transport))
        {
            var file = string.Create(CultureInfo.InvariantCulture, $"test-{envelope.Id}.eml");
            var outbox = Path.Combine(runner.Folders.Data.Path, "outbox");
            Directory.CreateDirectory(outbox);
            using var content = new MemoryStream();
            foreach (var part in envelope.Content) content.Write(part.Span);
            await WholeFile.WriteAsync(Path.Combine(outbox, file), content.ToArray(), cancellationToken);
            return ("captured", file);
        }

        await using var pool = new SmtpPool(EngineParts.Options(transport), clock);
        return await pool.SendAsync(envelope, cancellationToken) switch
        {
            Mail.Smtp.SendOutcome.Accepted accepted => ("accepted", accepted.Text),
            var other => (null, $"the mail server did not take it: {other}"),
        };
    }
}

/// <param name="To">One address.</param>
/// <param name="Preview">Which mail, as in a preview.</param>
internal sealed record TestMailBody(string? To, PreviewRequestBody? Preview);

/// <param name="Outcome">captured or accepted.</param>
/// <param name="Where">The file in the outbox, or the server's words.</param>
internal sealed record TestMailAnswer(string Outcome, string Where);
