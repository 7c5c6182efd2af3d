using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Simulation;

/// <summary>Which mail to make for which stored purchase.</summary>
internal sealed record StepPreviewRequest
{
    /// <summary>The journey, published or not.</summary>
    public required JourneyPlan Plan { get; init; }

    /// <summary>The step of it.</summary>
    public required Step.Email Step { get; init; }

    /// <summary>A template in place of the step's in the customer's language; null = that.</summary>
    public MailTemplate? Template { get; init; }

    /// <summary>A language in place of the customer's, or null.</summary>
    public string? Language { get; init; }

    /// <summary>A variant, as <c>NAME</c> or <c>EXPERIMENT:NAME</c>; null = as the customer would get it.</summary>
    public string? Variant { get; init; }

    /// <summary>Whose purchase it is.</summary>
    public required CustomerId Owner { get; init; }

    /// <summary>The purchase.</summary>
    public required PurchaseRowId Purchase { get; init; }

    /// <summary>The store's look as it is being chosen; null = as it is saved.</summary>
    public StoreLook? Look { get; init; }

    /// <summary>Whether a value that is missing fails the mail, or renders empty and is listed.</summary>
    public bool IsStrict { get; init; }
}

/// <summary>Makes a step's mail for a purchase that is in the database, with production's own renderer. Only reads.</summary>
internal static class StepPreview
{
    /// <summary>The mail, or why there is none.</summary>
    public static (PreviewedMail? Mail, string? Problem) Make(PostPurchaseEngine engine, StepPreviewRequest request, Instant now)
    {
        var (plan, step) = (request.Plan, request.Step);
        var found = engine.Database.Read(session => (Customer: CustomerStore.Find(session, request.Owner.Value), Purchase: PurchaseStore.ReadOfSame(session, request.Owner.Value, request.Purchase.Value)));
        if (found is not ({ } customer, { } purchase)) return (null, "the purchase is gone");
        var content = MailVariants.Apply(step.Content, Preview.Variants(plan, step, customer.Owner, request.Variant));
        var locale = request.Language ?? customer.Locale ?? engine.Stores.Of(customer.Store).Locale;
        if ((request.Template ?? engine.Templates.Find(customer.Store, content.Template, locale)) is not { } template) return (null, $"there is no template '{content.Template}' that can be used");

        var send = new StoredSend
        {
            Id = new(engine.Database.Ids.Next(now)), Owner = customer.Owner, Store = customer.Store, Purpose = SendPurpose.Test, Run = 1, Journey = plan.Key, Step = step.Id, Kind = content.Kind, PlannedAt = now,
        };
        var run = new Enrollment
        {
            Id = new(1), Owner = customer.Owner, Journey = plan.Key, Version = plan.Version, Key = new(plan.Trigger.Per, purchase.Id.Value), Purchase = purchase.Id, StartedBy = 0,
            StartedAt = purchase.OrderedAt, EnteredAt = purchase.OrderedAt, ArrivedAt = now, Step = Math.Max(0, Preview.IndexOf(plan, step)),
        };
        var fact = new StoreEvent { Id = "preview", Store = customer.Store, OccurredAt = now, PurchaseId = purchase.Facts.Id, Body = new EventBody.PurchaseChanged(purchase.Facts) };
        return Preview.Compose(engine, (plan, step), content, (send, run, template, request.Language is { } language ? customer with { Locale = language } : customer), (fact, request.IsStrict, request.Look));
    }
}
