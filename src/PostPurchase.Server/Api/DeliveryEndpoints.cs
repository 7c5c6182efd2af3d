using PostPurchase.Core;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Feedback;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;
using PostPurchase.Server.Tracking;

namespace PostPurchase.Server.Api;

internal static class DeliveryEndpoints
{
    private const int PageSize = 50;

    public static IResult List(RunnerService runner, [AsParameters] DeliveryQuery query)
    {
        if (query.FilterOf(runner.Stores, out var refusal) is not { } filter) return refusal!;
        var rows = DeliveryRows.Read(runner, filter, PageSize);
        return TypedResults.Json(new Items<DeliveryRow>(rows, rows.Count == PageSize ? rows[^1].Id : null), ReadJson.Default.ItemsDeliveryRow);
    }

    public static async Task<IResult> ShowAsync(string id, RunnerService runner, MailLinks links, TimeProvider clock)
    {
        if (!Form.TryId(id, out var number) || await new SendLedger(runner.Database).FindAsync(new SendId(number)) is not { } send) return Answer.Error(404, $"there is no delivery {id}");
        var row = runner.Database.Read(session => DeliveryRows.Of(runner, session, send));
        var mail = MailAsSent.Of(runner, send, clock.Now());
        var touches = (await new HistoryStore(runner.Database).TouchesOfAsync(send.Owner)).Where(touch => touch.Send == send.Id).ToList();
        // The link that people cannot see is the last.
        var targets = (links.TargetsOf(send.Id)?.Links ?? []).Where(link => link.Kind != LinkKind.Honeypot);
        return TypedResults.Json(
            new DeliveryDetail(
                row, mail, [.. targets.Select((link, index) => Link(link, index + 1, touches))],
                [.. touches.Select(touch => new TouchAnswer(Form.Word(touch.Kind), Form.At(touch.At), Form.Word(touch.Verdict.Actor), touch.Verdict.Text, touch.Seen.UserAgent))]),
            ReadJson.Default.DeliveryDetail);
    }

    public static async Task<IResult> ApproveAsync(string id, HttpContext context, RunnerService runner, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!Form.TryId(id, out var number)) return Answer.Error(404, $"there is no delivery {id}");
        if (!await Approvals.ApproveAsync(runner.Database, new SendId(number), context.Caller().Name, clock.Now(), cancellationToken)) return Answer.Error(409, "this delivery does not wait for approval");
        runner.WakeUp();
        return TypedResults.Ok();
    }

    public static async Task<IResult> RetryAsync(string id, HttpContext context, RunnerService runner, TimeProvider clock) =>
        Decided(id, runner, Form.TryId(id, out var number) && await new ParkedSends(runner.Database).RetryAsync(new SendId(number), context.Caller().Name, clock.Now()));

    public static async Task<IResult> SkipAsync(string id, HttpContext context, RunnerService runner, TimeProvider clock) =>
        Decided(id, runner, Form.TryId(id, out var number) && await new ParkedSends(runner.Database).DropAsync(new SendId(number), context.Caller().Name, clock.Now()));

    public static async Task<IResult> DecideAllAsync(DecisionBody body, HttpContext context, RunnerService runner, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (body.Decision is not ("retry" or "skip")) return Answer.Error(400, "expected retry or skip", "decision");
        var count = await new ParkedSends(runner.Database).DecideAllAsync((body.Journey, body.Step), body.Decision == "retry", context.Caller().Name, clock.Now(), cancellationToken);
        runner.WakeUp();
        return TypedResults.Json(new DecidedAnswer(count), ReadJson.Default.DecidedAnswer);
    }

    private static IResult Decided(string id, RunnerService runner, bool isDone)
    {
        if (!isDone) return Answer.Error(409, $"delivery {id} does not wait for a decision: only what failed on our side can be sent again");
        runner.WakeUp();
        return TypedResults.NoContent();
    }

    private static SentLinkAnswer Link(LinkTarget link, int slot, List<StoredTouch> touches) => new(
        slot.ToString(System.Globalization.CultureInfo.InvariantCulture), link.Target, touches.Count(touch => touch.Slot == slot && touch is { Kind: TouchKind.Click, Verdict.Actor: TouchActor.Human }));
}

/// <param name="Decision">retry or skip.</param>
/// <param name="Journey">Key of a journey; null = all.</param>
/// <param name="Step">Id of a step; null = all.</param>
internal sealed record DecisionBody(string Decision, string? Journey = null, string? Step = null);

/// <param name="Count">For how many mails it was decided.</param>
internal sealed record DecidedAnswer(int Count);

internal sealed record DeliveryDetail : DeliveryRow
{
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public DeliveryDetail(DeliveryRow row, MailAsSent mail, IReadOnlyList<SentLinkAnswer> links, IReadOnlyList<TouchAnswer> touches)
        : base(row)
    {
        (Subject, Html, Text) = (row.Subject ?? mail.Subject, mail.Html, mail.Text ?? mail.Problem);
        Headers = mail.Headers.Count == 0 ? null : [.. mail.Headers.Select(header => new HeaderAnswer(header.Name, header.Value))];
        MadeAgain = mail.Again is { } again ? Form.Word(again) : null;
        (Links, Touches) = (links, touches);
        // Most reasons begin with the state.
        AttemptLog = row.Reason is { } reason ? [reason.StartsWith($"{row.State}: ", StringComparison.Ordinal) ? reason : $"{row.State}: {reason}"] : [];
    }

    public string? Html { get; }
    public string? Text { get; }
    public IReadOnlyList<HeaderAnswer>? Headers { get; }

    /// <summary>
    /// not_left (what would leave now), same_template or other_template (made again, with the template of then or with the one of now); null where the mail is shown as it was kept.
    /// </summary>
    public string? MadeAgain { get; }
    public IReadOnlyList<SentLinkAnswer> Links { get; }
    public IReadOnlyList<TouchAnswer> Touches { get; }
    public IReadOnlyList<string> AttemptLog { get; }
}

internal sealed record HeaderAnswer(string Name, string Value);

internal sealed record SentLinkAnswer(string? Slot, string Url, int Clicks);

internal sealed record TouchAnswer(string Kind, string At, string? Verdict, string? Reason, string? Agent);
