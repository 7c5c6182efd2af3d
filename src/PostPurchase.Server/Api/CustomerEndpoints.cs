using PostPurchase.Core;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Feedback;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Tracking;

namespace PostPurchase.Server.Api;

internal static class CustomerEndpoints
{
    private const int PageSize = 50;

    private static readonly Sql s_find = new("""
        select owner
        from customer
        where owner < @before and merged_into is null and erased_at is null
          and (@q = '' or email like '%' || @q || '%' or first_name || ' ' || last_name like '%' || @q || '%' or external_id = @q)
        order by owner desc
        limit @count
        """);

    private static readonly Sql s_purchases = new($"""
        select owner, id
        from {NewestOrders.Candidates}
        order by ordered_at desc, id desc
        limit @count
        """);

    public static IResult List(RunnerService runner, string? q = null, string? before = null)
    {
        if (!Cursors.TryRead(before, out var older)) return Answer.Error(400, Cursors.Expected, "before");
        var rows = runner.Database.Read(session => session[s_find].With(older ?? long.MaxValue).With(q?.Trim() ?? "").With(PageSize).All(row => row.Long(0)).Select(owner => CustomerStore.Find(session, owner)!).Select(customer => Row(session, runner, customer)).ToList());
        return TypedResults.Json(new Items<CustomerRow>(rows, rows.Count == PageSize ? rows[^1].Id : null), ReadJson.Default.ItemsCustomerRow);
    }

    public static IResult RecentPurchases(RunnerService runner, ILogger<PurchaseStore> log)
    {
        var rows = runner.Database.Read(session => session[s_purchases].With(PageSize).All(row => (Owner: row.Long(0), Id: row.Long(1)))
            .Select(key => (Purchase: PurchaseStore.ReadOfList(session, key, Unreadable(log))!, Customer: CustomerStore.Find(session, key.Owner)))
            .Where(found => found.Purchase is not null)
            .Select(found => new PurchaseRow(
                Form.Id(found.Purchase.Id.Value), found.Purchase.Facts.Number ?? found.Purchase.Facts.Id, found.Customer?.Address ?? "",
                Form.Amount(found.Purchase.Facts.Total.Minor, found.Purchase.Facts.Currency), found.Purchase.Facts.Currency.Code, Form.At(found.Purchase.OrderedAt)))
            .ToList());
        return TypedResults.Json(new Items<PurchaseRow>(rows, null), ReadJson.Default.ItemsPurchaseRow);
    }

    public static async Task<IResult> ShowAsync(string id, RunnerService runner, MailLinks links, ILogger<PurchaseStore> log)
    {
        if (!Form.TryId(id, out var owner) || await new CustomerStore(runner.Database).FindAsync(new CustomerId(owner)) is not { } customer) return Answer.Error(404, $"there is no customer {id}");
        if (runner.Database.Read(session => CustomerErasure.ErasedAt(session, customer.Owner)) is { } erasedAt)
            return TypedResults.Json(new ErasedAnswer("this customer was erased", Form.At(erasedAt)), ReadJson.Default.ErasedAnswer, statusCode: 410);
        var runs = (await new EnrollmentStore(runner.Database).OfAsync(customer.Owner)).Select(held => held.Run).ToList();
        var sends = await new SendLedger(runner.Database).OfAsync(customer.Owner);
        var suppressions = customer.Email is { } email ? await new SuppressionStore(runner.Database).OfAsync(customer.Store, email) : [];
        var history = new HistoryStore(runner.Database);
        var purchases = (await new PurchaseStore(runner.Database).OfAsync(customer.Owner, Unreadable(log))).ToDictionary(purchase => purchase.Id);
        var (lines, journeys) = (new List<StoryLine>(), runner.Journeys.Current);
        lines.AddRange(runner.Database.Read(session => CustomerStory.Events(session, customer, purchases)));
        lines.AddRange(runner.Database.Read(session => CustomerStory.Changes(session, customer, runner.Stores.Of(customer.Store).TimeZone)));
        lines.AddRange(runner.Database.Read(session => CustomerStory.Wishes(session, customer)));
        foreach (var run in runs) lines.AddRange(CustomerStory.Of(run, journeys));
        lines.AddRange(sends.Where(send => send.ConcludedAt is not null || send.State == SendState.Held).Select(send => CustomerStory.Of(send with { Reason = DeliveryRows.ReasonOf(runner, send) }, journeys)));
        foreach (var touch in await history.TouchesOfAsync(customer.Owner))
            lines.Add(new(Form.At(touch.At), Form.Word(touch.Kind), $"{(touch.Kind == TouchKind.Click ? "Clicked in" : "Opened")} {CustomerStory.MailOf(touch.Journey, touch.Step, journeys)}", Form.Word(touch.Verdict.Actor), Form.Id(touch.Send.Value)));
        foreach (var answer in await history.AnswersOfAsync(customer.Owner))
            lines.Add(new(Form.At(answer.At), "answer", $"Answered “{WordsOf(answer, links)}” in {CustomerStory.MailOf(answer.Journey, answer.Step, journeys)}", null, Form.Id(answer.Send.Value)));
        return TypedResults.Json(
            new CustomerStory(
                runner.Database.Read(session => Row(session, runner, customer)),
                ConsentOf(customer, runner.Stores.ConsentRules), [.. suppressions.Select(one => new SuppressionAnswer(Form.Word(one.Scope), one.Reason, SuppressionReason.IsByHand(one.Reason), SuppressionReason.IsRefused(one.Reason)))],
                [.. runs.Where(run => run.Status == EnrollmentStatus.Open).Select(run => new OpenRun(run.Journey, CustomerStory.StepOf(run, journeys), Form.At(run.EnteredAt)))],
                [.. lines.OrderBy(line => line.At, StringComparer.Ordinal)],
                CustomerStory.NextOf(runs, sends, journeys, purchases, new MailStops(suppressions, customer, runner.Stores.ConsentRules))),
            ReadJson.Default.CustomerStory);
    }

