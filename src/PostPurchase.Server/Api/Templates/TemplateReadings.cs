using PostPurchase.Core.Journeys.Files;
using PostPurchase.Core.Personalisation;
using PostPurchase.Server.Commands;
using PostPurchase.Templates;

namespace PostPurchase.Server.Api.Templates;

/// <summary>What a mail's text says: its blocks with the fields that their partials declare, and its problems.</summary>
internal static class TemplateReadings
{
    /// <summary>Reads a text as the file of that name, saved or not.</summary>
    public static TemplateReading Of(TemplateFolder folder, string file, string source)
    {
        var (blocks, refused) = BlocksOf(folder, file, source);
        return new(source, SeenText.HashOf(source), blocks, refused, ProblemsOf(folder, new Dictionary<string, string> { [file] = source }));
    }

    /// <summary>The partials of the folder that declare what they are, and their fields; the page around a mail is none of them.</summary>
    public static IReadOnlyList<PartialAnswer> Partials(TemplateFolder folder) =>
    [
        .. folder.Files().Where(file => file.StartsWith('_') && file.Count(c => c == '.') == 1).Select(file => (Name: Path.GetFileNameWithoutExtension(file), Declared: TryParse(folder.Read(file), file)?.Declaration))
            .Where(partial => partial.Declared is not null)
            .Select(partial => new PartialAnswer(partial.Name, partial.Declared!.Title ?? partial.Name.TrimStart('_'), partial.Declared.Fields.Any(field => field.Name == "body"), [.. partial.Declared.Fields.Select(field => Field(field, null))])),
    ];

    /// <summary>What is wrong with these texts among the other files of the folder.</summary>
    public static IReadOnlyList<ProblemAnswer> ProblemsOf(TemplateFolder folder, IReadOnlyDictionary<string, string> texts)
    {
        var sources = new SourceFiles();
        foreach (var file in folder.Files()) sources.Known[Path.Combine(folder.Path, file)] = file;
        foreach (var (file, text) in texts) sources.Templates[file] = text;
        return [.. Validation.Check(sources).Select(problem => ProblemAnswer.Of(texts.ContainsKey(problem.File) ? problem : Elsewhere(problem)))];
    }

    // A line of another file is none of this one: a partial's problem says where it is itself.
    private static Problem Elsewhere(Problem problem) => problem with { Line = 1, Column = 1, Message = $"in {Path.GetFileName(problem.File)}, line {problem.Line}: {problem.Message}" };

    private static (IReadOnlyList<BlockAnswer> Blocks, RefusalAnswer? Refused) BlocksOf(TemplateFolder folder, string file, string source)
    {
        switch (BlockList.Read(Language.Engine, source, file))
        {
            case BlockReading.Refused refused:
                return ([], new(refused.Reason, refused.Line));
            case BlockReading.Listed listed:
                var declared = new Dictionary<string, PartialDeclaration?>(StringComparer.Ordinal);
                return ([.. listed.List.Blocks.Select(block => Block(block, Declared(folder, declared, block.Partial)))], null);
            default:
                throw new InvalidOperationException("a reading is listed or refused");
        }
    }

    private static PartialDeclaration? Declared(TemplateFolder folder, Dictionary<string, PartialDeclaration?> known, string partial)
    {
        if (known.TryGetValue(partial, out var declared)) return declared;
        var file = folder.FileOf(partial, null);
        return known[partial] = file is null ? null : TryParse(folder.Read(file), file)?.Declaration;
    }

    private static BlockAnswer Block(MailBlock block, PartialDeclaration? declared)
    {
        var given = block.Values.ToDictionary(value => value.Name, StringComparer.Ordinal);
        var fields = (declared?.Fields ?? []).Select(field => Field(field, given.GetValueOrDefault(field.Name)));
        // What is given without being declared is shown too: else nobody could see why the mail says it.
        var others = block.Values.Where(value => declared?.Find(value.Name) is null).Select(value => new FieldAnswer(value.Name, value.Name, "text", null, value.Text, value.Source, value.Mixed, value.WhyCode, null));
        return new(block.Index, block.Unit, block.Partial, declared?.Title ?? block.Partial.TrimStart('_'), block.Condition, block.IsHidden, block.Line, [.. fields.Concat(others)]);
    }

    private static FieldAnswer Field(PartialField field, BlockValue? value) =>
        new(field.Name, field.Label, field.Type, field.Default, value?.Text, value?.Source, value is null ? "" : value.Mixed, value?.WhyCode, field.Choices.Count == 0 ? null : field.Choices);

    private static Template? TryParse(string text, string file)
    {
        try
        {
            return Language.Engine.Parse(text, file, file.EndsWith(".txt", StringComparison.Ordinal) ? ParseOptions.Text : ParseOptions.Html);
        }
        catch (TemplateException)
        {
            // Its problems are told where it is checked; here it only declares nothing.
            return null;
        }
    }
}

/// <param name="Source">The text.</param>
/// <param name="Hash">SHA-256 of it, hex: for If-Match.</param>
/// <param name="Blocks">In order; empty where it is no list of blocks.</param>
/// <param name="Refused">Why it is no list of blocks, or null.</param>
/// <param name="Problems">What is wrong with it.</param>
internal sealed record TemplateReading(string Source, string Hash, IReadOnlyList<BlockAnswer> Blocks, RefusalAnswer? Refused, IReadOnlyList<ProblemAnswer> Problems);

/// <param name="Reason">For people.</param>
/// <param name="Line">From 1.</param>
internal sealed record RefusalAnswer(string Reason, int Line);

/// <param name="Index">From 0; edits name it.</param>
/// <param name="Unit">Blocks of one unit move together.</param>
/// <param name="Partial">What is included.</param>
/// <param name="Label">The partial's title.</param>
/// <param name="Condition">When it is shown; null for always.</param>
/// <param name="IsHidden">Whether it is never shown.</param>
/// <param name="Line">Where it is written.</param>
/// <param name="Fields">What the partial declares, and what else is given.</param>
internal sealed record BlockAnswer(int Index, int Unit, string Partial, string Label, string? Condition, bool IsHidden, int Line, IReadOnlyList<FieldAnswer> Fields);

/// <param name="Name">Of the argument.</param>
/// <param name="Label">For people.</param>
/// <param name="Type">text, richtext, number, bool, url, image, color, date or choice.</param>
/// <param name="Default">Without a value.</param>
/// <param name="Value">The text that people can edit, also a fallback; null where there is none or it is code.</param>
/// <param name="Code">The value as it is written; null where none is given.</param>
/// <param name="Mixed">The value as text with fields in it, as in <c>Hi {{ customer.first_name }}</c>; null where it is other code.</param>
/// <param name="WhyCode">Why it is not, for people, or null.</param>
/// <param name="Choices">Of a choice, or null.</param>
internal sealed record FieldAnswer(string Name, string Label, string Type, string? Default, string? Value, string? Code, string? Mixed, string? WhyCode, IReadOnlyList<string>? Choices);

/// <param name="Name">As includes name it.</param>
/// <param name="Label">Its title.</param>
/// <param name="IsPage">Whether it goes around a whole mail, so that it is no block.</param>
/// <param name="Fields">What it declares.</param>
internal sealed record PartialAnswer(string Name, string Label, bool IsPage, IReadOnlyList<FieldAnswer> Fields);
