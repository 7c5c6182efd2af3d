namespace PostPurchase.Core.Journeys.Files;

/// <summary>All journeys and segments of a folder.</summary>
/// <param name="Journeys">Plans of the files without errors, by key.</param>
/// <param name="Segments">Segments of the files without errors, by name.</param>
/// <param name="Problems">All problems, by file and place.</param>
public sealed record WorkflowFolder(IReadOnlyList<JourneyPlan> Journeys, IReadOnlyList<Segment> Segments, IReadOnlyList<Problem> Problems)
{
    /// <summary>Reads texts by path relative to the folder: <c>new-buyer.yaml</c>, <c>segments/vip.yaml</c>; offers and tests are passed over.</summary>
    public static WorkflowFolder Read(IReadOnlyDictionary<string, string> files, FileCatalog catalog)
    {
        var problems = new List<Problem>();
        var segments = Segmented(files, catalog, problems);
        var known = catalog with { Segments = segments.Select(pair => pair.Value.Name).ToHashSet() };
        var journeys = new List<(string File, JourneyPlan Plan)>();
        problems.AddRange(files.Keys.Where(file => file.StartsWith("tests/", StringComparison.Ordinal) && IsYaml(file)).Order(StringComparer.Ordinal)
            .Select(file => new Problem(file, 1, 1, true, ProblemCode.NotAvailable, "`workflows/tests` is not available in this version")));
        foreach (var (path, text) in files.Where(file => !file.Key.Contains('/', StringComparison.Ordinal) && IsYaml(file.Key)).OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            var reading = JourneyFile.Read(path, text, known);
            problems.AddRange(reading.Problems);
            if (reading.Plan is not { } plan) continue;
            if (journeys.Find(other => other.Plan.Key == plan.Key) is { File: { } first })
            {
                problems.Add(new(path, 1, 1, true, ProblemCode.Duplicate, $"the journey `{plan.Key}` is in {first} already"));
            }
            else
            {
                journeys.Add((path, plan));
            }
        }

        return new([.. journeys.Select(journey => journey.Plan).OrderBy(plan => plan.Key, StringComparer.Ordinal)], [.. segments.Select(pair => pair.Value)], problems);
    }

    private static List<KeyValuePair<string, Segment>> Segmented(IReadOnlyDictionary<string, string> files, FileCatalog catalog, List<Problem> problems)
    {
        var segments = new List<KeyValuePair<string, Segment>>();
        foreach (var (path, text) in files.Where(file => file.Key.StartsWith("segments/", StringComparison.Ordinal) && IsYaml(file.Key)).OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            var reading = JourneyFile.ReadSegment(path, text, catalog);
            problems.AddRange(reading.Problems);
            if (reading.Segment is not { } segment) continue;
            if (segments.Exists(other => other.Value.Name == segment.Name)) problems.Add(new(path, 1, 1, true, ProblemCode.Duplicate, $"the segment `{segment.Name}` is in another file already"));
            else segments.Add(new(path, segment));
        }

        return segments;
    }

    private static bool IsYaml(string path) =>
        path.EndsWith(".yaml", StringComparison.Ordinal) || path.EndsWith(".yml", StringComparison.Ordinal) || path.EndsWith(".json", StringComparison.Ordinal);
}
