using PostPurchase.Core.Personalisation;
using PostPurchase.Server.Hosting;
using PostPurchase.Templates;

namespace PostPurchase.Server.Api.Templates;

/// <summary>Reading mails, and editing a text without saving it.</summary>
internal static class TemplateEndpoints
{
    public static IResult List(RunnerService runner, TemplateFolder folder)
    {
        var files = folder.Files().Where(file => !file.StartsWith('_')).GroupBy(file => file.Split('.')[0], StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal);
        var steps = TemplateUses.InForce(runner);
        var rows = files.Select(group => new TemplateRow(
            group.Key, [.. group.Select(LanguageOf).Distinct().Order(StringComparer.Ordinal)], steps[group.Key].Select(step => Form.Word(step.Kind)).FirstOrDefault(),
            [.. steps[group.Key].Select(step => new UsedBy(step.Journey, step.Step, null))], TemplateReadings.ProblemsOf(folder, group.ToDictionary(file => file, folder.Read, StringComparer.Ordinal)).Count(problem => problem.Severity == "error")));
        return TypedResults.Json(new Items<TemplateRow>([.. rows], null), TemplateJson.Default.ItemsTemplateRow);
    }

    public static IResult Show(string name, RunnerService runner, TemplateFolder folder, string? language = null) => folder.FileOf(name, language) is { } file
        ? TypedResults.Json(Detail(runner, folder, (name, file), folder.Read(file)), TemplateJson.Default.TemplateDetail)
        : Answer.Error(404, $"there is no template '{name}'");

    public static TemplateDetail Detail(RunnerService runner, TemplateFolder folder, (string Name, string File) of, string source)
    {
        var languages = folder.Files().Where(file => file.Split('.')[0] == of.Name).Select(LanguageOf).Distinct().Order(StringComparer.Ordinal);
        return new(of.Name, LanguageOf(of.File), [.. languages], TemplateReadings.Of(folder, of.File, source), TemplateUses.Of(runner, of.Name), folder.WhyNotWritable);
    }

    public static IResult Check(TemplateText body, TemplateFolder folder) =>
        Bad(body.Source) is { } bad ? bad : TypedResults.Json(TemplateReadings.Of(folder, FileFor(body.Name, body.Language), body.Source!), TemplateJson.Default.TemplateReading);

    public static IResult Edit(TemplateEdit body, TemplateFolder folder)
    {
        if (Bad(body.Source) is { } bad) return bad;
        var file = FileFor(body.Name, body.Language);
        if (BlockList.Read(Language.Engine, body.Source!, file) is not BlockReading.Listed { List: var list }) return Answer.Error(422, "the text is no list of blocks: edit it on the code tab", "source");
        return Apply(list, body) switch
        {
            BlockEdit.Done done => Edited(folder, (file, body.Source!, body.Kind == "mixed"), TemplateReadings.Of(folder, file, done.List.Source)),
            BlockEdit.Refused refused => Answer.Error(422, refused.Reason, body.Kind == "mixed" ? "value" : "kind"),
            _ => Answer.Error(400, "expected kind add, move, remove, hide, show, text, mixed, code, clear or condition", "kind"),
        };
    }

    // A field that is not there is told where it is typed; what was wrong before stays told where it is.
    private static IResult Edited(TemplateFolder folder, (string File, string Source, bool IsMixed) before, TemplateReading reading)
    {
        var errors = before.IsMixed ? reading.Problems.Where(problem => problem.Severity == "error").ToList() : [];
        if (errors.Count > 0)
        {
            var known = TemplateReadings.Of(folder, before.File, before.Source).Problems.Select(problem => problem.Message).ToHashSet(StringComparer.Ordinal);
            if (errors.Find(problem => !known.Contains(problem.Message)) is { } fresh) return Answer.Error(422, fresh.Message, "value");
        }

        return TypedResults.Json(reading, TemplateJson.Default.TemplateReading);
    }

    public static IResult Vocabulary(TemplateFolder folder) => TypedResults.Json(
        new TemplateVocabulary(
            TemplateReadings.Partials(folder),
            [.. Model.Fields.SelectMany(field => FieldNotes.Of(field))],
            [.. Language.Engine.Functions.Select(function => new FunctionAnswer(function.FullName, [.. function.Parameters.Select(parameter => parameter.Name)], function.Summary)).OrderBy(function => function.Name, StringComparer.Ordinal)]),
        TemplateJson.Default.TemplateVocabulary);

