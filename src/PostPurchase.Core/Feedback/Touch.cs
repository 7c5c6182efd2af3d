using NodaTime;

namespace PostPurchase.Core.Feedback;

/// <summary>One open or click as it arrived; never changed afterwards.</summary>
/// <param name="Kind">Open or click.</param>
/// <param name="At">When it arrived.</param>
/// <param name="UserAgent">The User-Agent header as sent; empty where it was missing.</param>
/// <param name="Address">The kind of network.</param>
/// <param name="Method">The HTTP method, upper case.</param>
/// <param name="Slot">The link's slot in the mail, from 1; 0 for an open.</param>
/// <param name="Role">The link's role; without meaning for an open.</param>
/// <param name="SendAcceptedAt">When the mail was first accepted by the recipient's server.</param>
/// <param name="Network">Hash of the address prefix: equal for addresses of one network.</param>
public sealed record Touch(
    TouchKind Kind, Instant At, string UserAgent, AddressClass Address, string Method, int Slot, LinkRole Role, Instant SendAcceptedAt, ulong Network);
