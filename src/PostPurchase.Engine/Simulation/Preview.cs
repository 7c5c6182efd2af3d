using PostPurchase.Core;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Messages;

namespace PostPurchase.Engine.Simulation;

/// <summary>Which mail to make for which event.</summary>
/// <param name="Template">Name of the template.</param>
/// <param name="Event">The event, with its customer and its purchase.</param>
/// <param name="Journey">Key of the journey whose step is meant; null = the first that uses the template.</param>
/// <param name="Step">Step id; null = the first that uses the template.</param>
/// <param name="Variant">A variant, as <c>NAME</c> or <c>EXPERIMENT:NAME</c>; null = as the customer would get it.</param>
internal sealed record PreviewRequest(string Template, StoreEvent Event, string? Journey = null, string? Step = null, string? Variant = null)
{
    /// <summary>What happened before it, such as the order of a parcel; in order.</summary>
    public IReadOnlyList<StoreEvent> Before { get; init; } = [];
}

/// <summary>A mail as it would leave.</summary>
/// <param name="Mail">Its parts.</param>
/// <param name="Message">The message.</param>
internal sealed record PreviewedMail(ComposedMail Mail, MailMessage Message);

/// <summary>Makes one mail with production's own renderer, over an engine whose database is thrown away. Missing values are errors.</summary>
internal static class Preview
{
    /// <summary>The mail, or why there is none.</summary>
    public static async Task<(PreviewedMail? Mail, string? Problem)> MakeAsync(PostPurchaseEngine engine, PreviewRequest request, CancellationToken cancellationToken = default)
    {
        var fact = request.Event;
        var now = fact.OccurredAt;
        foreach (var earlier in request.Before)
            await engine.Intake.AcceptAsync(new() { Source = "preview", Body = ReadOnlyMemory<byte>.Empty, Events = [earlier], IsHistory = true }, earlier.OccurredAt, cancellationToken);
        await engine.Intake.AcceptAsync(new() { Source = "preview", Body = ReadOnlyMemory<byte>.Empty, Events = [fact], IsHistory = true }, now, cancellationToken);
        if (fact.Customer.Email is not { } email || await new CustomerStore(engine.Database).FindByEmailAsync(fact.Store, email) is not { } customer) return (null, "the event names no customer with an address");
        var purchase = fact.PurchaseId is { } id ? await new PurchaseStore(engine.Database).FindAsync(fact.Store, id) : null;
        if (Find(engine, request) is not var (plan, step)) return (null, NotFound(engine, request));
        if (request.Step is not null && Templates(step).ToList() is var templates && !templates.Contains(request.Template))
            return (null, $"the step '{step.Id}' sends {string.Join(" or ", templates.Select(name => $"'{name}'"))}, not '{request.Template}': name that template, or leave out the step");
        if (request.Variant is { } wanted && !IsVariant(step, wanted)) return (null, $"the step '{step.Id}' has no variant '{wanted}': {Known(step)}");
        var content = MailVariants.Apply(step.Content, Variants(plan, step, customer.Owner, request.Variant)) with { Template = request.Template };
        if (engine.Templates.Find(fact.Store, request.Template, customer.Locale ?? engine.Stores.Of(fact.Store).Locale) is not { } template) return (null, $"there is no template '{request.Template}' that can be used");

        var send = new StoredSend
        {
            Id = new(engine.Database.Ids.Next(now)), Owner = customer.Owner, Store = fact.Store, Purpose = SendPurpose.Test, Run = 1, Journey = plan.Key, Step = step.Id, Kind = content.Kind, PlannedAt = now,
        };
        var run = new Enrollment
        {
            Id = new(1), Owner = customer.Owner, Journey = plan.Key, Version = plan.Version, Key = new(plan.Trigger.Per, purchase?.Id.Value ?? 0), Purchase = purchase?.Id, StartedBy = 0,
            StartedAt = now, EnteredAt = now, ArrivedAt = now, Step = Math.Max(0, IndexOf(plan, step)),
        };
        return Compose(engine, (plan, step), content, (send, run, template, customer), (fact, true, null));
    }

