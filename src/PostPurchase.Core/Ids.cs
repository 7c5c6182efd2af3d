namespace PostPurchase.Core;

/// <summary>The immutable owner id of a customer: the id first given; a merge adds an alias and never changes it.</summary>
public readonly record struct CustomerId(long Value);

/// <summary>One run of one customer through one journey version.</summary>
public readonly record struct EnrollmentId(long Value);

/// <summary>One row of the send ledger: one message to one customer.</summary>
public readonly record struct SendId(long Value);

/// <summary>The row of one purchase. The store's own id of it is text and stays text.</summary>
public readonly record struct PurchaseRowId(long Value);
