namespace PostPurchase.Core.Journeys.Files;

/// <summary>What came of reading one journey file.</summary>
/// <param name="Plan">The plan; null when there is an error.</param>
/// <param name="Key">The journey's key as far as it could be read, or null.</param>
/// <param name="Problems">All problems, by place.</param>
public sealed record JourneyReading(JourneyPlan? Plan, string? Key, IReadOnlyList<Problem> Problems);

/// <summary>One segment.</summary>
/// <param name="Name">As in <c>in_segment("NAME")</c>.</param>
/// <param name="If">Who is in it.</param>
public sealed record Segment(string Name, Condition If);

/// <summary>What came of reading one segment file.</summary>
/// <param name="Segment">The segment; null when there is an error.</param>
/// <param name="Problems">All problems, by place.</param>
public sealed record SegmentReading(Segment? Segment, IReadOnlyList<Problem> Problems);
