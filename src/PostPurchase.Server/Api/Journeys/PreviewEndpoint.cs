using PostPurchase.Core;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Compliance;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Sending;
using PostPurchase.Engine;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Simulation;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Deliverability;
using PostPurchase.Mail.Messages;
using PostPurchase.Server.Api.Brands;
using PostPurchase.Server.Api.Offers;
using PostPurchase.Server.Hosting;
using PostPurchase.Templates;

namespace PostPurchase.Server.Api.Journeys;

/// <summary>Makes one mail as a purchase would get it: of a journey's step, of a draft's, or of a template alone.</summary>
internal static class PreviewEndpoint
{
    // A preview is never signed; whether real mail is, the doctor says.
    private const string NotSigned = "dkim_missing";

    private static readonly Sql s_ownerOf = new("select owner from purchase where id = @id");

    private static readonly Sql s_newest = new($"select owner, id from {NewestOrders.Candidates} order by ordered_at desc, id desc limit 1");

    private static readonly Sql s_recent = new($"select id from {NewestOrders.Candidates} order by ordered_at desc, id desc limit 20");

    public static async Task<IResult> MakeAsync(PreviewRequestBody body, RunnerService runner, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var sample = NeedsSample(body, runner) ? await SampleShop.OpenAsync(runner, clock.Now(), cancellationToken) : null;
        var answer = Made(body, runner, sample, clock.Now());
        var isTemplateAlone = (body.Purchase, body.Journey, body.Yaml, body.Source) is (null or "", null, null, null);
        if (!isTemplateAlone || sample is not null || !IsSkipped(answer)) return answer;
        // Nobody chose the newest purchase: where the mail would not be sent after it, an earlier one shows what the template looks like.
        return Recent(runner).Skip(1).Select(purchase => Made(body with { Purchase = purchase }, runner, null, clock.Now())).FirstOrDefault(earlier => !IsSkipped(earlier)) ?? answer;
    }

    private static bool IsSkipped(IResult answer) => answer is IStatusCodeHttpResult { StatusCode: StatusCodes.Status422UnprocessableEntity };

    private static IResult Made(PreviewRequestBody body, RunnerService runner, SampleShop? sample, NodaTime.Instant now) =>
        Chosen(body, runner, sample) is var (choice, refused) && choice is not null ? Made(choice, now) : refused!;

    /// <summary>The message of a preview, or the answer that refuses it.</summary>
    public static async Task<(PreviewedMail? Mail, IResult? Refused)> ComposeAsync(PreviewRequestBody body, RunnerService runner, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var sample = NeedsSample(body, runner) ? await SampleShop.OpenAsync(runner, clock.Now(), cancellationToken) : null;
        if (Chosen(body, runner, sample) is var (choice, refused) && choice is null) return (null, refused);
        var (mail, problem) = StepPreview.Make(choice.Engine, choice.Request, clock.Now());
        return mail is null ? (null, Answer.Error(422, problem ?? "there is no mail", body.Source is null ? null : "source")) : (mail, null);
    }

    private static bool NeedsSample(PreviewRequestBody body, RunnerService runner) => string.IsNullOrEmpty(body.Purchase) && PurchaseOf(body, runner) is null;

    private static (Choice? Choice, IResult? Refused) Chosen(PreviewRequestBody body, RunnerService runner, SampleShop? sample)
    {
        if (PlanOf(body, runner) is not ({ } plan, { } step)) return (null, Answer.Error(422, WhyNoStep(body, runner), "step"));
        if (body.Source is null)
        {
            var known = body.Template ?? step.Content.Template;
            if (!runner.Engine.Templates.Names.Contains(known)) return (null, Answer.Error(404, $"there is no template '{known}'", "template"));
        }

        var template = body.Source is null ? null : Parsed(body, runner);
        if (template is { Problem: { } problem }) return (null, Answer.Error(422, problem, "source"));
        if (body.Brand?.Look() is { } look && LookRules.Check(look) is [var wrong, ..]) return (null, Answer.Error(422, wrong.Message, $"brand.{wrong.Path}"));
        if ((sample?.FirstPurchase ?? PurchaseOf(body, runner)) is not { } whose) return (null, Answer.Error(404, $"there is no purchase {body.Purchase}", "purchase"));
        return (new(sample?.Engine ?? runner.Engine, FindingsOf(body, plan, step, runner), Request(body with { Language = LanguageOf(body, runner) }, (plan, step), template?.Template, whose)), null);
    }

    // A template that is looked at by itself speaks the shop's language; a step speaks its customer's.
    private static string? LanguageOf(PreviewRequestBody body, RunnerService runner) =>
        !string.IsNullOrEmpty(body.Language) || body.Yaml is not null || body.Journey is not null ? body.Language : runner.Stores.Of("default").Locale.Split('-')[0];

