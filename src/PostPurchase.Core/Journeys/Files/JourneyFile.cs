namespace PostPurchase.Core.Journeys.Files;

/// <summary>Reads journey and segment files: every problem at once, and a plan where there is no error.</summary>
public static class JourneyFile
{
    /// <summary>Reads a journey. Never throws for what a text can contain.</summary>
    /// <param name="file">Path that problems name.</param>
    /// <param name="text">YAML, or JSON with the same keys.</param>
    /// <param name="catalog">What it may name.</param>
    public static JourneyReading Read(string file, string text, FileCatalog catalog)
    {
        var problems = new List<Problem>();
        if (YamlReader.Read(file, text, problems) is not { } root) return new(null, null, problems);
        new ShapeCheck(file, problems).Check(root, JourneyShapes.Journey, "");
        if (root is not YamlNode.Map map) return new(null, null, problems);
        var plan = new PlanReader(file, problems, catalog).Read(map);
        problems.Sort((a, b) => (a.Line, a.Column).CompareTo((b.Line, b.Column)));
        var placed = problems.ConvertAll(problem => problem.Path.Length > 0 ? problem : problem with { Path = FieldPath.At(root, problem.Line, problem.Column) });
        return new(placed.Exists(problem => problem.IsError) ? null : plan, map.Text("journey"), placed);
    }

    /// <summary>Reads a text that was in force once, also where it holds what is refused since: who is inside goes on. Null where it is no journey.</summary>
    public static JourneyPlan? ReadInForce(string text)
    {
        var problems = new List<Problem>();
        return YamlReader.Read("", text, problems) is YamlNode.Map map && problems.Count == 0 ? new PlanReader("", problems, FileCatalog.Open).Read(map) : null;
    }

    /// <summary>Reads a segment. Never throws for what a text can contain.</summary>
    public static SegmentReading ReadSegment(string file, string text, FileCatalog catalog)
    {
        var problems = new List<Problem>();
        if (YamlReader.Read(file, text, problems) is not { } root) return new(null, problems);
        new ShapeCheck(file, problems).Check(root, JourneyShapes.Segment, "");
        if (root is not YamlNode.Map map) return new(null, problems);
        new ReferenceCheck(file, problems, catalog).CheckSegment(map);
        var segment = problems.Count == 0 ? new Segment(map.Text("segment")!, map.Condition("if")!) : null;
        return new(segment, problems);
    }
}
