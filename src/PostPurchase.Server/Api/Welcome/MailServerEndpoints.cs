using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Messages;
using PostPurchase.Mail.Smtp;
using PostPurchase.Server.Api.Templates;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Api.Welcome;

/// <summary>The server that mail leaves through, as far as the app may change it. Its password is taken and never given.</summary>
internal static class MailServerEndpoints
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    public static IResult Show(RunnerService runner, SettingsDesk desk, ServerRestart restart) => TypedResults.Json(Of(runner, desk, restart), WelcomeJson.Default.MailServerAnswer);

    public static async Task<IResult> SaveAsync(MailServerBody body, HttpContext context, RunnerService runner, SettingsDesk desk, ServerRestart restart, TimeProvider clock, CancellationToken cancellationToken)
    {
        var changes = Changes(body, desk);
        if (Locked(changes, desk) is { } locked) return locked;
        var before = runner.Settings.Transports.GetValueOrDefault("default");
        var problems = await desk.SaveAsync(changes, (context.Caller().Name, clock.Now()), cancellationToken);
        if (problems.Count > 0) return Refused(problems);
        // A mail that is under way through one server must not leave through another: the process begins anew. While mail is captured none is under way.
        var isWaiting = runner.Settings.Mail.Mode != MailMode.Captured && desk.Next().Transports.GetValueOrDefault("default") != before;
        if (isWaiting && restart.IsPossible) context.Response.OnCompleted(() => { restart.Ask(); return Task.CompletedTask; });
        return Show(runner, desk, restart);
    }

    public static async Task<IResult> TestAsync(MailServerTest body, HttpContext context, RunnerService runner, SettingsDesk desk, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!EmailAddress.TryParse(body.To ?? "", out var to)) return Answer.Error(400, "expected the e-mail address that the test goes to", "to");
        if (runner.Settings.IsOffline) return Answer.Error(409, "this is a demo: nothing leaves it");
        var changes = Changes(body.Server ?? new(), desk);
        if (Locked(changes, desk) is { } locked) return locked;
        if (desk.Try(changes) is not ({ } settings, _)) return Refused(desk.Try(changes).Problems);
        if (!settings.Transports.TryGetValue("default", out var transport)) return Answer.Error(422, "expected the name of a mail server, such as smtp.your-provider.example", "host");
        if (settings.Store.FromAddress is not { } from) return Answer.Error(422, "expected the address that mail is from: a test has to come from somebody", "from_address");
        using var limit = new CancellationTokenSource(s_patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // Whether the server can be reached at all says more than what became of a message.
            if (await SmtpCheck.ReachAsync(EngineParts.Options(transport), clock, either.Token) is { } problem) return Answer.Error(502, $"{transport.Host}:{transport.Port}: {problem}");
            var (outcome, words) = await TestMail.HandAsync(settings, transport, Message(SenderName(runner, settings), from), to!, clock, either.Token);
            await new AuditStore(runner.Database).AddAsync(new(context.Caller().Name, "mail_server.tested", transport.Host, null, outcome ?? "refused", clock.Now()), cancellationToken);
            return outcome is null ? Answer.Error(502, words) : TypedResults.Json(new TestMailAnswer(outcome, words), TemplateJson.Default.TestMailAnswer);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Answer.Error(502, $"{transport.Host}:{transport.Port} did not answer in {s_patience.TotalSeconds} s");
        }
    }

    /// <summary>Who a test is from, as of any other mail: the brand's name, else that of the settings.</summary>
    public static string SenderName(RunnerService runner, ServerSettings settings)
    {
        var usual = settings.Store.FromName ?? settings.Store.Profile.Name;
        return new BrandStore(runner.Database).Find("default")?.Look.SenderNameOver(usual, settings.Store.FromName is null) ?? usual;
    }

    private static MailMessage Message(string sender, EmailAddress from) => new()
    {
        Id = "test",
        From = new Mailbox(from, sender),
        To = new Mailbox(from, null),
        Date = default,
        Subject = "Your mail server works",
        Text = "This message came through the mail server that you set up. You can close the page now.\n",
    };

    // A server that goes takes along all that was said about it here.
    private static Dictionary<string, string?> Changes(MailServerBody body, SettingsDesk desk)
    {
        if (body.Host is { } host && host.Trim().Length == 0)
            return desk.Kept().Keys.Where(name => name.StartsWith(MailServerNames.Section, StringComparison.OrdinalIgnoreCase)).ToDictionary(name => name, _ => (string?)null);
        (string Field, string? Value)[] given = [("host", body.Host), ("port", body.Port), ("security", body.Security), ("user", body.User), ("password", body.Password)];
        return given.Where(one => one.Value is not null).ToDictionary(one => MailServerNames.All[one.Field], one => one.Field == "password" ? one.Value : one.Value!.Trim());
    }

    private static Microsoft.AspNetCore.Http.HttpResults.JsonHttpResult<ErrorAnswer>? Locked(Dictionary<string, string?> changes, SettingsDesk desk) =>
        desk.WhyLocked(changes.Keys) is { } locked ? Answer.Settings(409, [locked], MailServerNames.FieldOf(locked.Setting)) : null;

    private static Microsoft.AspNetCore.Http.HttpResults.JsonHttpResult<ErrorAnswer> Refused(IReadOnlyList<string> lines)
    {
        var problems = lines.Select(SettingProblem.Of).ToList();
        return Answer.Settings(422, problems, MailServerNames.FieldOf(problems[0].Setting));
    }

    private static MailServerAnswer Of(RunnerService runner, SettingsDesk desk, ServerRestart restart)
    {
        var (next, now) = (desk.Next().Transports.GetValueOrDefault("default"), runner.Settings.Transports.GetValueOrDefault("default"));
        return new(
            next?.Host, next?.Port, next is null ? null : WordOf(next.Security), next?.User, next?.Password is not null, next != now, restart.IsPossible, Form.Word(runner.Settings.Mail.Mode), runner.Settings.IsOffline,
            MailServerNames.All.Select(pair => (pair.Key, Where: desk.WhereSet(pair.Value))).Where(one => one.Where is not null).ToDictionary(one => one.Key, one => one.Where!));
    }

    private static string WordOf(SmtpSecurity security) => security switch
    {
        SmtpSecurity.None => "none",
        SmtpSecurity.StartTls => "starttls",
        SmtpSecurity.StartTlsIfOffered => "starttls_if_offered",
        _ => "tls",
    };
}

