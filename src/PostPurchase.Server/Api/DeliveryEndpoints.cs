using PostPurchase.Core;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Feedback;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Addresses;
using PostPurchase.Server.Api.Templates;
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

    public static async Task<IResult> ShowAsync(string id, RunnerService runner, MailLinks links, TemplateFolder templates, TimeProvider clock)
    {
        if (!Form.TryId(id, out var number) || await new SendLedger(runner.Database).FindAsync(new SendId(number)) is not { } send) return Answer.Error(404, $"there is no delivery {id}");
        var (row, customer, isErased) = runner.Database.Read(session => (DeliveryRows.Of(runner, session, send), CustomerStore.Find(session, send.Owner.Value), CustomerErasure.IsErased(session, send.Owner)));
        var mail = MailAsSent.Of(runner, send, clock.Now());
        var history = new HistoryStore(runner.Database);
        var touches = (await history.TouchesOfAsync(send.Owner)).Where(touch => touch.Send == send.Id).ToList();
        var answers = (await history.AnswersOfAsync(send.Owner)).Where(answer => answer.Send == send.Id).Select(answer => answer.Choice).ToList();
        // The link that people cannot see is the last.
        var targets = (links.TargetsOf(send.Id)?.Links ?? []).Where(link => link.Kind != LinkKind.Honeypot);
        var fault = TemplateFault.Of(send, runner.Journeys.Current, templates);
        // A mail is addressed once it is made: where the reason names a place of the template, that is to be mended first.
        var hasBadAddress = send is { State: SendState.Parked, Purpose: SendPurpose.Step, Channel: SendChannel.Email } && fault?.Line is null && !EmailAddress.TryParse(customer?.Address, out _);
        return TypedResults.Json(
            new DeliveryDetail(
                row, mail, [.. targets.Select((link, index) => Link(link, index + 1, (touches, answers))).Select(link => isErased ? link with { Url = SiteOf(link.Url) } : link)],
                [.. touches.Select(touch => new TouchAnswer(Form.Word(touch.Kind), Form.At(touch.At), Form.Word(touch.Verdict.Actor), touch.Verdict.Text, touch.Seen.UserAgent))])
            {
                Fault = hasBadAddress ? null : fault,
                BadAddress = hasBadAddress,
                PerhapsTwice = send.MayHaveArrivedTwice,
            },
            ReadJson.Default.DeliveryDetail);
    }

    // An address may name an order.
    private static string SiteOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Authority) : "";

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

    // A choice is no click: it counts when the page behind it is posted.
    private static SentLinkAnswer Link(LinkTarget link, int slot, (List<StoredTouch> Touches, List<string> Answers) of) => new(
        slot.ToString(System.Globalization.CultureInfo.InvariantCulture), link.Target,
        link.Kind == LinkKind.Choice
            ? of.Answers.Count(answer => answer == link.Target)
            : of.Touches.Count(touch => touch.Slot == slot && touch is { Kind: TouchKind.Click, Verdict.Actor: TouchActor.Human }))
    {
        Kind = Form.Word(link.Kind),
        Label = link.Label,
    };
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
        (Subject, Html, Text, Problem) = (row.Subject ?? mail.Subject, mail.Html, mail.Text, mail.Problem);
        Headers = mail.Headers.Count == 0 ? null : [.. mail.Headers.Select(header => new HeaderAnswer(header.Name, header.Value))];
        MadeAgain = mail.Again is { } again ? Form.Word(again) : null;
        (Links, Touches) = (links, touches);
        // Most reasons begin with the state.
        AttemptLog = row.Reason is { } reason ? [reason.StartsWith($"{row.State}: ", StringComparison.Ordinal) ? reason : $"{row.State}: {reason}"] : [];
    }

    public string? Html { get; }
    public string? Text { get; }

    /// <summary>Why there is no mail to show; null where there is one.</summary>
    public string? Problem { get; }
    public IReadOnlyList<HeaderAnswer>? Headers { get; }

    /// <summary>
    /// not_left (what would leave now), same_template or other_template (made again, with the template of then or with the one of now); null where the mail is shown as it was kept.
    /// </summary>
    public string? MadeAgain { get; }

    /// <summary>The template to mend, of a mail that failed here; null for all others.</summary>
    public TemplateFault? Fault { get; init; }

    /// <summary>Whether it failed here since mail cannot go to the address that its customer has.</summary>
    public bool BadAddress { get; init; }

    /// <summary>Whether it may have arrived twice: a transactional mail whose first time was in doubt, so that it left once more with the same Message-ID.</summary>
    public bool PerhapsTwice { get; init; }
    public IReadOnlyList<SentLinkAnswer> Links { get; }
    public IReadOnlyList<TouchAnswer> Touches { get; }
    public IReadOnlyList<string> AttemptLog { get; }
}

internal sealed record HeaderAnswer(string Name, string Value);

/// <param name="Slot">Its place in the mail, from 1.</param>
/// <param name="Url">Where it leads; of a choice its name for programs.</param>
/// <param name="Clicks">By people; of a choice how often it was the answer.</param>
internal sealed record SentLinkAnswer(string? Slot, string Url, int Clicks)
{
    /// <summary>offer, content, service or choice.</summary>
    public required string Kind { get; init; }

    /// <summary>Of a choice: the words of its button; null where they are not known.</summary>
    public string? Label { get; init; }
}

internal sealed record TouchAnswer(string Kind, string At, string? Verdict, string? Reason, string? Agent);
