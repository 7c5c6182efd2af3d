namespace PostPurchase.Mail.Smtp;

/// <summary>What a session gets from the pool around it. <c>OneByOne</c> where commands wait for their answers although the server offers more, so that it shows which of them it breaks over.</summary>
internal readonly record struct SessionShell(SendQueue Queue, TimeProvider Time, bool OneByOne, CancellationToken Abort);
