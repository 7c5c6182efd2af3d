using PostPurchase.Core.Journeys.Files;

namespace PostPurchase.Core.Compliance;

/// <summary>Says a finding at a place.</summary>
internal delegate Finding Report(ComplianceRule rule, string message);

/// <summary>Where things stand in one step of a journey file.</summary>
internal sealed record StepPlace(string File, string Journey, string Step, YamlNode.Map Node)
{
    /// <summary>The place of the value that has some words in it; otherwise <paramref name="otherwise"/>.</summary>
    public Report Find(string words, Report otherwise) => Scalars(Node).FirstOrDefault(scalar => scalar.Text.Contains(words, StringComparison.OrdinalIgnoreCase)) is { } found ? At((File, found.Line, found.Column), null) : otherwise;

    /// <summary>The place of a key of the mail, else of the step.</summary>
    public Report Of(string key)
    {
        YamlNode node = Node.Map("email")?.Find(key) ?? Node;
        return At((File, node.Line, node.Column), null);
    }

    /// <summary>A place in any file.</summary>
    public Report At((string File, int Line, int Column) place, string? template) =>
        (rule, message) => new(rule, place.File, place.Line, place.Column, message) { Journey = Journey, Step = Step, Template = template };

    private static IEnumerable<YamlNode.Scalar> Scalars(YamlNode node) => node switch
    {
        YamlNode.Scalar scalar => [scalar],
        YamlNode.Map map => map.Entries.SelectMany(entry => Scalars(entry.Value)),
        YamlNode.List list => list.Items.SelectMany(Scalars),
        _ => [],
    };
}
