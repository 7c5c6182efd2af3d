namespace PostPurchase.Templates;

/// <summary>Consecutive integers: both ends included, from low to high or from high to low. Lazy: it takes no memory for its items.</summary>
/// <param name="First">The first integer.</param>
/// <param name="Last">The last integer.</param>
/// <param name="IsEmpty">Whether there is nothing in it.</param>
public sealed record ValueRange(long First, long Last, bool IsEmpty = false)
{
    /// <summary>How many integers there are; <see cref="long.MaxValue"/> where there are more.</summary>
    public long Count
    {
        get
        {
            if (IsEmpty) return 0;
            var span = (ulong)(Math.Max(First, Last) - Math.Min(First, Last));
            return span >= long.MaxValue ? long.MaxValue : (long)span + 1;
        }
    }

    /// <summary>The integer at a zero-based place; unchecked.</summary>
    public long this[long index] => First <= Last ? First + index : First - index;
}