    public static string LanguageOf(string file) => file.Split('.') is [_, var language, _] ? language : "";

    private static BlockEdit? Apply(BlockList list, TemplateEdit edit) => edit.Kind switch
    {
        "add" => list.Add(edit.Index, edit.Partial ?? ""),
        "move" => list.Move(edit.Index, edit.To ?? -1),
        "remove" => list.Remove(edit.Index),
        "hide" => list.Hide(edit.Index),
        "show" => list.Show(edit.Index),
        "text" => list.SetText(edit.Index, edit.Field ?? "", edit.Value ?? ""),
        "mixed" => list.SetMixed(edit.Index, edit.Field ?? "", edit.Value ?? ""),
        "code" => list.SetCode(edit.Index, edit.Field ?? "", edit.Value ?? ""),
        "clear" => list.Clear(edit.Index, edit.Field ?? ""),
        "condition" => list.ShowWhen(edit.Index, string.IsNullOrWhiteSpace(edit.Value) ? null : edit.Value),
        _ => null,
    };

    // The name is shown in problems only; a text that is not saved has none that matters.
    private static string FileFor(string? name, string? language)
    {
        var known = TemplateFolder.IsName(name) ? name! : "mail";
        return TemplateFolder.IsLanguage(language) ? $"{known}.{language}.html" : $"{known}.html";
    }

    private static Microsoft.AspNetCore.Http.HttpResults.JsonHttpResult<ErrorAnswer>? Bad(string? source) =>
        source is null or { Length: > TemplateSaving.LongestText } ? Answer.Error(400, $"expected the text of a mail, at most {TemplateSaving.LongestText:N0} characters", "source") : null;
}

/// <param name="Name">As journeys name it.</param>
/// <param name="Languages">Of its files; empty text for the one without.</param>
/// <param name="Kind">Of the first step that uses it, or null.</param>
/// <param name="UsedBy">Steps.</param>
/// <param name="Problems">How many errors.</param>
internal sealed record TemplateRow(string Name, IReadOnlyList<string> Languages, string? Kind, IReadOnlyList<UsedBy> UsedBy, int Problems);

/// <param name="Name">As journeys name it.</param>
/// <param name="Language">Of this file; empty for the one without.</param>
/// <param name="Languages">Of all its files.</param>
/// <param name="Reading">Text, hash, blocks and problems.</param>
/// <param name="UsedBy">Steps.</param>
/// <param name="ReadOnly">Why it cannot be saved, or null.</param>
internal sealed record TemplateDetail(string Name, string Language, IReadOnlyList<string> Languages, TemplateReading Reading, IReadOnlyList<UsedBy> UsedBy, string? ReadOnly);

/// <param name="Source">The text.</param>
/// <param name="Name">Of the template, for problems.</param>
/// <param name="Language">Of the file.</param>
internal sealed record TemplateText(string? Source, string? Name = null, string? Language = null);

/// <param name="Source">The text to edit.</param>
/// <param name="Kind">add, move, remove, hide, show, text, mixed (text with fields), code, clear or condition.</param>
/// <param name="Index">The block; for add, where the new one goes.</param>
/// <param name="To">For move.</param>
/// <param name="Partial">For add.</param>
/// <param name="Field">For text, mixed, code and clear.</param>
/// <param name="Value">For text, mixed, code and condition.</param>
/// <param name="Name">Of the template, for problems.</param>
/// <param name="Language">Of the file.</param>
internal sealed record TemplateEdit(
    string? Source, string? Kind, int Index, int? To = null, string? Partial = null, string? Field = null, string? Value = null, string? Name = null, string? Language = null);

/// <param name="Partials">To include.</param>
/// <param name="Fields">That mails may read.</param>
/// <param name="Functions">And filters.</param>
internal sealed record TemplateVocabulary(IReadOnlyList<PartialAnswer> Partials, IReadOnlyList<FieldNote> Fields, IReadOnlyList<FunctionAnswer> Functions);

internal sealed record FunctionAnswer(string Name, IReadOnlyList<string> Parameters, string Summary);
