namespace PostPurchase.Server.Bench;

/// <summary>One thing that was measured, beside what it is measured against.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit: /s, ms, s, bytes, MB, CPU-s.</param>
internal sealed record Figure(string Name, double Value, string Unit)
{
    /// <summary>The least that it should be, or null.</summary>
    public double? AtLeast { get; init; }

    /// <summary>The most that it should be, or null.</summary>
    public double? AtMost { get; init; }

    /// <summary>What the same machine does without us, measured in the same run; null where there is no such thing.</summary>
    public Bound? Against { get; init; }

    /// <summary>What a reader has to know about it, or null.</summary>
    public string? Note { get; init; }

    /// <summary>Whether the goal is reached; null where there is none.</summary>
    public bool? IsMet => (AtLeast, AtMost, Against?.AtLeast) is (null, null, null)
        ? null
        : Value >= (AtLeast ?? double.MinValue) && Value <= (AtMost ?? double.MaxValue) && !(Against is { AtLeast: { } ratio } && Value / Against.Value < ratio);
}

/// <summary>A bound taken in the same run.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Value">In the unit of the figure.</param>
/// <param name="AtLeast">The least share of it, 0..1, that the figure should reach; null where none is asked for.</param>
internal sealed record Bound(string Name, double Value, double? AtLeast = null);

/// <summary>How much of each thing is measured.</summary>
/// <param name="Purchases">Posted over HTTP by <see cref="Connections"/> connections; as many before, to warm up.</param>
/// <param name="Steps">Runs that are advanced.</param>
/// <param name="Mails">Posted for the whole way; a third as many before, to warm up.</param>
/// <param name="Seconds">How long two events a second are sent.</param>
/// <param name="Runs">Written for the size of a run.</param>
/// <param name="Waiting">Runs that wait while one falls due.</param>
/// <param name="DueIn">Seconds from the moment that they are written until that one falls due; the server starts in between.</param>
internal sealed record BenchSize(int Purchases, int Steps, int Mails, int Seconds, int Runs, int Waiting, int DueIn = 8)
{
    /// <summary>Opens and clicks that are judged again and reported on.</summary>
    public int Touches { get; init; } = 1_000_000;

    /// <summary>Connections of the load generator.</summary>
    public const int Connections = 64;

    /// <summary>Takes a minute and a half.</summary>
    public static BenchSize Whole { get; } = new(60_000, 60_000, 12_000, 30, 100_000, 100_000);

    /// <summary>Takes a quarter of a minute and says less.</summary>
    public static BenchSize Quick { get; } = new(3_000, 6_000, 1_500, 5, 10_000, 10_000) { Touches = 100_000 };

    /// <summary>Every figure shrunk, to see that it works at all.</summary>
    public BenchSize Times(double share)
    {
        int Of(int count) => Math.Max(4, (int)(count * share));
        return new(Of(Purchases), Of(Steps), Of(Mails), Math.Max(1, (int)(Seconds * share)), Of(Runs), Of(Waiting), Math.Max(3, (int)(DueIn * share))) { Touches = Of(Touches) };
    }
}
