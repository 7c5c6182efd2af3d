using System.Globalization;
using NodaTime.Text;
using PostPurchase.Core.Compliance;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Api.Offers;

/// <summary>What law and terms say, and what somebody answers for.</summary>
internal static class ComplianceEndpoints
{
    private const int LongestReason = 500;
    private const int MostRows = 200;

    public static IResult List(RunnerService runner) =>
        TypedResults.Json(new Items<FindingRow>([.. ComplianceFindings.OfFiles(runner).Select(FindingRow.Of)], null), OfferJson.Default.ItemsFindingRow);

    public static IResult Overrides(RunnerService runner, string? after = null)
    {
        if (!Cursors.TryRead(after, out var older)) return Answer.Error(400, Cursors.Expected, "after");
        var found = new ComplianceStore(runner.Database).List(older, MostRows + 1);
        var page = found.Take(MostRows).Select(OverrideRow.Of).ToList();
        return TypedResults.Json(new Items<OverrideRow>(page, found.Count > MostRows ? page[^1].Id : null), OfferJson.Default.ItemsOverrideRow);
    }

    public static async Task<IResult> OverrideAsync(OverrideRequest request, HttpContext context, RunnerService runner, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (request.Reason.Trim() is not { Length: >= 3 and <= LongestReason } reason) return Answer.Error(400, $"expected a reason of 3 to {LongestReason} characters: it is what an auditor reads", "reason");
        if (ComplianceFindings.Find(runner, request.Finding, request.Journey) is not { } finding)
            return Answer.Error(404, "nothing is found that has this id: what it was about is gone, says something else now, or is not saved yet; look at the findings again", "finding");
        var given = await new ComplianceStore(runner.Database).GiveAsync(finding, reason, context.Caller().Name, clock.Now(), cancellationToken);
        runner.Engine.Terms.Look();
        return given is null
            ? Answer.Error(409, "somebody answers for it already; take that back first", "finding")
            : TypedResults.Json(OverrideRow.Of(given), OfferJson.Default.OverrideRow);
    }

    public static async Task<IResult> TakeBackAsync(long id, HttpContext context, RunnerService runner, TimeProvider clock, CancellationToken cancellationToken)
    {
        var taken = await new ComplianceStore(runner.Database).TakeBackAsync(id, context.Caller().Name, clock.Now(), cancellationToken);
        runner.Engine.Terms.Look();
        return taken is null ? Answer.Error(404, "there is no such override in force") : TypedResults.Json(OverrideRow.Of(taken), OfferJson.Default.OverrideRow);
    }
}

/// <param name="Id">Names it for an override; another as soon as the words that were judged change.</param>
/// <param name="Code">Of the rule: PC01 ...</param>
/// <param name="Rule">Its short name.</param>
/// <param name="Source">Where the rule is from.</param>
/// <param name="File">Where it stands.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Message">What was found and what to do.</param>
/// <param name="Journey">Key, or null.</param>
/// <param name="Step">Step id, or null.</param>
/// <param name="Template">Template, or null.</param>
/// <param name="Blocks">Whether it stops publishing.</param>
/// <param name="Reason">Why somebody answers for it, or null.</param>
/// <param name="Answer">Who does, where it was said in the app; null for nobody, or for what stands in a file.</param>
internal sealed record FindingRow(
    string Id, string Code, string Rule, string Source, string File, int Line, int Column, string Message, string? Journey, string? Step, string? Template, bool Blocks, string? Reason, FindingAnswered? Answer)
{
    public static FindingRow Of(Finding one) => new(
        one.Id, one.Rule.Code, one.Rule.Name, one.Rule.Source, one.File, one.Line, one.Column, one.Message, one.Journey, one.Step, one.Template, one.Blocks, one.Reason, FindingAnswered.Of(one.Answer));
}

/// <param name="Id">Of the override, to take it back.</param>
/// <param name="By">Account or key.</param>
/// <param name="At">When.</param>
internal sealed record FindingAnswered(string Id, string By, string At)
{
    public static FindingAnswered? Of(ComplianceAnswer? answer) =>
        answer is null ? null : new(answer.Id.ToString(CultureInfo.InvariantCulture), answer.By, InstantPattern.General.Format(answer.At));
}

/// <param name="Finding">Id of the finding.</param>
/// <param name="Reason">Why it is fine: 3 to 500 characters.</param>
/// <param name="Journey">Key of the journey whose draft it is about; null for the files.</param>
internal sealed record OverrideRequest(string Finding, string Reason, string? Journey = null);

/// <summary>An override, in force where <c>taken_back_at</c> is null.</summary>
internal sealed record OverrideRow(string Id, string Code, string Place, string Message, string Reason, string By, string At, string? TakenBackBy, string? TakenBackAt)
{
    public static OverrideRow Of(StoredOverride one) => new(
        one.Id.ToString(CultureInfo.InvariantCulture), one.Rule, one.Place, one.Message, one.Reason, one.GivenBy, InstantPattern.General.Format(one.GivenAt), one.TakenBackBy,
        one.TakenBackAt is { } at ? InstantPattern.General.Format(at) : null);
}