    private static Action<PurchaseRowId, InvalidDataException> Unreadable(ILogger log) => (id, problem) => Hosting.Log.UnreadablePurchase(log, problem, id.Value);

    // As its button in the mail said it; else the name that programs give it.
    private static string WordsOf(ChoiceAnswer answer, MailLinks links) =>
        links.TargetsOf(answer.Send)?.Links.FirstOrDefault(link => link.Kind == LinkKind.Choice && link.Target == answer.Choice)?.Label ?? answer.Choice;

    private static ConsentAnswer ConsentOf(Customer customer, ConsentRules rules) => new(
        Known(customer.Consent.Own, rules.AllowsOwn(customer.Consent, customer.Country)),
        // Who refused the shop's own mail refused that of others.
        Known(customer.Consent.Own == false ? false : customer.Consent.ThirdParty, rules.AllowsThirdParty(customer.Consent, customer.Country)),
        Known(customer.Consent.Tracking, rules.AllowsTracking(customer.Consent, customer.Country)),
        Form.At(customer.PausedUntil));

    // Silence that counts as no was not a no.
    private static bool? Known(bool? said, bool isAllowed) => isAllowed ? true : said is null ? null : false;

    private static CustomerRow Row(Session session, RunnerService runner, Customer customer)
    {
        var name = $"{customer.FirstName} {customer.LastName}".Trim();
        return new(
            Form.Id(customer.Owner.Value), customer.Address, name.Length == 0 ? null : name, customer.Country, customer.PurchaseCount,
            new MoneyAnswer(Form.Amount(customer.TotalSpent, runner.Stores.Of(customer.Store).Currency), runner.Stores.Of(customer.Store).Currency.Code), Form.At(customer.LastPurchaseAt),
            [.. CustomerStore.NotCounted(session, customer.Owner).Select(Form.Money)])
        {
            Locale = customer.Locale,
            TimeZone = customer.TimeZone,
            Tags = customer.Tags,
        };
    }
}

/// <param name="Id">The customer's.</param>
/// <param name="Email">Where mail goes to.</param>
/// <param name="Name">First and last.</param>
/// <param name="Country">ISO 3166 alpha-2.</param>
/// <param name="PurchaseCount">Standing, paid purchases.</param>
/// <param name="TotalSpent">What they cost after refunds, in the store's currency, as far as a rate says so.</param>
/// <param name="LastPurchaseAt">When the last was ordered.</param>
/// <param name="NotCounted">What those without a rate cost after refunds, a sum for each currency; empty where all count.</param>
internal sealed record CustomerRow(
    string Id, string? Email, string? Name, string? Country, int PurchaseCount, MoneyAnswer TotalSpent, string? LastPurchaseAt, IReadOnlyList<MoneyAnswer> NotCounted)
{
    public string? Locale { get; init; }
    public string? TimeZone { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
}

internal sealed record MoneyAnswer(string Amount, string Currency);

/// <param name="Error">What happened.</param>
/// <param name="ErasedAt">When.</param>
internal sealed record ErasedAnswer(string Error, string ErasedAt);

/// <param name="Own">Whether the shop's own marketing may go to them; null where nothing is known, which counts as no.</param>
/// <param name="ThirdParty">The same of offers of others.</param>
/// <param name="Tracking">The same of recording opens and clicks.</param>
/// <param name="PausedUntil">When marketing goes on, or null.</param>
internal sealed record ConsentAnswer(bool? Own, bool? ThirdParty, bool? Tracking, string? PausedUntil);

/// <param name="Scope">everything, marketing or third_party.</param>
/// <param name="Reason">Why: by hand with a name, unsubscribed, or what a mailbox or a report said.</param>
/// <param name="MayLift">Whether the shop set it, so that the shop may lift it.</param>
/// <param name="Unsubscribed">Whether the customer refused; they stay unsubscribed once the shop lifts its own stop.</param>
internal sealed record SuppressionAnswer(string Scope, string Reason, bool MayLift, bool Unsubscribed);

internal sealed record OpenRun(string Journey, string? Step, string EnteredAt);

internal sealed record PurchaseRow(string Id, string Number, string Customer, string Total, string Currency, string At);
