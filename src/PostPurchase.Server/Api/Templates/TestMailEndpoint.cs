using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Addresses;
using PostPurchase.Server.Api.Journeys;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;

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
        var (outcome, where) = await TestMail.SendAsync(runner, made.Message, to!, isReal: runner.Settings.Mail.Mode != MailMode.Captured, clock, cancellationToken);
        if (outcome is null) return Answer.Error(502, where);
        await new AuditStore(runner.Database).AddAsync(new(context.Caller().Name, "template.test_sent", body.Preview.Template, null, outcome, clock.Now()), cancellationToken);
        return TypedResults.Json(new TestMailAnswer(outcome, where), TemplateJson.Default.TestMailAnswer);
    }
}

/// <param name="To">One address.</param>
/// <param name="Preview">Which mail, as in a preview.</param>
internal sealed record TestMailBody(string? To, PreviewRequestBody? Preview);

/// <param name="Outcome">captured or accepted.</param>
/// <param name="Where">The file in the outbox, or the server's words.</param>
internal sealed record TestMailAnswer(string Outcome, string Where);
