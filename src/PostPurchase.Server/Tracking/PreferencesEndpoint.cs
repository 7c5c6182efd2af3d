using NodaTime;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Tracking;

/// <summary><c>/p/{token}</c>: what a customer wants to get, kind by kind, and a pause.</summary>
internal static class PreferencesEndpoint
{
    private static readonly Duration s_pause = Duration.FromDays(30);

    public static IResult Show(HttpContext context, string token, MailLinks links, Preferences preferences, RunnerService runner, TimeProvider clock) =>
        links.Find(token) is { } mail ? Form(context, mail, preferences.Of(mail, runner.Stores.ConsentRules), (clock.Now(), IsSaved: false)) : Page.Gone(context);

    public static async Task<IResult> SaveAsync(HttpContext context, string token, MailLinks links, Preferences preferences, TimeProvider clock, ILogger<Preferences> log)
    {
        if (links.Find(token) is not { } mail) return Page.Gone(context);
        if (!context.Request.HasFormContentType) return Page.Gone(context);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var now = clock.Now();
        var own = form.ContainsKey("own");
        var wishes = new Wishes(own, own && form.ContainsKey("third_party"), form.ContainsKey("tracking"), form.ContainsKey("pause") ? now + s_pause : null);
        try
        {
            await preferences.SaveAsync(mail, wishes, now);
            return Form(context, mail, wishes, (now, IsSaved: true));
        }
        catch (StorageUnavailableException exception)
        {
            Log.NotSaved(log, exception);
            return Page.Later(context, mail);
        }
    }

    private static IResult Form(HttpContext context, VisitedMail mail, Wishes wishes, (Instant Now, bool IsSaved) state)
    {
        var words = mail.Words;
        var saved = state.IsSaved ? $"<p role=\"status\"><strong>{Page.Text(words.Saved)}</strong></p>" : "";
        return Page.Of(
            context, mail, words.PreferencesTitle,
            $"""
            {saved}<form method="post">
            {Box("own", words.Own, wishes.Own)}
            {Box("third_party", words.ThirdParty, wishes.ThirdParty)}
            {Box("tracking", words.Tracking, wishes.Tracking)}
            {Box("pause", words.Pause, wishes.PausedUntil > state.Now)}
            <p>{Page.Text(words.Always)}</p>
            {Page.Button(words.Save)}
            </form>
            """);
    }

    private static string Box(string name, string label, bool isOn) => $"<label><input type=\"checkbox\" name=\"{name}\"{(isOn ? " checked" : "")}>{Page.Text(label)}</label>";
}
