using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Tracking;

/// <summary><c>/u/{token}</c>: GET shows a page and changes nothing, any POST acts at once (RFC 8058: no redirect, no cookie, no question).</summary>
internal static class UnsubscribeEndpoint
{
    public static IResult Show(HttpContext context, string token, MailLinks links, Preferences preferences)
    {
        if (links.FindMail(token) is not { } mail) return Page.Gone(context);
        if (links.IsErased(mail)) return Page.Erased(context, mail);
        var words = mail.Words;
        return preferences.IsUnsubscribed(mail)
            ? Done(context, mail, token, words.AlreadyUnsubscribedTitle)
            : Page.Of(context, mail, words.UnsubscribeTitle, $"<p>{Page.Text(words.Unsubscribe)}</p><form method=\"post\">{Page.Button(words.UnsubscribeButton)}</form>{Preferences(token, words.PreferencesLink)}");
    }

    // The body is not read: a mail program sends it in either form, and what it says was said by posting here.
    public static async Task<IResult> ActAsync(HttpContext context, string token, MailLinks links, Preferences preferences, TimeProvider clock, ILogger<Preferences> log)
    {
        if (links.FindMail(token) is not { } mail) return Page.Gone(context);
        if (links.IsErased(mail)) return Page.Erased(context, mail);
        try
        {
            await preferences.UnsubscribeAsync(mail, clock.Now());
        }
        catch (StorageUnavailableException exception)
        {
            context.RequestServices.GetRequiredService<RefusedWrites>().Add(log, "What a customer asked for was answered 503", exception);
            return Page.Later(context, mail);
        }
        return Done(context, mail, token, mail.Words.UnsubscribedTitle);
    }

    private static IResult Done(HttpContext context, VisitedMail mail, string token, string title) =>
        Page.Of(context, mail, title, $"<p>{Page.Text(mail.Words.Unsubscribed)}</p>{Preferences(token, mail.Words.BackLink)}");

    private static string Preferences(string token, string label) => $"<p><a href=\"/p/{Page.Text(token)}\">{Page.Text(label)}</a></p>";
}
