using PostPurchase.Core.Journeys;

namespace PostPurchase.Engine.Storage;

/// <summary>A run as it was read.</summary>
/// <param name="Run">The run.</param>
/// <param name="Revision">What its next state must be written against: a state that was read at an older one does not win.</param>
public sealed record HeldRun(Enrollment Run, long Revision);
