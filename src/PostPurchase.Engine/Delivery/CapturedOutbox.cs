using System.Globalization;
using NodaTime;
using PostPurchase.Core;
using PostPurchase.Mail.Smtp;

namespace PostPurchase.Engine.Delivery;

/// <summary>Keeps mail as <c>*.eml</c> files in a folder instead of sending it.</summary>
internal sealed class CapturedOutbox : IMailOutlet
{
    private readonly string? _folder;
    private readonly Func<Envelope, string> _name;

    /// <summary>An outbox in a folder, which is created.</summary>
    /// <param name="folder">Null keeps nothing: the mail is only said to have left.</param>
    /// <param name="name">File name of a mail, asked once a mail in the order in which they come; by default the send's number.</param>
    public CapturedOutbox(string? folder, Func<Envelope, string>? name = null)
    {
        if (folder is not null) Directory.CreateDirectory(folder);
        (_folder, _name) = (folder, name ?? (envelope => NameOf(envelope.Id)));
    }

    /// <summary>The file name of a send's mail where no other was asked for.</summary>
    public static string NameOf(long send) => string.Create(CultureInfo.InvariantCulture, $"{send}.eml");

    /// <summary>Deletes the mails of sends from a folder, which need not exist. One that cannot be deleted keeps no other.</summary>
    /// <exception cref="AggregateException">Some could not be deleted.</exception>
    public static void Delete(string folder, IEnumerable<SendId> sends)
    {
        if (!Directory.Exists(folder)) return;
        var problems = new List<Exception>();
        foreach (var send in sends)
        {
            try
            {
                File.Delete(Path.Combine(folder, NameOf(send.Value)));
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                problems.Add(problem);
            }
        }

        if (problems.Count > 0) throw new AggregateException("the customer is erased, but files of captured mails could not be deleted", problems);
    }

    /// <inheritdoc/>
    public Instant? PausedUntil(string? transport) => null;

    /// <inheritdoc/>
    public async Task EnqueueAsync(Envelope envelope, string? transport, ISendLog log, CancellationToken cancellationToken)
    {
        var name = _name(envelope);
        if (!await log.HandingAsync(envelope)) return;
        if (_folder is not null) await KeepAsync(Path.Combine(_folder, name), envelope);
        await log.SettledAsync(envelope, new SendOutcome.Accepted(null, "captured"));
    }

    // Moved into place, so that a reader of the folder never sees half a mail.
    private static async Task KeepAsync(string path, Envelope envelope)
    {
        var draft = $"{path}.part";
        await using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1))
        {
            foreach (var part in envelope.Content) await file.WriteAsync(part);
        }

        File.Move(draft, path, overwrite: true);
    }
}
