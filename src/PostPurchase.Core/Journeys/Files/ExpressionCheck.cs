using System.Text.RegularExpressions;
using PostPurchase.Core.Personalisation;
using PostPurchase.Templates;

namespace PostPurchase.Core.Journeys.Files;

/// <summary>Checks expressions and texts of a file, with places that point into the file.</summary>
internal sealed partial class ExpressionCheck(string file, List<Problem> problems, FileCatalog catalog)
{
    /// <summary>Checks one expression: its syntax, its fields, and the steps and segments that it names.</summary>
    public void CheckExpression(YamlNode.Scalar scalar, JourneyPlan? plan, IReadOnlyDictionary<string, YamlNode.Map>? steps)
    {
        foreach (var error in Language.CheckExpression(scalar.Text)) Report(scalar, Unfinished(scalar.Text, error) ?? error, ProblemCode.Expression);
        foreach (Match call in ReferenceRegex().Matches(scalar.Text))
        {
            var (function, name) = (call.Groups[1].Value, call.Groups[2].Value);
            if (function == "in_segment") CheckSegment(scalar, call.Groups[2].Index, name);
            else if (plan is not null && steps is not null) CheckStep(scalar, call.Groups[2].Index, name, plan, steps);
        }
    }

    /// <summary>Checks one text field, and with <paramref name="known"/> that what it reads is there or has a fallback.</summary>
    public void CheckText(YamlNode.Scalar scalar, KnownThere? known)
    {
        foreach (var error in Language.CheckText(scalar.Text)) Report(scalar, error, ProblemCode.Template);
        if (known is null) return;
        foreach (var error in Language.MissingIn(scalar.Text, known.Model, known.Given)) Report(scalar, error, ProblemCode.Template, isError: false);
    }

    /// <summary>Checks that the date of a wait is always there: a run that finds none is parked.</summary>
    public void CheckDate(YamlNode.Scalar scalar, KnownThere known)
    {
        if (Language.MissingIn($"{{{{{scalar.Text}}}}}", known.Model, known.Given) is not [var missing, ..]) return;
        var fallback = known.Model.Find("purchase") is { IsNullable: false } ? "purchase.at" : "event.at";
        problems.Add(new(file, scalar.Line, scalar.TextColumn + Math.Max(0, missing.Column - 3), false, ProblemCode.Expression,
            $"`{Short(scalar.Text)}` can be missing, and a run that finds no date is parked here: give a fallback, as in `{Short(scalar.Text)} ?? {fallback}`, or wait before with `until` for what brings it"));
    }

    // Whoever empties a field of a condition in the designer knows nothing of a parser.
    private static TemplateError? Unfinished(string text, TemplateError error) =>
        error.Message.Contains("to the right of the operator instead of `<eof>`", StringComparison.Ordinal) && OperatorRegex().Match(text.TrimEnd()) is { Success: true, Value: var last }
            ? error with { Message = $"the condition is not finished: something is missing after `{last}`", Suggestion = null }
            : null;

    private void CheckStep(YamlNode.Scalar scalar, int offset, string name, JourneyPlan plan, IReadOnlyDictionary<string, YamlNode.Map> steps)
    {
        var mails = plan.Steps.OfType<Step.Email>().Select(step => step.Id).ToList();
        if (!steps.TryGetValue(name, out var step)) ReportReference(scalar, offset, $"there is no step `{name}`{Suggestion.For(name, mails)}");
        else if (!mails.Contains(name)) ReportReference(scalar, offset, $"the step `{name}` is no email");
        else if (steps.Count > 0 && scalar.Line >= steps.Values.Min(node => node.Line) && step.Line > scalar.Line)
        {
            ReportReference(scalar, offset, $"the step `{name}` comes later, in line {step.Line}: here nobody can have seen its mail");
        }
    }

    private void CheckSegment(YamlNode.Scalar scalar, int offset, string name)
    {
        if (catalog.Segments is { } segments && !segments.Contains(name))
        {
            ReportReference(scalar, offset, $"there is no segment `{name}` in workflows/segments{Suggestion.For(name, segments)}");
        }
    }

    private void ReportReference(YamlNode.Scalar scalar, int offset, string message) =>
        problems.Add(new(file, scalar.Line, scalar.TextColumn + offset, true, ProblemCode.UnknownReference, message));

    private void Report(YamlNode.Scalar scalar, TemplateError error, string code, bool isError = true)
    {
        var (line, column) = error.Line <= 1 ? (scalar.Line, scalar.TextColumn + error.Column - 1) : (scalar.Line + error.Line - 1, error.Column);
        if (ReservedFields.RefusalOf(error) is { } refusal) problems.Add(new(file, line, column, true, ProblemCode.NotAvailable, refusal));
        else problems.Add(new(file, line, column, isError, code, $"`{Short(scalar.Text)}`: {error.Advice}"));
    }

    private static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length > 80 ? string.Concat(line.AsSpan(0, 77), "...") : line;
    }

    [GeneratedRegex(@"(\w+|[^\w\s]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex OperatorRegex();

    [GeneratedRegex("\\b(clicked|opened|answered|in_segment)\\s*\\(?\\s*[\"']([^\"']*)[\"']", RegexOptions.CultureInvariant)]
    private static partial Regex ReferenceRegex();
}
