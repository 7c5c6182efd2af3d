namespace PostPurchase.Templates;

/// <summary>Whether a mail can be edited as blocks.</summary>
public abstract record BlockReading
{
    private BlockReading()
    {
    }

    /// <summary>It is a list of includes.</summary>
    public sealed record Listed(BlockList List) : BlockReading;

    /// <summary>It is not; the reason is for people, the line (from 1) says where.</summary>
    public sealed record Refused(string Reason, int Line) : BlockReading;
}

/// <summary>What an edit of a block gives.</summary>
public abstract record BlockEdit
{
    private BlockEdit()
    {
    }

    /// <summary>The mail with the edit, which parses and is a list of includes again.</summary>
    public sealed record Done(BlockList List) : BlockEdit;

    /// <summary>Nothing was changed; the reason is for people.</summary>
    public sealed record Refused(string Reason) : BlockEdit;
}
