using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Messages;
using PostPurchase.Mail.Smtp;

namespace PostPurchase.Engine.Delivery;

/// <summary>What became of a claimed send before it leaves.</summary>
internal abstract record Preparation
{
    private Preparation() { }

    /// <summary>It can leave.</summary>
    internal sealed record Ready(PreparedMail Mail) : Preparation;

    /// <summary>It does not: skipped, parked, or held until what holds it is over.</summary>
    internal sealed record Ended(SendState State, string Reason) : Preparation;
}

/// <summary>A claimed send with its message.</summary>
/// <param name="Context">As it was claimed.</param>
/// <param name="Mail">What was rendered; null for a plain notice.</param>
/// <param name="Message">The bytes; disposed when the outcome is known.</param>
/// <param name="Kind">What it is now that it is rendered.</param>
/// <param name="Transport">Name of its transport, or null for the default one.</param>
internal sealed record PreparedMail(SendContext Context, ComposedMail? Mail, WireMessage Message, ContentKind Kind, string? Transport)
{
    /// <summary>The message on its way.</summary>
    public Envelope Envelope { get; } = new(Context.Send.Id.Value, Message);

    /// <summary>Where it goes and by what.</summary>
    public MailRoute Route => new(Transport ?? SmtpOutlet.Default, Message.Recipient.Domain, Kind);

    /// <summary>Whether it goes to the customer's own address: a redirected mail or a notice to staff says nothing about that when it comes back.</summary>
    public bool IsToCustomer => Context.Customer.Email is { } email && EmailIdentity.Normalise(Message.Recipient.ToString()) == email;

    /// <summary>The mark for the ledger.</summary>
    public Handing Handing => new(Context.Send.Id, Context.Send.Owner, Kind, Message.Recipient.ToString(), Mail?.Targets.Pack() ?? ReadOnlyMemory<byte>.Empty)
    {
        Email = Context.Send.Purpose == SendPurpose.Step ? Context.Customer.Email : null,
        Version = Mail?.Version,
        Document = Mail is { } mail ? StoredJson.Write(SendDocument.Of(Context.Send with { Subject = mail.Subject, Picks = mail.Picks }), StoredJson.Default.SendDocument) : null,
    };
}
