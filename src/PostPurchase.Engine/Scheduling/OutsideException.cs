namespace PostPurchase.Engine.Scheduling;

/// <summary>Somebody else's server kept a job from its work. The message says all: where in the code it was noticed helps nobody.</summary>
internal abstract class OutsideException(string message) : Exception(message);
