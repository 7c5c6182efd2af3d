namespace PostPurchase.Templates;

/// <summary>What becomes of a value that is not there.</summary>
public enum MissingValues
{
    /// <summary>As upstream: a missing name or member is null, a member of null is an error.</summary>
    Upstream,
    /// <summary>Any miss outside a condition or fallback is an error; for preview and check.</summary>
    Fail,
    /// <summary>A miss renders empty and is reported; for sending.</summary>
    Empty,
}
