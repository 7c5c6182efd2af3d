using PostPurchase.Core.Journeys.Files;

namespace PostPurchase.Core.Compliance;

/// <summary>Finds review links that only those get who said that they are content: in arms of a branch, behind an exit, and inside a template.</summary>
internal sealed class ReviewGate(string file, string journey, TemplateFiles files)
{
    public IEnumerable<Finding> Check(YamlNode.Map root)
    {
        if (root.Map("trigger") is { } trigger && trigger.Scalar("if") is { } condition && Words.AsksScore(condition.Text) && AsksReview(root.Items("steps")))
            yield return Say(condition, "only people with some scores get into this journey, and it asks for a review; ask everybody, whatever their score");
        foreach (var finding in InSteps(root.Items("steps"))) yield return finding;
    }

    /// <summary>A review link inside an <c>if</c> on a score.</summary>
    public IEnumerable<Finding> InTemplate(string name, string path)
    {
        var source = files.SourceOf(path);
        for (var at = source.IndexOf("if ", StringComparison.Ordinal); at >= 0; at = source.IndexOf("if ", at + 3, StringComparison.Ordinal))
        {
            var end = source.IndexOf("}}", at, StringComparison.Ordinal);
            if (end < 0) yield break;
            var block = source[end..Math.Min(source.Length, source.IndexOf("end", end, StringComparison.Ordinal) is >= 0 and var stop ? stop : source.Length)];
            if (!Words.AsksScore(source[at..end]) || !Words.AsksReview(block)) continue;
            var line = source.AsSpan(0, at).Count('\n') + 1;
            yield return new(ComplianceRule.ReviewGate, path, line, at - source.AsSpan(0, at).LastIndexOf('\n'), "the review link is only shown for some scores; show it to everybody") { Journey = journey, Template = name, Seen = source[at..end] + block };
        }
    }

    private IEnumerable<Finding> InSteps(IReadOnlyList<YamlNode> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i] is not YamlNode.Map step) continue;
            var arms = step.Maps("branch").Concat(step.Maps("split")).ToList();
            var asked = arms.Where(arm => arm.Scalar("if") is { } scalar && Words.AsksScore(scalar.Text)).ToList();
            if (asked.Count > 0)
            {
                var with = arms.Count(arm => AsksReview(arm.Items("steps")));
                if (with > 0 && (with < arms.Count || arms.TrueForAll(arm => arm.Find("else") is null)))
                    yield return Say(asked[0].Scalar("if")!, "one arm asks for a review and another does not, by what people said; ask everybody, whatever they said");
                else if (asked.Find(arm => Ends(arm.Items("steps"))) is { } ending && AsksReview([.. steps.Skip(i + 1)]))
                    yield return Say(ending.Scalar("if")!, "the run ends here by what people said, and those who stay are asked for a review; ask everybody, whatever they said");
            }

            foreach (var finding in arms.SelectMany(arm => InSteps(arm.Items("steps")))) yield return finding;
        }
    }

    private bool AsksReview(IReadOnlyList<YamlNode> steps) => Mails(steps).Any(mail => mail.Text("template") is { } template && (Words.AsksReview(template) || files.Of(template).Any(path => Words.AsksReview(files.SourceOf(path.File)))));

    private static bool Ends(IReadOnlyList<YamlNode> steps) => steps.OfType<YamlNode.Map>().Any(step => step.Find("exit") is not null);

    private static IEnumerable<YamlNode.Map> Mails(IReadOnlyList<YamlNode> steps) => steps.OfType<YamlNode.Map>().SelectMany(step =>
        (step.Map("email") is { } mail ? new[] { mail } : []).Concat(step.Maps("branch").Concat(step.Maps("split")).SelectMany(arm => Mails(arm.Items("steps")))));

    private Finding Say(YamlNode.Scalar place, string message) => new(ComplianceRule.ReviewGate, file, place.Line, place.Column, message) { Journey = journey };
}
