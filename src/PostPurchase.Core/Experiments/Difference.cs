namespace PostPurchase.Core.Experiments;

/// <summary>How a treatment's average is set against the control's.</summary>
public enum Difference
{
    /// <summary>(treatment - control) / |control|: 0.1 is ten percent more.</summary>
    Relative,

    /// <summary>treatment - control, in the metric's own unit.</summary>
    Absolute,
}
