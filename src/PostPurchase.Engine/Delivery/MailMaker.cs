using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Deliverability;
using PostPurchase.Mail.Messages;

namespace PostPurchase.Engine.Delivery;

/// <summary>Makes the messages of claimed sends: reads the model, picks offers, renders, writes and signs. Thread-safe.</summary>
internal sealed class MailMaker(DeliverySetup setup)
{
    private readonly ConcurrentDictionary<(string Journey, string Step, string Template), bool> _linted = new();
    private readonly ConcurrentDictionary<(string Journey, string Version, string TemplateHash), PlanNeeds> _needs = new();

    /// <summary>Told once a start of what mailbox providers hold against the mails of a step, by the first of each version of its template.</summary>
    public Action<StoredSend, LintFinding>? Found { get; init; }

    /// <summary>Makes one; what goes wrong with it parks it and says why.</summary>
    public Preparation Prepare(SendContext context, Instant now) => setup.Facts.Read(session => Prepare(session, context, now));

    /// <summary>Makes several by what one snapshot says, in their order: a reader fetches every page again after each commit, so it looks once for all of them.</summary>
    public IReadOnlyList<Preparation> Prepare(IReadOnlyList<SendContext> contexts, Instant now) => setup.Facts.Read(session => contexts.Select(context => Prepare(session, context, now)).ToList());

