namespace PostPurchase.Server.Webhooks;

/// <summary>Bytes that may be held at the same time. Thread-safe.</summary>
/// <param name="most">How many there are.</param>
internal sealed class ByteRoom(long most)
{
    private long _taken;

    /// <summary>How many are held now.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>Takes so many; false where there are not as many left. Give them back with <see cref="Give"/>.</summary>
    public bool TryTake(long count)
    {
        if (Interlocked.Add(ref _taken, count) <= most) return true;
        Give(count);
        return false;
    }

    public void Give(long count) => Interlocked.Add(ref _taken, -count);
}
