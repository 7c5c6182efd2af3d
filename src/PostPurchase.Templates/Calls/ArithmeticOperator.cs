namespace PostPurchase.Templates;

/// <summary>The arithmetic operators of the language.</summary>
public enum ArithmeticOperator
{
    /// <summary>Sum, or joined text.</summary>
    Add,
    /// <summary>Difference.</summary>
    Subtract,
    /// <summary>Product, or repeated text.</summary>
    Multiply,
    /// <summary>Quotient; of integers a float.</summary>
    Divide,
    /// <summary>Quotient rounded to an integer.</summary>
    DivideRound,
    /// <summary>Remainder.</summary>
    Modulus,
    /// <summary>Integer shift to the left.</summary>
    ShiftLeft,
    /// <summary>Integer shift to the right.</summary>
    ShiftRight,
}