    private Preparation Prepare(Session session, SendContext context, Instant now)
    {
        try
        {
            return context.Send.Purpose == SendPurpose.Step ? OfStep(session, context, now) : Plain(context, now);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !(exception is SqliteException trouble && StorageUnavailableException.Explains(trouble)))
        {
            // Whatever is wrong with one customer's data, those behind them must not wait.
            return Parked(exception is MailRefusedException or MessageRefusedException ? exception.Message : $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    /// <summary>Renders the mail of a send for a preview of the ledger and for the view in a browser: with the texts of then, or without them with those of now.</summary>
    public Composition Compose(SendContext context, Instant now, TemplateVersion? then = null) =>
        PlanOf(context.Send, out var plan, out var email) is { } problem ? new Composition.Failed(problem) : setup.Facts.Read(session => Compose(session, context, (plan!, email!), (now, then)));

    private Preparation OfStep(Session session, SendContext context, Instant now)
    {
        if (PlanOf(context.Send, out var plan, out var email) is { } problem) return Parked(problem);
        switch (Compose(session, context, (plan!, email!), (now, null)))
        {
            case Composition.Ready { Mail: var mail } when RefusalOf(context.Send, mail) is { } refusal:
                return new Preparation.Ended(SendState.Held, $"held: {refusal}");
            case Composition.Ready { Mail: var mail }:
                var message = MailMessages.Of(context, mail, email!.Content.From, (setup.Settings, now));
                var wire = Write(message, mail.Kind);
                Lint(context.Send, mail, message, wire);
                return new Preparation.Ready(new(context, mail, wire, mail.Kind, setup.Settings.StreamOf(mail.Kind).Transport));
            case Composition.Skipped skipped:
                return new Preparation.Ended(SendState.Skipped, skipped.Reason);
            case Composition.Failed failed:
                return Parked(failed.Reason);
            case var other:
                throw new InvalidOperationException($"the composer said {other}");
        }
    }

    // The mail itself, since files show neither what an older version says nor what only some people get. Transactional mail obeys no terms.
    private string? RefusalOf(StoredSend send, ComposedMail mail) => send.Kind == ContentKind.Transactional
        ? null
        : mail.Written.Select(link => setup.ForbiddenLink(send.Journey ?? "", mail.Targets.Template, link)).FirstOrDefault(refusal => refusal is not null);

    // The rules look at what one template and one sender make of all their mails; checking each mail would cost more than making it.
    private void Lint(StoredSend send, ComposedMail mail, MailMessage message, WireMessage wire)
    {
        if (Found is not { } found || !_linted.TryAdd((send.Journey ?? "", send.Step, mail.Targets.TemplateHash), true)) return;
        foreach (var finding in MessageLint.Check(message, wire.Bytes.Span, mail.Kind != ContentKind.Transactional)) found(send, finding);
    }

    private Preparation.Ready Plain(SendContext context, Instant now) =>
        new(new(context, null, Write(MailMessages.Plainly(context.Send, setup.Settings, now), context.Send.Kind), context.Send.Kind, setup.Settings.StreamOf(context.Send.Kind).Transport));

    private Composition Compose(Session session, SendContext context, (JourneyPlan Plan, Step.Email Email) step, (Instant At, TemplateVersion? Then) how)
    {
        var ((plan, email), now) = (step, how.At);
        var (send, run) = (context.Send, context.Run ?? throw new InvalidOperationException($"send {context.Send.Id.Value} has no run"));
        var content = MailVariants.Apply(email.Content, send.Variants);
        var store = setup.Stores.Of(send.Store);
        if (TemplateOf(send, content.Template, context.Customer.Locale ?? store.Locale, how.Then) is not { } template)
            return new Composition.Failed($"there is no template '{content.Template}' that can be used");
        if (template.Refusal is { } refusal) return new Composition.Failed(refusal);
        var facts = SendGateFacts.Of(context, plan, (setup.Journeys(), setup.Stores), setup.Holds(plan.Key, send.Step));
        var promotion = Promotion.Of(facts, now);
        var needs = _needs.GetOrAdd((plan.Key, plan.Version, template.Hash), _ => PlanNeeds.OfMail(plan, template.Sources));
        // As the gate saw them: both were read with the claim, and a reader would fetch every page of them again after each commit.
        var sources = setup.Facts.SourcesOf(session, plan, run.Run, now, needs, new(context.Customer, context.Purchase));
        sources = sources with
        {
            Run = new(plan.Key, plan.Name, send.Step, run.Run.EnteredAt, promotion.Own),
            Coupon = context.Coupon is { } grant ? setup.Coupons?.CardOf(grant, context.Customer.Locale ?? store.Locale) : null,
        };
        return MailComposer.Compose(new()
        {
            Send = send.Id,
            Content = content,
            Kind = send.Kind,
            Template = template,
            Sources = sources,
            Facts = RunFacts.PersonFactsOf(session, run.Run, now),
            Offers = content.Offers is { } request ? setup.PickOffers(new(request, sources, promotion, send, session)) : OfferChoice.None,
            Promotion = promotion,
            Links = setup.Links(),
            IsStrict = template.Problems.Count > 0,
            Key = setup.Settings.Key,
            BaseUrl = setup.Settings.StreamOf(send.Kind).LinkHost ?? setup.Settings.SenderOf(send.Store).BaseUrl,
            HasPicture = setup.Settings.HasPicture,
        });
    }

    private MailTemplate? TemplateOf(StoredSend send, string name, string? locale, TemplateVersion? then) =>
        (then is null ? null : TemplateShelf.OfThen(then, send.Store, locale)) ?? setup.Templates.Find(send.Store, name, locale);

    private string? PlanOf(StoredSend send, out JourneyPlan? plan, out Step.Email? email)
    {
        plan = send is { Journey: { } journey, Version: { } version } ? setup.Journeys().Find(journey, version) : null;
        email = plan?.Steps.OfType<Step.Email>().FirstOrDefault(step => step.Id == send.Step);
        if (plan is null) return $"version {send.Version} of journey '{send.Journey}' is gone";
        return email is null ? $"journey '{plan.Key}' has no email step '{send.Step}' in this version" : null;
    }

    private WireMessage Write(MailMessage message, ContentKind kind) => MessageWriter.Write(message, setup.Settings.SignerOf(kind, message.From.Address.Domain));

    private static Preparation.Ended Parked(string reason) => new(SendState.Parked, $"parked: {reason}");
}
