using NodaTime;
using NodaTime.Text;
using PostPurchase.Core;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Api;

/// <summary>What happened with a customer, in sentences, and what comes next.</summary>
internal sealed record CustomerStory(
    CustomerRow Profile, ConsentAnswer Consent, IReadOnlyList<SuppressionAnswer> Suppressions, IReadOnlyList<OpenRun> OpenRuns, IReadOnlyList<StoryLine> Timeline, IReadOnlyList<NextLine> Next)
{
    private const string Mail = "mail";

    private static readonly LocalDatePattern s_day = LocalDatePattern.CreateWithInvariantCulture("d MMMM uuuu");

    private static readonly Sql s_events = new("""
        select type, occurred_at, purchase_id, document ->> '$.name' = @consent,
          (select own from consent as c where c.owner = e.owner and c.said_at = e.occurred_at order by c.id desc limit 1),
          id, case when type in (@purchase, @refund) then document end
        from event as e
        where owner = @owner
        order by id desc
        limit 200
        """);

    private static readonly Sql s_said = new("""
        select source, own, third_party, tracking, said_at
        from consent
        where owner = @owner
        order by id
        """);

    public static List<StoryLine> Events(Session session, Customer customer, IReadOnlyDictionary<PurchaseRowId, Purchase> purchases)
    {
        var parcels = new HashSet<(string Type, Instant At, long? Purchase)>();
        var facts = CustomerStore.Same(session, customer.Owner.Value)
            .SelectMany(owner => session[s_events].With(EventTypes.StoreConsent).With(EventTypeNumber.Of(EventTypes.Purchase)).With(EventTypeNumber.Of(EventTypes.Refund)).With(owner).All(TheFact))
            // A parcel is told again when its number is known.
            .Where(fact => fact.Type is not (EventTypes.Shipped or EventTypes.Delivered) || parcels.Add((fact.Type, fact.At, fact.Purchase)))
            .OrderBy(fact => fact.Id)
            .ToList();
        var orders = new OrderStory();
        var handed = HandedOf(session, customer);
        var elsewhere = handed.GroupBy(order => order.Id).ToDictionary(order => order.Key, order => OrderOf(order.First().Facts));
        // An event that reports a sale and what the ledger tells of it are of the same instant; the second names the order.
        var sales = facts.Where(fact => fact.Type == EventTypes.Conversion && fact.Purchase is not null).Select(fact => fact.At).ToHashSet();
        return
        [
            .. facts.Where(fact => fact.Type != EventTypes.Conversion || fact.Purchase is not null || !sales.Contains(fact.At))
                .Select(fact => Event(fact, fact.Purchase is { } id ? (purchases.GetValueOrDefault(new(id))?.Facts, elsewhere.GetValueOrDefault(new(id))) : default, orders)).OfType<StoryLine>(),
            .. handed.Select(order => HandOver(session, customer, order)),
        ];
    }

    // What went from one to another of those who are this customer changed nothing.
    private static List<HandedOrder> HandedOf(Session session, Customer customer)
    {
        var owners = CustomerStore.Same(session, customer.Owner.Value);
        return [.. owners.SelectMany(owner => HandOverStore.Of(session, owner)).Where(order => !(owners.Contains(order.Former.Value) && owners.Contains(order.Owner.Value)))];
    }

    private static StoryLine HandOver(Session session, Customer customer, HandedOrder order)
    {
        var came = CustomerStore.Find(session, order.Owner.Value)?.Owner == customer.Owner;
        var other = CustomerStore.Find(session, (came ? order.Former : order.Owner).Value)?.Address;
        var text = came ? "came from another customer, as the store reported" : "went to another customer, as the store reported: nothing about it goes on here";
        return new(Form.At(order.At), "event", $"{OrderOf(order.Facts)} {text}", other, null, came ? Form.Money(order.Facts.Total) : null);
    }

    /// <summary>What the customer said about mail by its links. What an order tells of their consent is not told apart.</summary>
    public static List<StoryLine> Wishes(Session session, Customer customer) =>
    [
        .. (from owner in CustomerStore.Same(session, customer.Owner.Value)
           from said in session[s_said].With(owner).All(row => (Source: row.Text(0), Own: row.BoolOrNull(1), ThirdParty: row.BoolOrNull(2), Tracking: row.BoolOrNull(3), At: row.At(4)))
           select said.Source switch
           {
               Tracking.Preferences.Link => new StoryLine(Form.At(said.At), "changed", "Unsubscribed", "by the link of a mail", null),
               Tracking.Preferences.Page => new StoryLine(Form.At(said.At), "changed", "Saved what they want on the page of preferences", Choices(said.Own, said.ThirdParty, said.Tracking), null),
               _ => null,
           }).OfType<StoryLine>(),
    ];

    /// <summary>What people of the shop changed about mail to them, by the audit; days are those of the store's zone.</summary>
    public static List<StoryLine> Changes(Session session, Customer customer, DateTimeZone zone) =>
    [
        .. from owner in CustomerStore.Same(session, customer.Owner.Value)
           from entry in AuditStore.Of(session, Form.Id(owner))
           let text = TextOf(entry, zone)
           where text is not null
           select new StoryLine(Form.At(entry.At), "changed", $"{ActorOf(entry)} {text}", entry.Action == CustomerActions.Paused ? null : entry.After, null),
    ];

    public static IEnumerable<StoryLine> Of(Enrollment run, JourneySet journeys)
    {
        yield return new(Form.At(run.EnteredAt), "enter", $"Entered the journey {NameOf(run.Journey, journeys)}", null, null);
        if (run is { EndedAt: { } at }) yield return new(Form.At(at), "end", $"The journey {NameOf(run.Journey, journeys)} ended at {(StepOf(run, journeys) is { } step ? $"the step “{Words(step)}”" : "its end")}", run.Reason, null);
    }

    public static StoryLine Of(StoredSend send, JourneySet journeys)
    {
        var kind = KindOf(send);
        var named = Named(kind, send.Journey, send.Step, journeys);
        var text = send.State switch
        {
            SendState.Accepted when send.LeftAs == LeftAs.Captured => $"{Capital(named)} was captured and never left",
            SendState.Accepted when send.LeftAs == LeftAs.Redirected => $"{Capital(named)} was redirected and did not go to them",
            // As of sample data: it may have been captured.
            SendState.Accepted when send.LeftAs is null && kind == Mail => $"{Capital(named)} was handed over",
            SendState.Accepted when kind == Mail => $"Got {named}{(send.MayHaveArrivedTwice ? ", perhaps twice: the first time was in doubt, so it left once more" : "")}",
            SendState.Accepted => $"{Capital(named)} went out",
            SendState.Uncertain when send.MayHaveArrivedTwice => $"{Capital(named)} left twice without an answer: it may have come once, twice or not at all",
            SendState.Held => $"{Capital(named)} is held",
            var state => $"{Capital(named)} was {Form.Word(state)}",
        };
        return new(Form.At(send.ConcludedAt ?? send.PlannedAt), Form.Word(send.State), text, send.Reason, Form.Id(send.Id.Value));
    }

    /// <summary>What comes next, in order of time; what has none stands last.</summary>
    public static IReadOnlyList<NextLine> NextOf(
        IReadOnlyList<Enrollment> runs, IReadOnlyList<StoredSend> sends, JourneySet journeys, IReadOnlyDictionary<PurchaseRowId, Purchase> purchases, MailStops stops) =>
        [.. Coming(runs, sends, journeys, purchases, stops).OrderBy(line => line.At is null).ThenBy(line => line.At, StringComparer.Ordinal)];

    private static IEnumerable<NextLine> Coming(
        IReadOnlyList<Enrollment> runs, IReadOnlyList<StoredSend> sends, JourneySet journeys, IReadOnlyDictionary<PurchaseRowId, Purchase> purchases, MailStops stops)
    {
        var abouts = runs.ToDictionary(run => run.Id.Value, run => AboutOf(run, purchases));
        foreach (var send in sends.Where(send => send.ConcludedAt is null)) yield return new(Form.At(send.DueAt), send.Journey, send.Step, send.Reason ?? Leaves(send, stops), abouts.GetValueOrDefault(send.Run));
        foreach (var send in sends.Where(send => send.State == SendState.Parked)) yield return new(null, send.Journey, send.Step, $"Waits until somebody decides about the {KindOf(send)} “{Words(send.Step)}”: it failed here", abouts.GetValueOrDefault(send.Run));
        foreach (var run in runs.Where(run => run is { Status: EnrollmentStatus.Open, Phase: not StepPhase.Sending })) yield return new(Form.At(run.DueAt), run.Journey, StepOf(run, journeys), GoesOn(run, journeys, stops), abouts[run.Id.Value]);
    }

    private static string Leaves(StoredSend send, MailStops stops) =>
        $"The {KindOf(send)} “{Words(send.Step)}” {(KindOf(send) == Mail ? stops.Of(send.Kind, send.DueAt) : null) ?? "leaves"}";

    // The mail rather than the step that is done: that is what the customer will see. May: a condition or a cap can say no.
    private static string GoesOn(Enrollment run, JourneySet journeys, MailStops stops)
    {
        var emails = journeys.Find(run.Journey, run.Version) is { } plan ? ComingMail.Of(plan, run.Step) : [];
        if (emails.Select(email => stops.Of(email.Content.Kind, run.DueAt)).Distinct().ToList() is [{ } stop]) return emails.Count == 1 ? $"Then the mail “{Words(emails[0].Id)}” {stop}" : $"Then each of the mails that may come {stop}";
        var mails = emails.Select(email => $"“{Words(email.Id)}”").ToList();
        return mails.Count switch
        {
            0 => StepOf(run, journeys) is { } step ? $"Goes on after the step “{Words(step)}”" : "Goes on after its start",
            1 => $"Then the mail {mails[0]} may leave",
            _ => $"Then one of the mails {string.Join(", ", mails.SkipLast(1))} and {mails[^1]} may leave",
        };
    }

    public static string? StepOf(Enrollment run, JourneySet journeys) =>
        journeys.Find(run.Journey, run.Version) is { } plan && run.Step >= 0 && run.Step < plan.Steps.Count ? plan.Steps[run.Step].Id : null;

    /// <summary>A mail as a sentence names it, with the journey's name as its author wrote it.</summary>
    public static string MailOf(string? journey, string? step, JourneySet journeys) => Named(Mail, journey, step, journeys);

    // Of those without an account no name begins the sentence.
    private static string ActorOf(AuditEntry entry) => entry.Actor == Caller.ThisMachine.Name ? $"W{entry.Actor[1..]}" : entry.Actor;

    private static string? TextOf(AuditEntry entry, DateTimeZone zone) => entry.Action switch
    {
        CustomerActions.Suppressed when entry.Before == entry.After => "asked for no more mail to them, which was so already",
        CustomerActions.Suppressed => "stopped mail to them",
        CustomerActions.Unsuppressed => "lifted a stop of mail to them",
        CustomerActions.Consented => "wrote down what they agree to",
        CustomerActions.Paused when entry.Before == entry.After => null,
        CustomerActions.Paused when entry.After == CustomerActions.NotPaused => "ended the pause of marketing to them",
        CustomerActions.Paused => $"paused marketing to them until {DayOf(entry.After, zone)}",
        _ => null,
    };

    /// <summary>The day of an instant of the audit there, as <c>31 December 2026</c>; what is no instant as it is.</summary>
    public static string DayOf(string? at, DateTimeZone zone) =>
        InstantPattern.General.Parse(at ?? "") is { Success: true, Value: var instant } ? s_day.Format(instant.InZone(zone).Date) : at ?? "";

    private static string Choices(bool? own, bool? thirdParty, bool? tracking)
    {
        IEnumerable<(string What, bool? Wanted)> choices = [("the shop's own marketing", own), ("offers of others", thirdParty), ("tracking", tracking)];
        return string.Join(", ", choices.Where(choice => choice.Wanted is not null).Select(choice => $"{choice.What}: {(choice.Wanted == true ? "yes" : "no")}"));
    }

    private static string Named(string kind, string? journey, string? step, JourneySet journeys) =>
        journey is null ? $"the {kind} without a journey" : $"the {kind} “{Words(step)}” of {NameOf(journey, journeys)}";

    // Only a mail goes to the customer whose story it is.
    private static string KindOf(StoredSend send) => send.Channel == SendChannel.Webhook ? "webhook" : send.Purpose == SendPurpose.Notice ? "notice to staff" : Mail;

    private static string NameOf(string journey, JourneySet journeys) => journeys.CurrentOf(journey) is { } plan ? $"“{plan.Name}”" : journey;

    /// <summary>A step as the app's cards name it: <c>come-back</c> is Come back.</summary>
    private static string Words(string? step) => step is not { Length: > 0 } ? "" : char.ToUpperInvariant(step[0]) + step[1..].Replace('-', ' ').Replace('_', ' ');

    private static string Capital(string text) => $"T{text[1..]}";

    // What tells a run from another of the same journey: its order, and its product where every line has a run.
    private static string? AboutOf(Enrollment run, IReadOnlyDictionary<PurchaseRowId, Purchase> purchases)
    {
        if (run.Purchase is not { } id || !purchases.TryGetValue(id, out var purchase)) return null;
        var line = run.Key.Subject == RunSubject.Line ? purchase.Facts.Lines.ElementAtOrDefault(run.Key.Line) : null;
        return line is { Name.Length: > 0 } ? $"{line.Name}, {OrderOf(purchase)}" : OrderOf(purchase);
    }

    private static StoredFact TheFact(Statement row) => new(
        row.Long(5), row.BoolOrNull(3) == true ? ConsentOf(row.BoolOrNull(4)) : EventTypeNumber.Name(row.Int(0)), row.At(1), row.LongOrNull(2),
        row.TextOrNull(6) is { } document ? StoredJson.Read(document, StoredJson.Default.EventDocument) : null);

    private static StoryLine? Event(StoredFact fact, (PurchaseFacts? Here, string? Elsewhere) about, OrderStory orders)
    {
        var order = about.Here is null ? about.Elsewhere : OrderOf(about.Here);
        var (text, amount) = fact switch
        {
            { Type: EventTypes.Purchase, Purchase: { } id } when order is not null =>
                (orders.OfReport((fact.Id, id), fact.Document?.Changes, order), fact.Id < id && about.Here is not null ? Form.Money(about.Here.Total) : null),
            { Type: EventTypes.Refund, Purchase: { } id, Document.Refund: { } refund } when order is not null => (orders.OfRefund(id, refund, order), OrderStory.AmountOf(refund, about.Here)),
            _ => (EventOf(fact.Type, order), null),
        };
        return text is null ? null : new(Form.At(OrderStory.AtOf(fact.At, fact.Type == EventTypes.Purchase && fact.Id > fact.Purchase ? fact.Document : null)), "event", text, null, null, amount);
    }

    private static string EventOf(string type, string? order) => (type, order) switch
    {
        (EventTypes.Shipped, { } of) => $"{of} was shipped",
        (EventTypes.Delivered, { } of) => $"{of} was delivered",
        (var other, { } of) => $"{other.Replace('_', ' ')} of {of}",
        (var other, null) => other.Replace('_', ' '),
    };

    // What was known already is not told again, and then nothing stands beside the event.
    private static string ConsentOf(bool? own) => own switch
    {
        true => "consent to marketing was given, as the store reported",
        false => "consent to marketing was withdrawn, as the store reported",
        null => "the store reported a change of consent",
    };

    private static string OrderOf(Purchase purchase) => OrderOf(purchase.Facts);

    private static string OrderOf(PurchaseFacts facts) => $"order {facts.Number ?? facts.Id}";
}

/// <summary>An event of a customer, as the story needs it.</summary>
internal sealed record StoredFact(long Id, string Type, Instant At, long? Purchase, EventDocument? Document);

/// <param name="At">When.</param>
/// <param name="Kind">event, enter, end, click, open, answer, changed or the state of a mail.</param>
/// <param name="Text">A sentence.</param>
/// <param name="Detail">Why, or null.</param>
/// <param name="Delivery">The mail that it is about, or null.</param>
/// <param name="Amount">Of an order that was placed or came: what it cost; of a refund: what went back; in its own currency. Else null.</param>
internal sealed record StoryLine(string At, string Kind, string Text, string? Detail, string? Delivery, MoneyAnswer? Amount = null);

/// <param name="At">When, or null where nobody can say.</param>
/// <param name="Journey">Key of the journey, or null.</param>
/// <param name="Step">Id of the step, or null.</param>
/// <param name="Text">A sentence.</param>
/// <param name="About">The order, and the product of a run for each line; null where there is none.</param>
internal sealed record NextLine(string? At, string? Journey, string? Step, string Text, string? About);
