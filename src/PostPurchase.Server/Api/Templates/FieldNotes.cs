using PostPurchase.Core.Personalisation;

namespace PostPurchase.Server.Api.Templates;

/// <summary>The fields of the model as a list, each with how it is written into a text.</summary>
internal static class FieldNotes
{
    public static IEnumerable<FieldNote> Of(ModelField field) => Flat(field, "", (field.Name, false));

    private static IEnumerable<FieldNote> Flat(ModelField field, string prefix, (string Path, bool IsOptional) safe)
    {
        var path = prefix + field.Name;
        yield return new(path, Form.Word(field.Type), field.Summary, InsertOf(field, safe));
        if (field.Type is not FieldType.Group) yield break;
        var dot = field.Optional ? "?." : ".";
        foreach (var inner in field.Fields.SelectMany(inner => Flat(inner, $"{path}.", ($"{safe.Path}{dot}{inner.Name}", safe.IsOptional || field.Optional)))) yield return inner;
    }

    // A value that may be missing is written with what stands in its place: a mail that leaves lacks nothing.
    private static string? InsertOf(ModelField field, (string Path, bool IsOptional) safe) => field.Type switch
    {
        FieldType.Group or FieldType.List or FieldType.Free or FieldType.Bool => null,
        _ => safe.IsOptional || field.Optional ? $"{safe.Path} ?? ''" : safe.Path,
    };
}

/// <param name="Path">As code names it.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Summary">For people.</param>
/// <param name="Insert">What stands between {{ and }} in a text; null for what is no text.</param>
internal sealed record FieldNote(string Path, string Type, string Summary, string? Insert);
