namespace PostPurchase.Mail.Smtp;

/// <summary>What a session shares with the pool around it.</summary>
internal readonly record struct SessionShell(SendQueue Queue, TimeProvider Time, CancellationToken Abort);
