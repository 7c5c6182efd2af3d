namespace PostPurchase.Mail.Pacing;

/// <summary>How fast a transport or a recipient domain may be sent to.</summary>
/// <param name="PerSecond">Messages a second in the long run, above 0.</param>
/// <param name="Burst">Messages that may leave at once after a quiet time, at least 1.</param>
public readonly record struct SendRate(double PerSecond, double Burst);
