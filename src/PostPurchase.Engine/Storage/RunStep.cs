using PostPurchase.Core.Journeys;

namespace PostPurchase.Engine.Storage;

/// <summary>One advance to be written.</summary>
/// <param name="Before">The run as it was read.</param>
/// <param name="Transition">What was decided.</param>
/// <param name="Store">Key of the store that its journey belongs to.</param>
/// <param name="Priority">The journey's, 0..100.</param>
internal sealed record RunStep(HeldRun Before, Transition Transition, string Store, int Priority);
