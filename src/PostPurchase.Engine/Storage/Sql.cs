namespace PostPurchase.Engine.Storage;

/// <summary>The text of a statement of a hot path; its number finds the prepared form in a <see cref="Session"/> without hashing the text.</summary>
internal sealed class Sql(string text)
{
    private static int s_count;

    public string Text { get; } = text;

    public int Number { get; } = Interlocked.Increment(ref s_count) - 1;
}
