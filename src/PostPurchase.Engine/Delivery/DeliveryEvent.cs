using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Delivery;

/// <summary>What happened to a send: for the timeline, the log and the web app.</summary>
/// <param name="Send">The row as it was when it was looked at.</param>
/// <param name="Customer">Whose it is.</param>
/// <param name="State">Where it stands now: Held, Skipped, Expired, Parked, Accepted, Deferred, Rejected, Uncertain, or Planned to go again.</param>
/// <param name="At">When.</param>
/// <param name="Reason">For people, or null.</param>
/// <param name="Mail">What was rendered, where it came that far.</param>
internal sealed record DeliveryEvent(StoredSend Send, Customer Customer, SendState State, Instant At, string? Reason, ComposedMail? Mail);
