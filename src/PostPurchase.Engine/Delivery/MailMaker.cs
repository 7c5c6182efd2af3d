using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<(JourneyPlan Plan, string TemplateHash), PlanNeeds> _needs = new();

    /// <summary>Told once a start of what mailbox providers hold against the mails of a step, by the first of each version of its template.</summary>
    public Action<StoredSend, LintFinding>? Found { get; init; }

    /// <summary>Makes one; what goes wrong with it parks it and says why.</summary>
    public Preparation Prepare(SendContext context, Instant now)
    {
        try
        {
            return context.Send.Purpose == SendPurpose.Step ? OfStep(context, now) : Plain(context, now);
        }
        catch (Exception exception) when (exception is not (StorageUnavailableException or OperationCanceledException))
        {
            // Whatever is wrong with one customer's data, those behind them must not wait.
            return Parked(exception is MailRefusedException or MessageRefusedException ? exception.Message : $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    /// <summary>Renders the mail of a send, for leaving, for a preview of the ledger and for the view in a browser.</summary>
    public Composition Compose(SendContext context, Instant now) =>
        PlanOf(context.Send, out var plan, out var email) is { } problem ? new Composition.Failed(problem) : Compose(context, plan!, email!, now);

    private Preparation OfStep(SendContext context, Instant now)
    {
        if (PlanOf(context.Send, out var plan, out var email) is { } problem) return Parked(problem);
        switch (Compose(context, plan!, email!, now))
        {
            case Composition.Ready { Mail: var mail }:
                var message = MailMessages.Of(context, mail, email!.Content.From, (setup.Settings, now));
                var wire = Write(message);
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

    // The rules look at what one template and one sender make of all their mails; checking each mail would cost more than making it.
    private void Lint(StoredSend send, ComposedMail mail, MailMessage message, WireMessage wire)
    {
        if (Found is not { } found || !_linted.TryAdd((send.Journey ?? "", send.Step, mail.Targets.TemplateHash), true)) return;
        foreach (var finding in MessageLint.Check(message, wire.Bytes.Span, mail.Kind != ContentKind.Transactional)) found(send, finding);
    }

    private Preparation.Ready Plain(SendContext context, Instant now) =>
        new(new(context, null, Write(MailMessages.Plainly(context.Send, setup.Settings, now)), context.Send.Kind, setup.Settings.StreamOf(context.Send.Kind).Transport));

    private Composition Compose(SendContext context, JourneyPlan plan, Step.Email email, Instant now)
    {
        var (send, run) = (context.Send, context.Run ?? throw new InvalidOperationException($"send {context.Send.Id.Value} has no run"));
        var content = MailVariants.Apply(email.Content, send.Variants);
        var store = setup.Stores.Of(send.Store);
        if (setup.Templates.Find(send.Store, content.Template, context.Customer.Locale ?? store.Locale) is not { } template)
            return new Composition.Failed($"there is no template '{content.Template}' that can be used");
        var facts = SendGateFacts.Of(context, plan, (setup.Journeys(), setup.Stores), setup.Brake(plan.Key));
        var promotion = Promotion.Of(facts, now);
        var needs = _needs.GetOrAdd((plan, template.Hash), _ => PlanNeeds.OfMail(plan, template.Sources));
        return setup.Facts.Read(session =>
        {
            var sources = setup.Facts.SourcesOf(session, plan, run.Run, now, needs);
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
                Key = setup.Settings.Key,
                BaseUrl = setup.Settings.StreamOf(send.Kind).LinkHost ?? setup.Settings.SenderOf(send.Store).BaseUrl,
            });
        });
    }

    private string? PlanOf(StoredSend send, out JourneyPlan? plan, out Step.Email? email)
    {
        plan = send is { Journey: { } journey, Version: { } version } ? setup.Journeys().Find(journey, version) : null;
        email = plan?.Steps.OfType<Step.Email>().FirstOrDefault(step => step.Id == send.Step);
        if (plan is null) return $"version {send.Version} of journey '{send.Journey}' is gone";
        return email is null ? $"journey '{plan.Key}' has no email step '{send.Step}' in this version" : null;
    }

    private WireMessage Write(MailMessage message)
    {
        var dkim = setup.Settings.Dkim;
        var domain = message.From.Address.Domain;
        var covers = dkim is not null && (domain == dkim.Domain || domain.EndsWith($".{dkim.Domain}", StringComparison.Ordinal));
        return MessageWriter.Write(message, covers ? dkim : null);
    }

    private static Preparation.Ended Parked(string reason) => new(SendState.Parked, $"parked: {reason}");
}
