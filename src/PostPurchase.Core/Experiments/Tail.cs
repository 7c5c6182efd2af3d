namespace PostPurchase.Core.Experiments;

/// <summary>Which departure from "no difference" a frequentist test looks for.</summary>
public enum Tail
{
    /// <summary>Any difference.</summary>
    Both,

    /// <summary>Treatment greater than control.</summary>
    Greater,

    /// <summary>Treatment less than control.</summary>
    Lesser,
}