    internal static (PreviewedMail?, string?) Compose(
        PostPurchaseEngine engine, (JourneyPlan Plan, Step.Email Step) at, EmailContent content,
        (StoredSend Send, Enrollment Run, MailTemplate Template, Core.Customers.Customer Customer) what, (StoreEvent Fact, bool IsStrict, StoreLook? Look) how)
    {
        var fact = how.Fact;
        var now = fact.OccurredAt;
        var looks = how.Look is { } chosen ? engine.Stores.Looks.With(fact.Store, chosen) : engine.Stores.Looks;
        var settings = engine.Delivery.Settings with { Looks = looks };
        var composed = engine.Facts.Read(session =>
        {
            var sources = engine.Facts.SourcesOf(session, at.Plan, what.Run, now, PlanNeeds.OfMail(at.Plan, what.Template.Sources));
            sources = sources with
            {
                Store = (engine.Stores with { Looks = looks }).Of(fact.Store),
                Customer = sources.Customer with { Customer = what.Customer },
                Event = new(fact, sources.Purchase),
                Shipment = ParcelOf(fact.Body, sources.Shipment),
                Run = new(at.Plan.Key, at.Plan.Name, at.Step.Id, now, HasMarketing: true),
                Coupon = content.Coupon is { } pool ? engine.Coupons.SampleOf(pool, now, sources.Zone, what.Customer.Locale ?? sources.Store.Locale) : null,
            };
            return MailComposer.Compose(new()
            {
                Send = what.Send.Id,
                Content = content,
                Kind = content.Kind,
                Template = what.Template,
                Sources = sources,
                Offers = content.Offers is { } wanted ? engine.Offers.Pick(new(wanted, sources, Promotion.All, what.Send, session)) : OfferChoice.None,
                Links = engine.Offers.Links,
                Key = settings.Key,
                BaseUrl = settings.StreamOf(content.Kind).LinkHost ?? settings.SenderOf(fact.Store).BaseUrl,
                HasPicture = settings.HasPicture,
                IsStrict = how.IsStrict,
            });
        });
        return composed switch
        {
            Composition.Ready ready => (new(ready.Mail, MailMessages.Of(new SendContext { Send = what.Send, Customer = what.Customer }, ready.Mail, content.From, (settings, now))), null),
            Composition.Skipped skipped => (null, skipped.Reason),
            Composition.Failed failed => (null, failed.Reason),
            _ => throw new InvalidOperationException("a composition is one of three cases"),
        };
    }

    private static (JourneyPlan Plan, Step.Email Step)? Find(PostPurchaseEngine engine, PreviewRequest request)
    {
        foreach (var plan in engine.Journeys.Current.Current.Where(plan => request.Journey is null || plan.Key == request.Journey))
        {
            var step = plan.Steps.OfType<Step.Email>().FirstOrDefault(email => request.Step is { } wanted ? email.Id == wanted : email.Content.Template == request.Template);
            if (step is not null) return (plan, step);
        }

        if (request.Journey is not null || request.Step is not null) return null;
        var bare = new Step.Email("preview", Step.End, new() { Template = request.Template, Kind = ContentKind.Own, Subject = new(request.Template) });
        return (new() { Key = "preview", Name = "Preview", Status = JourneyStatus.Draft, Trigger = new(fact(request)), Steps = [bare], Version = "preview" }, bare);

        static string fact(PreviewRequest request) => request.Event.Body.Trigger;
    }

    private static string NotFound(PostPurchaseEngine engine, PreviewRequest request) =>
        engine.Journeys.Current.CurrentOf(request.Journey ?? "") is { } plan
            ? $"the journey '{plan.Key}' has no email step {(request.Step is null ? $"with the template '{request.Template}'" : $"'{request.Step}'")}: it has {string.Join(", ", plan.Steps.OfType<Step.Email>().Select(step => step.Id))}"
            : $"there is no journey '{request.Journey}': there are {string.Join(", ", engine.Journeys.Current.Current.Select(known => known.Key))}";

    internal static Dictionary<string, string> Variants(JourneyPlan plan, Step.Email step, CustomerId owner, string? wanted)
    {
        var variants = new Dictionary<string, string>(MailVariants.For(plan, step, owner));
        if (wanted is null) return variants;
        var parts = wanted.Split(':', 2);
        foreach (var experiment in step.Content.Experiments)
        {
            if (parts.Length == 2 && experiment.Name != parts[0]) continue;
            if (experiment.Variants.Any(variant => variant.Name == parts[^1])) variants[experiment.Name] = parts[^1];
        }

        return variants;
    }

    // The event's own parcel, with what was said of it before.
    private static ShipmentFacts? ParcelOf(EventBody body, ShipmentFacts? known) =>
        ((body as EventBody.Shipped)?.Shipment ?? (body as EventBody.Delivered)?.Shipment) is { } parcel ? (known?.Id == parcel.Id ? parcel.Over(known) : parcel) : known;

    private static IEnumerable<string> Templates(Step.Email step) =>
        step.Content.Experiments.SelectMany(experiment => experiment.Variants).Select(variant => variant.Template).OfType<string>().Prepend(step.Content.Template).Distinct(StringComparer.Ordinal);

    private static bool IsVariant(Step.Email step, string wanted)
    {
        var parts = wanted.Split(':', 2);
        return step.Content.Experiments.Any(experiment => (parts.Length == 1 || experiment.Name == parts[0]) && experiment.Variants.Any(variant => variant.Name == parts[^1]));
    }

    private static string Known(Step.Email step) => step.Content.Experiments.Count == 0
        ? "it has no experiment"
        : $"it has {string.Join(", ", step.Content.Experiments.SelectMany(experiment => experiment.Variants.Select(variant => $"{experiment.Name}:{variant.Name}")))}";

    internal static int IndexOf(JourneyPlan plan, Step.Email step)
    {
        for (var i = 0; i < plan.Steps.Count; i++)
        {
            if (ReferenceEquals(plan.Steps[i], step)) return i;
        }

        return -1;
    }
}
