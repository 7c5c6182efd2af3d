using PostPurchase.Core.Journeys;

namespace PostPurchase.Engine.Storage;

/// <summary>A run as it was read, with the revision that its next state must be written against.</summary>
public sealed record HeldRun(Enrollment Run, long Revision);
