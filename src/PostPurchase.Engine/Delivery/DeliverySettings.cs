using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Signing;

namespace PostPurchase.Engine.Delivery;

/// <summary>What happens to mail that may leave.</summary>
public enum MailMode
{
    /// <summary>It goes to the captured outbox.</summary>
    Captured,

    /// <summary>All of it goes to one address.</summary>
    Redirect,

    /// <summary>The first sends of each journey wait for somebody's word.</summary>
    Approve,

    /// <summary>It goes to its recipients.</summary>
    Live,
}

/// <summary>How mail leaves this installation.</summary>
public sealed record DeliverySettings
{
    /// <summary>Default: captured.</summary>
    public MailMode Mode { get; init; } = MailMode.Captured;

    /// <summary>Where all mail goes with <see cref="MailMode.Redirect"/>.</summary>
    public EmailAddress? RedirectTo { get; init; }

    /// <summary>How the ledger says that mail left; null says nothing, as for sample data: then what was captured counts as sent everywhere.</summary>
    public LeftAs? LeftAs { get; init; }

    /// <summary>How many sends of each journey wait with <see cref="MailMode.Approve"/>. Default 20.</summary>
    public int ApprovedByHand { get; init; } = 20;

    /// <summary>Who each store's mail is from, by store key; <c>default</c> must be there.</summary>
    public required IReadOnlyDictionary<string, StoreSender> Senders { get; init; }

    /// <summary>What was set by form, for the name of senders.</summary>
    public StoreLooks Looks { get; init; } = new();

    /// <summary>What streams have of their own.</summary>
    public IReadOnlyDictionary<ContentKind, StreamSettings> Streams { get; init; } = new Dictionary<ContentKind, StreamSettings>();

    /// <summary>Secret of link tokens and return paths, at least 16 bytes.</summary>
    public required ReadOnlyMemory<byte> Key { get; init; }

    /// <summary>A header by which a provider hands back which send its report is about, where it does not keep the Message-ID; or null.</summary>
    public string? TagHeader { get; init; }

    /// <summary>Signs what its domain covers; null sends unsigned.</summary>
    public DkimSigner? Dkim { get; init; }

    /// <summary>Whether a picture with a hash was uploaded to this installation; by default none was.</summary>
    internal Func<string, bool> HasPicture { get; init; } = _ => false;

    /// <summary>The sender of a store; one that is not configured is the default one.</summary>
    internal StoreSender SenderOf(string store) => Senders.TryGetValue(store, out var sender) ? sender.Named(Looks.Find(store)) : Senders["default"].Named(Looks.Find("default"));

    /// <summary>Who signs a mail: the stream's own key where its domain is the sender's, else the installation's; null for none.</summary>
    internal DkimSigner? SignerOf(ContentKind kind, string domain) => Signs(StreamOf(kind).Dkim, domain) ?? Signs(Dkim, domain);

    internal StreamSettings StreamOf(ContentKind kind) => Streams.GetValueOrDefault(kind) ?? StreamSettings.None;

    private static DkimSigner? Signs(DkimSigner? signer, string domain) => signer?.Covers(domain) == true ? signer : null;
}

/// <summary>Who a store's mail is from.</summary>
/// <param name="From">Name and address.</param>
/// <param name="BaseUrl">Where this installation is reached from outside, without a slash at the end.</param>
/// <param name="ReplyTo">Where answers go, or null for the sender.</param>
/// <param name="BounceDomain">Domain of the return path, or null for the sender's.</param>
/// <param name="IsNamedAfterStore">Whether the name is the store's, since no other was given.</param>
public sealed record StoreSender(Mailbox From, string BaseUrl, Mailbox? ReplyTo = null, string? BounceDomain = null, bool IsNamedAfterStore = false)
{
    /// <summary>With the name that a look gives it.</summary>
    public StoreSender Named(StoreLook? look) => look?.SenderNameOver(From.Name, IsNamedAfterStore) is { } name && name != From.Name ? this with { From = From with { Name = name } } : this;
}

/// <summary>What a stream has of its own; null as the store has it.</summary>
/// <param name="Transport">Name of the transport.</param>
/// <param name="FromAddress">Address of the sender.</param>
/// <param name="LinkHost">Scheme and host of its links, without a slash at the end.</param>
/// <param name="Dkim">Signs what its domain covers, before the installation's key.</param>
public sealed record StreamSettings(string? Transport = null, EmailAddress? FromAddress = null, string? LinkHost = null, DkimSigner? Dkim = null)
{
    /// <summary>Nothing of its own.</summary>
    public static StreamSettings None { get; } = new();
}
