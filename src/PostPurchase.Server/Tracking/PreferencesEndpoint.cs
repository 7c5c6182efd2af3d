using NodaTime;
using NodaTime.Text;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Tracking;

/// <summary><c>/p/{token}</c>: what a customer wants to get, kind by kind, and a pause.</summary>
internal static class PreferencesEndpoint
{
    private const string Unasked = "unasked";

    public static IResult Show(HttpContext context, string token, MailLinks links, Preferences preferences, RunnerService runner, TimeProvider clock)
    {
        if (links.FindMail(token) is not { } mail) return Page.Gone(context);
        return links.IsErased(mail) ? Page.Erased(context, mail) : Form(context, mail, preferences.Of(mail, runner.Stores.ConsentRules), (clock.Now(), null));
    }

    public static async Task<IResult> SaveAsync(HttpContext context, string token, MailLinks links, Preferences preferences, RunnerService runner, TimeProvider clock, ILogger<Preferences> log)
    {
        if (links.FindMail(token) is not { } mail) return Page.Gone(context);
        if (links.IsErased(mail)) return Page.Erased(context, mail);
        if (await FormOfAsync(context) is not { } form) return Page.NotRead(context, mail);
        var now = clock.Now();
        var own = Wish(form, "own");
        var wishes = new Wishes(own, own & Wish(form, "third_party"), form.ContainsKey("tracking"), form.ContainsKey("pause"));
        try
        {
            await preferences.SaveAsync(mail, wishes, now);
            var holds = preferences.Of(mail, runner.Stores.ConsentRules);
            var isAll = (holds.Own, holds.ThirdParty, holds.Tracking) == (wishes.Own ?? holds.Own, wishes.ThirdParty ?? holds.ThirdParty, wishes.Tracking);
            return Form(context, mail, holds, (now, isAll ? mail.Words.Saved : mail.Words.SavedNotAll));
        }
        catch (StorageUnavailableException exception)
        {
            context.RequestServices.GetRequiredService<RefusedWrites>().Add(log, "What a customer asked for was answered 503", exception);
            return Page.Later(context, mail);
        }
    }

    // Null where it is no form, or one beyond the framework's limits: keys and fields of the page are few and short.
    private static async Task<IFormCollection?> FormOfAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType) return null;
        try
        {
            return await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (InvalidDataException)
        {
            return null;
        }
        // A part that does not end; what the server itself refuses is answered elsewhere.
        catch (IOException problem) when (problem is not BadHttpRequestException)
        {
            return null;
        }
    }

    private static IResult Form(HttpContext context, VisitedMail mail, Preference holds, (Instant Now, string? Saved) state)
    {
        var words = mail.Words;
        var saved = state.Saved is { } said ? $"<p role=\"status\"><strong>{Page.Text(said)}</strong></p>" : "";
        var running = holds.PausedUntil is { } end && end > state.Now ? end.InZone(mail.Store.TimeZone).Date : (LocalDate?)null;
        var pause = running is { } day ? LocalDatePattern.CreateWithInvariantCulture(words.PausedUntil).Format(day) : words.Pause;
        return Page.Of(
            context, mail, words.PreferencesTitle,
            $"""
            {saved}<form method="post">
            {Kind("own", words.Own, holds.Own, Why(words, holds.OwnStopped))}
            {Kind("third_party", words.ThirdParty, holds.ThirdParty, Why(words, holds.ThirdPartyStopped))}
            {Box("tracking", words.Tracking, holds.Tracking)}
            {Box("pause", pause, running is not null)}
            <p>{Page.Text(words.Always)}</p>
            {Page.Button(words.Save)}
            </form>
            """);
    }

    // Also where what stopped it is lifted between the page and its saving, nobody was asked.
    private static bool? Wish(IFormCollection form, string name) => form[Unasked].Contains(name) ? null : form.ContainsKey(name);

    private static string Kind(string name, string label, bool isOn, string why) => why.Length == 0
        ? Box(name, label, isOn)
        : $"<label><input type=\"checkbox\" name=\"{name}\" disabled>{Page.Text(label)}</label><input type=\"hidden\" name=\"{Unasked}\" value=\"{name}\">{why}";

    private static string Why(Words words, Stop? stop) => stop is { } by ? $"<p>{Page.Text(by == Stop.Shop ? words.StoppedByShop : words.StoppedByReport)}</p>" : "";

    private static string Box(string name, string label, bool isOn) => $"<label><input type=\"checkbox\" name=\"{name}\"{(isOn ? " checked" : "")}>{Page.Text(label)}</label>";
}
