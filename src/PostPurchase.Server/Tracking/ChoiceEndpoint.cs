using PostPurchase.Core.Attribution;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Tracking;

/// <summary><c>/r/{token}</c>: an answer that a mail offers; GET shows a page, POST records it.</summary>
internal static class ChoiceEndpoint
{
    public static IResult Show(HttpContext context, string token, MailLinks links)
    {
        if (Find(token, links) is not var (mail, choice)) return Page.Gone(context);
        if (links.IsErased(mail)) return Page.Erased(context, mail);
        return Page.Of(context, mail, mail.Words.ChoiceTitle, $"<p>{Page.Text(mail.Words.ChoiceQuestion)}</p><form method=\"post\">{Page.Button(choice.Label ?? mail.Words.ChoiceButton)}</form>");
    }

    public static async Task<IResult> RecordAsync(HttpContext context, string token, MailLinks links, RunnerService runner, TimeProvider clock, ILogger<Preferences> log)
    {
        if (Find(token, links) is not var (mail, choice)) return Page.Gone(context);
        if (links.IsErased(mail)) return Page.Erased(context, mail);
        try
        {
            var send = mail.Send;
            await new HistoryStore(runner.Database).AddAsync(new ChoiceAnswer(send.Owner, send.Id, choice.Target, send.Journey, send.Step, clock.Now()));
            runner.WakeUp();
            return Page.Of(context, mail, mail.Words.ChoiceTitle, $"<p role=\"status\">{Page.Text(mail.Words.ChoiceRecorded)}</p>");
        }
        catch (StorageUnavailableException exception)
        {
            Log.NotSaved(log, exception);
            return Page.Later(context, mail);
        }
    }

    // The target is a name for programs; what people see are the words of the link that they followed.
    private static (VisitedMail Mail, LinkTarget Choice)? Find(string token, MailLinks links) =>
        links.Find(token) is { } mail && links.TargetsOf(mail.Send.Id)?.LinkOf(mail.Slot) is { Kind: LinkKind.Choice } link ? (mail, link) : null;
}