/// <param name="Host">Name of the server, or null where there is none.</param>
/// <param name="Port">Its port.</param>
/// <param name="Security">none, starttls, starttls_if_offered or tls.</param>
/// <param name="User">Who logs in, or null.</param>
/// <param name="HasPassword">Whether a password is kept; it is never shown.</param>
/// <param name="IsWaiting">Whether it counts from the next start on only.</param>
/// <param name="Restarts">Whether the server can begin anew by itself.</param>
/// <param name="Mode">How mail leaves now.</param>
/// <param name="IsDemo">Whether nothing ever leaves.</param>
/// <param name="Outside">Fields that are set elsewhere, each with where: they cannot be changed here.</param>
internal sealed record MailServerAnswer(
    string? Host, int? Port, string? Security, string? User, bool HasPassword, bool IsWaiting, bool Restarts, string Mode, bool IsDemo, IReadOnlyDictionary<string, string> Outside);

/// <summary>A member that is null stays as it is; an empty text takes the setting away. Without a host there is no server.</summary>
internal sealed record MailServerBody(string? Host = null, string? Port = null, string? Security = null, string? User = null, string? Password = null);

/// <param name="To">One address.</param>
/// <param name="Server">What is typed and not saved.</param>
internal sealed record MailServerTest(string? To, MailServerBody? Server = null);
