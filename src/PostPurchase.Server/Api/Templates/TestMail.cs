using System.Globalization;
using System.Text.RegularExpressions;
using PostPurchase.Engine.Delivery;
using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Messages;
using PostPurchase.Mail.Smtp;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Api.Templates;

/// <summary>A message that somebody sends to themselves to see it: no send of the ledger, no customer.</summary>
internal static partial class TestMail
{
    /// <summary>Hands it to the mail server, or keeps it in the outbox.</summary>
    /// <param name="runner">Says how mail leaves.</param>
    /// <param name="message">What to send; its subject is marked.</param>
    /// <param name="to">Whom to; a shop that redirects has one address that may get mail.</param>
    /// <param name="isReal">Whether it goes to the mail server where there is one.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>captured with the name of its file, accepted with the server's words, or null with why it was refused.</returns>
    public static async Task<(string? Outcome, string Where)> SendAsync(RunnerService runner, MailMessage message, EmailAddress to, bool isReal, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (isReal && runner.Settings.Transports.TryGetValue("default", out var transport)) return await HandAsync(runner.Settings, transport, message, to, clock, cancellationToken);
        var (number, wire) = Written(runner.Settings, message, to, clock);
        using var written = wire;
        return ("captured", await KeepAsync(runner, new Envelope(number, wire), cancellationToken));
    }

    /// <summary>Hands it to one mail server.</summary>
    /// <returns>accepted with the server's words, or null with why it was refused.</returns>
    public static async Task<(string? Outcome, string Where)> HandAsync(ServerSettings settings, TransportSettings transport, MailMessage message, EmailAddress to, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (number, wire) = Written(settings, message, to, clock);
        using var written = wire;
        await using var pool = new SmtpPool(EngineParts.Options(transport), clock);
        return await pool.SendAsync(new Envelope(number, wire), cancellationToken) switch
        {
            Mail.Smtp.SendOutcome.Accepted accepted => ("accepted", accepted.Text),
            Mail.Smtp.SendOutcome.Rejected refused => (null, $"the mail server refused it: {refused.Text}"),
            Mail.Smtp.SendOutcome.Deferred later => (null, $"the mail server did not take it now: {later.Text}"),
            Mail.Smtp.SendOutcome.Uncertain unknown => (null, $"whether the mail server took it is not known: {unknown.Text}"),
            var other => throw new System.Diagnostics.UnreachableException(other.ToString()),
        };
    }

    private static (long Number, WireMessage Wire) Written(ServerSettings settings, MailMessage message, EmailAddress to, TimeProvider clock)
    {
        var recipient = settings.Mail is { Mode: MailMode.Redirect, RedirectTo: { } redirect } ? redirect : to;
        var number = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var marked = TestBar.On(message) with { Id = string.Create(CultureInfo.InvariantCulture, $"test.{number}"), To = new Mailbox(recipient, null), Date = clock.GetUtcNow(), Unsubscribe = null };
        using var dkim = settings.Dkim?.Open();
        return (number, MessageWriter.Write(marked, dkim?.Covers(marked.From.Address.Domain) == true ? dkim : null));
    }

    /// <summary>The bytes of one in the outbox; null where there is none of that name.</summary>
    public static async Task<byte[]?> FindAsync(RunnerService runner, string name, CancellationToken cancellationToken)
    {
        var path = Path.Combine(runner.Folders.Data.Path, "outbox", name);
        return NameRegex().IsMatch(name) && File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken) : null;
    }

    private static async Task<string> KeepAsync(RunnerService runner, Envelope envelope, CancellationToken cancellationToken)
    {
        var file = string.Create(CultureInfo.InvariantCulture, $"test-{envelope.Id}.eml");
        var outbox = Path.Combine(runner.Folders.Data.Path, "outbox");
        Directory.CreateDirectory(outbox);
        using var content = new MemoryStream();
        foreach (var part in envelope.Content) content.Write(part.Span);
        await WholeFile.WriteAsync(Path.Combine(outbox, file), content.ToArray(), cancellationToken);
        return file;
    }

    [GeneratedRegex("^test-[0-9]{1,19}\\.eml$", RegexOptions.CultureInvariant)]
    private static partial Regex NameRegex();
}
