namespace PostPurchase.Templates;

/// <summary>What one render may use. Reaching a limit is an error with its position; nothing is ever cut off.</summary>
public sealed record RenderLimits
{
    /// <summary>Loop rounds, calls and items touched by built-ins together, over the whole render. Default 1,000,000.</summary>
    public long Steps { get; init; } = 1_000_000;

    /// <summary>Rounds of all loops together, or null (default) for no limit beside <see cref="Steps"/>. Upstream has 1,000.</summary>
    public int? LoopRounds { get; init; }

    /// <summary>Characters of output, those captured or made by includes counted too. Default 4 Mi.</summary>
    public int OutputCharacters { get; init; } = 4 << 20;

    /// <summary>Characters, items and members that may be allocated for values. Default 4 Mi.</summary>
    public int AllocatedUnits { get; init; } = 4 << 20;

    /// <summary>Depth of calls and includes. Default 100.</summary>
    public int Depth { get; init; } = 100;

    /// <summary>Depth of lists and objects when they are written or compared. Default 64.</summary>
    public int ValueDepth { get; init; } = 64;

    /// <summary>How long a render may take, where a clock is given; null (default) for no such limit.</summary>
    public TimeSpan? Deadline { get; init; }
}
