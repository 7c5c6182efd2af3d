using System.Text.RegularExpressions;
using PostPurchase.Core.Offers;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Api.Offers;

/// <summary>The files of <c>workflows/offers</c>: programs, offers, pools and choices as their owner wrote them.</summary>
internal static partial class OfferFileEndpoints
{
    private const int MostCharacters = 4 * 1024 * 1024;

    public static string FolderOf(RunnerService runner) => Path.Combine(runner.Folders.Workflows, "offers");

    public static IResult List(RunnerService runner)
    {
        var folder = FolderOf(runner);
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.yaml") : [];
        return TypedResults.Json(new Items<OfferFileAnswer>([.. files.Order(StringComparer.Ordinal).Select(path => Of(Path.GetFileName(path), File.ReadAllText(path)))], null), OfferJson.Default.ItemsOfferFileAnswer);
    }

    public static IResult Show(string name, RunnerService runner)
    {
        var path = Path.Combine(FolderOf(runner), name);
        return NameRegex().IsMatch(name) && File.Exists(path) ? TypedResults.Json(Of(name, File.ReadAllText(path)), OfferJson.Default.OfferFileAnswer) : Answer.Error(404, $"there is no offers file '{name}'");
    }

    public static async Task<IResult> SaveAsync(string name, OfferFileText body, HttpContext context, RunnerService runner, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!NameRegex().IsMatch(name)) return Answer.Error(400, "expected the name of a file such as peak-partners.yaml", "name");
        if (body.Text.Length > MostCharacters) return Answer.Error(400, $"the text is longer than {MostCharacters} characters", "text");
        var answer = Of(name, body.Text);
        if (answer.Problems.Any(problem => problem.Severity == "error")) return TypedResults.Json(answer, OfferJson.Default.OfferFileAnswer, statusCode: 422);
        var path = Path.Combine(FolderOf(runner), name);
        var before = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : null;
        Directory.CreateDirectory(FolderOf(runner));
        // Beside it first: a reader never sees half a file.
        await File.WriteAllTextAsync(path + ".new", body.Text, cancellationToken);
        File.Move(path + ".new", path, overwrite: true);
        await new AuditStore(runner.Database).AddAsync(new(context.Caller().Name, "offers.saved", name, before, body.Text, clock.Now()), cancellationToken);
        await runner.Engine.ReloadAsync(clock.Now(), cancellationToken);
        return TypedResults.Json(answer, OfferJson.Default.OfferFileAnswer);
    }

    private static OfferFileAnswer Of(string name, string text) => new(name, text, [.. OfferFile.Read(name, text).Problems.Select(ProblemAnswer.Of)]);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}\\.yaml$", RegexOptions.CultureInvariant)]
    private static partial Regex NameRegex();
}
