using NodaTime.Text;
using PostPurchase.Core.Attribution;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Tracking;

/// <summary><c>/r/{token}</c>: an answer that a mail offers; GET shows a page with what was answered so far, POST records it.</summary>
internal static class ChoiceEndpoint
{
    // More names of products than these help nobody to know the order.
    private const int MostNames = 3;

    public static IResult Show(HttpContext context, string token, MailLinks links, RunnerService runner)
    {
        if (Find(token, links) is not { } asked) return Page.Gone(context);
        var (mail, choice, _) = asked;
        if (links.IsErased(mail)) return Page.Erased(context, mail);
        var words = mail.Words;
        var body = new HistoryStore(runner.Database).AnswerTo(mail.Send) switch
        {
            null => $"<p>{Page.Text(words.ChoiceQuestion)}</p>{Form(choice, words)}{Others(asked, links, "")}",
            var same when same == choice.Target => $"<p>{Page.Text(words.ChoiceKnown)}</p>{Said(words.ChoiceSaid, choice)}{Others(asked, links, words.ChoiceChange)}",
            var other => $"{Said(words.ChoiceSaidBefore, asked.Options.Links.FirstOrDefault(link => IsChoice(link, other)))}<p>{Page.Text(words.ChoiceReplace)}</p>{Form(choice, words)}",
        };
        return Page.Of(context, mail, words.ChoiceTitle, About(mail, links) + body);
    }

    public static async Task<IResult> RecordAsync(HttpContext context, string token, MailLinks links, RunnerService runner, TimeProvider clock, ILogger<Preferences> log)
    {
        if (Find(token, links) is not { } asked) return Page.Gone(context);
        var (mail, choice, _) = asked;
        if (links.IsErased(mail)) return Page.Erased(context, mail);
        try
        {
            var (send, words) = (mail.Send, mail.Words);
            await new HistoryStore(runner.Database).AddAsync(new ChoiceAnswer(send.Owner, send.Id, choice.Target, send.Journey, send.Step, clock.Now()));
            runner.WakeUp();
            return Page.Of(
                context, mail, words.ChoiceTitle,
                $"{About(mail, links)}<p role=\"status\">{Page.Text(words.ChoiceRecorded)}</p>{Said(words.ChoiceSaid, choice)}{Others(asked, links, words.ChoiceChange)}");
        }
        catch (StorageUnavailableException exception)
        {
            context.RequestServices.GetRequiredService<RefusedWrites>().Add(log, "What a customer asked for was answered 503", exception);
            return Page.Later(context, mail);
        }
    }

    private static Asked? Find(string token, MailLinks links) =>
        links.Find(token) is { } mail && links.TargetsOf(mail.Send.Id) is { } options && options.LinkOf(mail.Slot) is { Kind: LinkKind.Choice } link ? new(mail, link, options) : null;

    private static bool IsChoice(LinkTarget link, string target) => link.Kind == LinkKind.Choice && link.Target == target;

    private static string Form(LinkTarget choice, Words words) => $"<form method=\"post\">{Page.Button(choice.Label ?? words.ChoiceButton)}</form>";

    // The target is a name for programs; what people see are the words of the link that they followed.
    private static string Said(string lead, LinkTarget? choice) => choice?.Label is { } label ? $"<p>{Page.Text(lead)} <strong>{Page.Name(label)}</strong></p>" : "";

    // They lead to pages that ask again: nothing is changed by looking.
    private static string Others(Asked asked, MailLinks links, string lead)
    {
        var others = asked.Options.Links.Select((link, at) => (Link: link, Slot: at + 1))
            .Where(other => other.Link is { Kind: LinkKind.Choice, Label: not null } && other.Link.Target != asked.Choice.Target).DistinctBy(other => other.Link.Target)
            .Select(other => $"<li><a href=\"/r/{links.TokenOf(asked.Mail.Send.Id, other.Slot)}\">{Page.Name(other.Link.Label)}</a></li>").ToList();
        return others.Count == 0 ? "" : $"{(lead.Length > 0 ? $"<p>{Page.Text(lead)}</p>" : "")}<p>{Page.Text(asked.Mail.Words.ChoiceOther)}</p><ul>{string.Concat(others)}</ul>";
    }

    private static string About(VisitedMail mail, MailLinks links)
    {
        if (links.OrderOf(mail.Send) is not var (order, line)) return "";
        var words = mail.Words;
        var day = LocalDatePattern.CreateWithInvariantCulture(words.Day).Format(order.OrderedAt.InZone(mail.Store.TimeZone).Date);
        var number = order.Facts.Number is { } known ? $" {Page.Name(known)}" : "";
        var names = order.Facts.Lines.Where((_, at) => line is null || at == line).Select(one => one.Name).Where(name => name.Length > 0).Distinct().ToList();
        var shown = names.Count == 0 ? "" : $": {string.Join(", ", names.Take(MostNames).Select(Page.Name))}{(names.Count > MostNames ? " …" : "")}";
        return $"<p class=\"about\">{Page.Text(words.OfOrder)}{number} {Page.Text(words.OfDay)} {day}{shown}</p>";
    }

    private sealed record Asked(VisitedMail Mail, LinkTarget Choice, SendTargets Options);
}
