using PostPurchase.Core.Customers;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Intake;

/// <summary>A run that an event has just started, with what is known of it already.</summary>
/// <param name="Run">The run, due now; it is in no table yet.</param>
/// <param name="Customer">Its customer as stored.</param>
/// <param name="Purchase">The purchase of the event as stored, or null.</param>
internal sealed record StartedRun(Enrollment Run, Customer Customer, Purchase? Purchase);