    private static StepPreviewRequest Request(PreviewRequestBody body, (JourneyPlan Plan, Step.Email Step) at, MailTemplate? template, (long Owner, long Purchase) whose) => new()
    {
        Plan = at.Plan,
        Step = body.Template is { } other ? at.Step with { Content = at.Step.Content with { Template = other } } : at.Step,
        Template = template,
        Language = string.IsNullOrEmpty(body.Language) ? null : body.Language,
        Variant = body.Variant,
        Owner = new CustomerId(whose.Owner),
        Purchase = new(whose.Purchase),
        IsStrict = body.Strict ?? false,
        Look = body.Brand?.Look(),
    };

    // Of a step: what law and terms say of it. A template alone, as it is being written, is held against them with all journeys that use it.
    private static List<FindingAnswer> FindingsOf(PreviewRequestBody body, JourneyPlan plan, Step.Email step, RunnerService runner)
    {
        if (body is { Yaml: null, Step: null, Template: { } template })
            return [.. ComplianceFindings.OfTemplate(runner, template, body.Language, body.Source).Where(finding => finding.Template == template || (finding.Journey == plan.Key && finding.Step == step.Id)).Select(FindingAnswer.Of)];
        var text = body.Yaml ?? (body.Step is null ? null : JourneyFiles.Find(runner, plan.Key)?.Text);
        return text is null ? [] : [.. ComplianceFindings.OfJourney(runner, plan.Key, text).Where(finding => finding.Step == step.Id).Select(FindingAnswer.Of)];
    }

    private static IResult Made(Choice choice, NodaTime.Instant now)
    {
        var (engine, findings, request) = choice;
        var (made, problem) = StepPreview.Make(engine, request, now);
        if (made is null) return Answer.Error(422, problem ?? "there is no mail", request.Template is null ? null : "source");
        var (mail, message) = made;
        var purchase = engine.Database.Read(session => PurchaseStore.Read(session, request.Owner.Value, request.Purchase.Value));
        using var wire = MessageWriter.Write(message);
        return TypedResults.Json(
            new PreviewAnswer(
                mail.Subject, mail.Preheader, Shown(message.From), Shown(message.To), mail.Html, mail.Text ?? PlainText.FromHtml(mail.Html ?? ""), System.Text.Encoding.UTF8.GetByteCount(mail.Html ?? ""), Form.Word(mail.Kind),
                [.. mail.Targets.Links.Where(link => link.Kind != LinkKind.Honeypot).Select(LinkAnswer.Of)], [.. findings, .. MessageLint.Check(message, wire.Bytes.Span, mail.Kind != ContentKind.Transactional).Where(finding => finding.Code != NotSigned).Select(FindingAnswer.Of)], mail.Misses,
                [.. mail.Offers.Select(offer => new PreviewOffer(offer.Id, offer.Name, offer.Why))], purchase?.Facts.Number ?? purchase?.Facts.Id, mail.Note),
            JourneyJson.Default.PreviewAnswer);
    }

    private static string Shown(Mailbox box) => string.IsNullOrEmpty(box.Name) ? box.Address.ToString() : $"{box.Name} <{box.Address}>";

    private static (JourneyPlan? Plan, Step.Email? Step) PlanOf(PreviewRequestBody body, RunnerService runner)
    {
        if (body.Yaml is null && body.Journey is null)
        {
            var name = body.Template ?? "";
            var user = runner.Journeys.Current.Current.SelectMany(plan => plan.Steps.OfType<Step.Email>().Where(step => step.Content.Template == name).Select(step => (Plan: plan, Step: step))).FirstOrDefault();
            if (user.Plan is not null) return (user.Plan, user.Step);
            var bare = new Step.Email("preview", Step.End, new() { Template = name, Kind = ContentKind.Own, Subject = new(name.Length == 0 ? "Preview" : name) });
            return (new() { Key = "preview", Name = "Preview", Status = JourneyStatus.Draft, Trigger = new("purchase"), Steps = [bare], Version = "preview" }, bare);
        }

        var plan = body.Yaml is { } yaml ? JourneyFile.Read("journey.yaml", yaml, JourneyFiles.CatalogOf(runner)).Plan : runner.Journeys.Current.CurrentOf(body.Journey!);
        return (plan, plan?.Steps.OfType<Step.Email>().FirstOrDefault(step => body.Step is null ? step.Content.Template == body.Template : step.Id == body.Step));
    }

    private static string WhyNoStep(PreviewRequestBody body, RunnerService runner)
    {
        if (body.Yaml is { } yaml && JourneyFile.Read("journey.yaml", yaml, JourneyFiles.CatalogOf(runner)).Problems.FirstOrDefault(problem => problem.IsError) is { } error)
            return $"the journey has an error in line {error.Line}: {error.Message}";
        return body.Yaml is null && runner.Journeys.Current.CurrentOf(body.Journey ?? "") is null ? $"there is no journey '{body.Journey}'" : $"the journey has no mail step '{body.Step ?? body.Template}'";
    }

