using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Api.Templates;

/// <summary>Writes mails to the templates folder: checked before, on top of what the author saw, and audited.</summary>
internal static class TemplateSaving
{
    public const int LongestText = 512 * 1024;

    public static Task<IResult> SaveAsync(
        string name, TemplateText body, RunnerService runner, TemplateFolder folder, HttpContext context, TimeProvider clock, CancellationToken cancellationToken, string? language = null) =>
        ChangeAsync(folder, async () =>
        {
            if (!TemplateFolder.IsName(name) || (!string.IsNullOrEmpty(language) && !TemplateFolder.IsLanguage(language)) || folder.FileOf(name, language) is not { } file) return Answer.Error(404, $"there is no template '{name}'");
            if (SeenText.HashIn(context) is not { } seen) return Answer.Error(428, "expected the header If-Match with the hash of the text that you changed");
            if (body.Source is null or { Length: > LongestText }) return Answer.Error(400, $"expected the text of a mail, at most {LongestText:N0} characters", "source");
            var before = folder.Read(file);
            if (SeenText.HashOf(before) != seen) return Conflict(runner, folder, (name, file), before);
            var reading = TemplateReadings.Of(folder, file, body.Source);
            if (reading.Problems.Any(problem => problem.Severity == "error")) return TypedResults.Json(reading, TemplateJson.Default.TemplateReading, statusCode: 422);
            await folder.WriteAsync(new Dictionary<string, string> { [file] = body.Source }, cancellationToken);
            await AuditAsync(runner, new(context.Caller().Name, "template.saved", file, seen, reading.Hash, clock.Now()), cancellationToken);
            return Give(context, TemplateEndpoints.Detail(runner, folder, (name, file), body.Source));
        }, cancellationToken);

    public static Task<IResult> CreateAsync(NewTemplate body, RunnerService runner, TemplateFolder folder, HttpContext context, TimeProvider clock, CancellationToken cancellationToken) =>
        ChangeAsync(folder, async () =>
        {
            if (!TemplateFolder.IsName(body.Name)) return Answer.Error(400, "a name is small letters, digits and hyphens, at most 60", "name");
            if (body.Language is not null && !TemplateFolder.IsLanguage(body.Language)) return Answer.Error(400, "expected a language such as de", "language");
            var taken = body.Language is null ? folder.FileOf(body.Name!, null) is not null : folder.Files().Contains($"{body.Name}.{body.Language}.html");
            if (body.Files is { } back && WhyNotBack(body.Name!, back) is { } wrong) return Answer.Error(400, wrong, "files");
            if (taken) return Answer.Error(409, body.Language is null ? $"there is a template '{body.Name}' already" : $"'{body.Name}' has a text in {body.Language} already", "name");
            if (TextsFor(folder, body) is not { Count: > 0 } texts) return Answer.Error(404, $"there is nothing to start from named '{body.Source}'", "source");
            await folder.WriteAsync(texts, cancellationToken);
            foreach (var (file, text) in texts) await AuditAsync(runner, new(context.Caller().Name, "template.created", file, null, SeenText.HashOf(text), clock.Now()), cancellationToken);
            var made = folder.FileOf(body.Name!, body.Language)!;
            context.Response.StatusCode = StatusCodes.Status201Created;
            return Give(context, TemplateEndpoints.Detail(runner, folder, (body.Name!, made), folder.Read(made)), 201);
        }, cancellationToken);

    public static Task<IResult> DeleteAsync(string name, RunnerService runner, TemplateFolder folder, HttpContext context, TimeProvider clock, CancellationToken cancellationToken) =>
        ChangeAsync(folder, async () =>
        {
            var files = TemplateFolder.IsName(name) ? folder.Files().Where(file => file.Split('.')[0] == name).ToList() : [];
            if (files.Count == 0) return Answer.Error(404, $"there is no template '{name}'");
            if (WhyNeeded(TemplateUses.Of(runner, name)) is { } why) return Answer.Error(409, why);
            var texts = files.ToDictionary(file => file, folder.Read);
            await folder.DeleteAsync(files, cancellationToken);
            foreach (var (file, text) in texts) await AuditAsync(runner, new(context.Caller().Name, "template.deleted", file, SeenText.HashOf(text), null, clock.Now()), cancellationToken);
            return TypedResults.Json(new DeletedTemplate(name, texts), TemplateJson.Default.DeletedTemplate);
        }, cancellationToken);

    private static string? WhyNeeded(IReadOnlyList<UsedBy> uses)
    {
        if (uses.Count == 0) return null;
        var inForce = uses.Where(use => use.Version is null).Select(use => use.Journey).Distinct().ToList();
        return inForce.Count > 0
            ? $"it is sent by {string.Join(", ", inForce)}: choose another template there first"
            : $"people are still inside an older version of {string.Join(", ", uses.Select(use => use.Journey).Distinct())} that sends it: delete it when they have finished";
    }