    // A text that is being written, with the partials of the templates folder.
    private static ParsedTemplate Parsed(PreviewRequestBody body, RunnerService runner)
    {
        var name = body.Template ?? "preview";
        var any = runner.Engine.Templates.Names.Order(StringComparer.Ordinal).Select(known => runner.Engine.Templates.Find("default", known, body.Language)).OfType<MailTemplate>().ToList();
        var known = any.Find(template => template.Name == name);
        var includes = (known ?? any.FirstOrDefault())?.Includes;
        try
        {
            var html = Language.Engine.Parse(body.Source!, $"{name}.html", ParseOptions.Html);
            return new(new MailTemplate(name, html, null, TemplateFile.HashOf(body.Source!), includes ?? (_ => null), [body.Source!])
            {
                Language = known?.Language ?? "",
                Languages = known?.Languages ?? [],
            }, null);
        }
        catch (TemplateException exception)
        {
            return new(null, exception.Errors[0].ToString());
        }
    }

    private static (long Owner, long Purchase)? PurchaseOf(PreviewRequestBody body, RunnerService runner) => runner.Database.Read<(long, long)?>(session =>
    {
        if (string.IsNullOrEmpty(body.Purchase)) return session[s_newest].First(row => (row.Long(0), row.Long(1))) is var newest && newest.Item2 != 0 ? newest : null;
        return Form.TryId(body.Purchase, out var id) && session[s_ownerOf].With(id).First(row => row.Long(0)) is var owner && owner != 0 ? (owner, id) : null;
    });

    private static List<string> Recent(RunnerService runner) => runner.Database.Read(session => session[s_recent].All(row => Form.Id(row.Long(0))));

    private sealed record Choice(PostPurchaseEngine Engine, List<FindingAnswer> Findings, StepPreviewRequest Request);

    private sealed record ParsedTemplate(MailTemplate? Template, string? Problem);
}

/// <param name="Template">Name; null takes the step's.</param>
/// <param name="Source">Its text as it is being written; null takes the file's.</param>
/// <param name="Language">In place of the customer's.</param>
/// <param name="Yaml">The journey's text as it is being written; null takes the one in force.</param>
/// <param name="Journey">Key.</param>
/// <param name="Step">Step id; null takes the first that uses the template.</param>
/// <param name="Variant">NAME or EXPERIMENT:NAME; null as the customer would get it.</param>
/// <param name="Purchase">Id; null takes the newest (of a template alone: the newest of 20 for which it would be sent), or a sample where there is none.</param>
/// <param name="Strict">Whether missing values are errors; else they render empty and are listed.</param>
/// <param name="Brand">The store's look as it is being chosen; null as it is saved.</param>
internal sealed record PreviewRequestBody(
    string? Template = null, string? Source = null, string? Language = null, string? Yaml = null, string? Journey = null, string? Step = null, string? Variant = null, string? Purchase = null, bool? Strict = null,
    BrandValues? Brand = null);

/// <param name="Subject">One line.</param>
/// <param name="Preheader">The preview line.</param>
/// <param name="From">Sender.</param>
/// <param name="To">Receiver.</param>
/// <param name="Html">The HTML part.</param>
/// <param name="Text">The text part.</param>
/// <param name="Size">Of the HTML, in bytes; Gmail cuts at 104,448.</param>
/// <param name="Kind">With the offers that it shows.</param>
/// <param name="Links">Where its links lead.</param>
/// <param name="Findings">What mail servers or readers may dislike.</param>
/// <param name="Misses">Values that were missing.</param>
/// <param name="Offers">The offers that were picked, and why.</param>
/// <param name="Purchase">The order's number; of a sample where the shop has none.</param>
/// <param name="Note">What the ledger would say of its promotional part.</param>
internal sealed record PreviewAnswer(
    string Subject, string? Preheader, string From, string To, string? Html, string Text, int Size, string Kind, IReadOnlyList<LinkAnswer> Links, IReadOnlyList<FindingAnswer> Findings,
    IReadOnlyList<string> Misses, IReadOnlyList<PreviewOffer> Offers, string? Purchase, string? Note);

/// <param name="Text">What it is about: the offer, or what it does.</param>
/// <param name="Url">Where it leads; TOKEN stands for the click's own.</param>
/// <param name="Kind">offer, content, service or choice.</param>
internal sealed record LinkAnswer(string Text, string Url, string Kind)
{
    public static LinkAnswer Of(LinkTarget link) => new(link.Offer ?? "", link.Target.Replace(SendTargets.TokenMark, "TOKEN", StringComparison.Ordinal), Form.Word(link.Kind));
}

/// <param name="Code">Of the rule.</param>
/// <param name="Severity">error or warning.</param>
/// <param name="Message">What was found and what to do.</param>
/// <param name="Law">What law and terms say, which somebody may answer for; null for a check of the mail's form.</param>
internal sealed record FindingAnswer(string Code, string Severity, string Message, FindingRow? Law = null)
{
    public static FindingAnswer Of(Finding finding) => new(finding.Rule.Code, finding.Blocks ? "error" : "warning", $"{finding.Rule.Name}: {finding.Message}", FindingRow.Of(finding));

    public static FindingAnswer Of(LintFinding finding) => new(finding.Code, finding.IsSerious ? "error" : "warning", finding.Text);
}

internal sealed record PreviewOffer(string Id, string Name, string? Why);