    private static string? WhyNotBack(string name, IReadOnlyDictionary<string, string> files)
    {
        static bool IsOf(string name, string file) => file.Split('.') is [var stem, .. var language, "html" or "txt"] && stem == name && (language.Length == 0 || (language.Length == 1 && TemplateFolder.IsLanguage(language[0])));
        if (files.Count == 0 || files.Keys.Any(file => !IsOf(name, file))) return $"expected the files of {name} as they were deleted: {name}.html, {name}.de.html ...";
        return files.Values.Any(text => text.Length > LongestText) ? $"expected texts of at most {LongestText:N0} characters" : null;
    }

    // A copy in all languages, or the text for a new language of the same mail.
    private static Dictionary<string, string> TextsFor(TemplateFolder folder, NewTemplate body)
    {
        if (body.Files is { } back) return new(back, StringComparer.Ordinal);
        var source = body.Source ?? body.Name!;
        if (body.Language is { } language)
            return folder.FileOf(body.Name!, null) is not null && folder.FileOf(source, null) is { } file ? new() { [$"{body.Name}.{language}.html"] = folder.Read(file) } : [];
        if (body.Source is null) return new() { [$"{body.Name}.html"] = Empty(folder) };
        var own = folder.Files().Where(one => one.Split('.')[0] == source && !one.StartsWith('_')).ToDictionary(one => $"{body.Name}{one[source.Length..]}", folder.Read, StringComparer.Ordinal);
        return own.Count > 0 ? own : ShippedTemplates.TextsOf(source, body.Name!, [.. folder.Files()]);
    }

    private static string Empty(TemplateFolder folder) => folder.FileOf("_base", null) is null
        ? "<p></p>\n"
        : "{{ capture body }}\n{{ include '_hero' title: \"Hello\" }}\n{{ include '_text' text: \"Write here.\" }}\n{{ end }}\n{{ include '_base' body: body }}\n";

    private static async Task<IResult> ChangeAsync(TemplateFolder folder, Func<Task<IResult>> change, CancellationToken cancellationToken)
    {
        if (folder.WhyNotWritable is { } why) return Answer.Error(409, why);
        return await folder.ChangeAsync(change, cancellationToken);
    }

    private static Microsoft.AspNetCore.Http.HttpResults.JsonHttpResult<TemplateConflict> Conflict(RunnerService runner, TemplateFolder folder, (string Name, string File) of, string theirs)
    {
        var by = SeenText.WrittenBy(runner.Database, of.File, SeenText.HashOf(theirs));
        return TypedResults.Json(
            new TemplateConflict($"{by?.Actor ?? "somebody"} saved this template meanwhile", null, by?.Actor, by is null ? null : Form.At(by.At), TemplateReadings.Of(folder, of.File, theirs)),
            TemplateJson.Default.TemplateConflict, statusCode: 412);
    }

    private static Task AuditAsync(RunnerService runner, AuditEntry entry, CancellationToken cancellationToken) => new AuditStore(runner.Database).AddAsync(entry, cancellationToken);

    private static Microsoft.AspNetCore.Http.HttpResults.JsonHttpResult<TemplateDetail> Give(HttpContext context, TemplateDetail detail, int status = 200)
    {
        context.Response.Headers.ETag = $"\"{detail.Reading.Hash}\"";
        return TypedResults.Json(detail, TemplateJson.Default.TemplateDetail, statusCode: status);
    }
}

/// <param name="Name">Of the new template, or of the one that gets a language.</param>
/// <param name="Source">Template of this shop or shipped one to copy; null for an empty mail.</param>
/// <param name="Language">Makes a text in this language; null makes a template.</param>
/// <param name="Files">Puts a deleted template back: its texts by file.</param>
internal sealed record NewTemplate(string? Name, string? Source = null, string? Language = null, IReadOnlyDictionary<string, string>? Files = null);

/// <param name="Name">Of the template that was deleted.</param>
/// <param name="Files">Its texts by file, to put it back with.</param>
internal sealed record DeletedTemplate(string Name, IReadOnlyDictionary<string, string> Files);

/// <param name="Error">For people.</param>
/// <param name="Path">Always null.</param>
/// <param name="EditedBy">Who was first; null where a program wrote the file.</param>
/// <param name="EditedAt">When.</param>
/// <param name="Theirs">The text as it is now.</param>
internal sealed record TemplateConflict(string Error, string? Path, string? EditedBy, string? EditedAt, TemplateReading Theirs);
