using System.Globalization;
using System.Text.Json;
using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Customers;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Api;

/// <summary>What people do for a customer who asks: pause, consent, no more mail, a copy of everything, to be forgotten.</summary>
internal static class CustomerActions
{
    public const string Consented = "customer.consent";
    public const string Suppressed = "customer.suppressed";
    public const string Unsuppressed = "customer.unsuppressed";
    public const string Paused = "customer.paused";

    /// <summary>What the audit says in place of an instant.</summary>
    public const string NotPaused = "not paused";

    private const int LongestPauseDays = 365;
    private const string NotSuppressed = "not suppressed";

    private static readonly Duration s_flight = Duration.FromSeconds(10);

    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true };

    public static async Task<IResult> PauseAsync(string id, PauseRequest request, HttpContext context, RunnerService runner, TimeProvider clock)
    {
        if (request.Days is < 0 or > LongestPauseDays) return Answer.Error(400, $"expected 0 (no pause) to {LongestPauseDays}", "days");
        var now = clock.Now();
        Instant? until = request.Days is > 0 and var days ? now + Duration.FromDays(days) : null;
        return await ChangeAsync(id, runner, (session, customer) =>
        {
            CustomerStore.Update(session, customer with { PausedUntil = until });
            AuditStore.Add(session, Entry(context, Paused, customer, Form.At(customer.PausedUntil > now ? customer.PausedUntil : null) ?? NotPaused, Form.At(until) ?? NotPaused, now));
        });
    }

    /// <summary>Keeps what a customer said to a person: each kind that is not null, with who wrote it down and where it was said.</summary>
    public static async Task<IResult> ConsentAsync(string id, ConsentRequest request, HttpContext context, RunnerService runner, TimeProvider clock)
    {
        if (string.IsNullOrWhiteSpace(request.Evidence)) return Answer.Error(400, "expected where and how the customer said so: consent without evidence is worth nothing", "evidence");
        var (now, said) = (clock.Now(), new ConsentFacts(request.Own, request.ThirdParty, request.Tracking));
        return await ChangeAsync(id, runner, (session, customer) =>
        {
            CustomerStore.AddConsent(session, customer.Owner.Value, runner.Database.Ids.Next(now), said, ($"{context.Caller().Name}: {request.Evidence.Trim()}", now));
            CustomerStore.Update(session, customer with
            {
                Consent = new(said.Own ?? customer.Consent.Own, said.ThirdParty ?? customer.Consent.ThirdParty, said.Tracking ?? customer.Consent.Tracking),
                ConsentAt = new(said.Own is null ? customer.ConsentAt.Own : now, said.ThirdParty is null ? customer.ConsentAt.ThirdParty : now, said.Tracking is null ? customer.ConsentAt.Tracking : now),
            });
            AuditStore.Add(session, Entry(context, Consented, customer, Words(said, customer.Consent), $"{Words(said, said)} ({request.Evidence.Trim()})", now));
        });
    }

    public static async Task<IResult> SuppressAsync(string id, SuppressRequest request, HttpContext context, RunnerService runner, TimeProvider clock)
    {
        if (!Enum.TryParse<SuppressionScope>(request.Scope?.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var scope) || !Enum.IsDefined(scope))
            return Answer.Error(400, "expected everything, marketing or third_party", "scope");
        var now = clock.Now();
        return await ChangeAsync(id, runner, (session, customer) =>
        {
            if (customer.Email is not { } email) return;
            var before = Held(session, customer, email, scope);
            SuppressionStore.Add(session, (customer.Store, SendChannel.Email, email), new(scope, SuppressionReason.ByHand(context.Caller().Name)), (now, null));
            AuditStore.Add(session, Entry(context, Suppressed, customer, Words(before), Words(Held(session, customer, email, scope)), now));
        });
    }

    public static async Task<IResult> LiftAsync(string id, string scope, HttpContext context, RunnerService runner, TimeProvider clock)
    {
        if (!Enum.TryParse<SuppressionScope>(scope.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var wanted) || !Enum.IsDefined(wanted)) return Answer.Error(404, $"there is no scope {scope}");
        var (now, problem) = (clock.Now(), (string?)null);
        var answer = await ChangeAsync(id, runner, (session, customer) =>
        {
            problem = null;
            if (customer.Email is not { } email || Held(session, customer, email, wanted) is not { } suppression) return;
            if (!SuppressionReason.IsByHand(suppression.Reason))
            {
                problem = NotLifted(suppression);
                return;
            }
            var left = SuppressionStore.LiftByHand(session, (customer.Store, email), suppression);
            AuditStore.Add(session, Entry(context, Unsuppressed, customer, Words(suppression), Words(left is null ? null : suppression with { Reason = left }), now));
        });
        return problem is null ? answer : Answer.Error(409, problem);
    }

    public static IResult Export(string id, HttpContext context, RunnerService runner)
    {
        if (!Form.TryId(id, out var owner) || new CustomerExport(runner.Database).Of(new CustomerId(owner)) is not { } export) return Answer.Error(404, $"there is no customer {id}");
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"customer-{owner.ToString(CultureInfo.InvariantCulture)}.json\"";
        return TypedResults.Text(export.ToJsonString(s_readable), "application/json");
    }

    /// <summary>Erases a customer: their rows, then the files of their captured mails.</summary>
    public static async Task<IResult> EraseAsync(string id, HttpContext context, RunnerService runner, TimeProvider clock)
    {
        var isFound = Form.TryId(id, out var owner) && await ForgetAsync(runner, new(owner), context.Caller().Name, clock.Now(), context.RequestAborted);
        return isFound ? TypedResults.NoContent() : Answer.Error(404, $"there is no customer {id}");
    }

    /// <summary>
    /// The same for whom a store names, as it asked: by address, by its id, or both, where the address is not that of somebody with another id. False where nobody is
    /// known by them.
    /// </summary>
    public static async Task<bool> ForgetAsync(RunnerService runner, (string Store, string? Email, string? ExternalId) named, string actor, Instant now)
    {
        var owners = runner.Database.Read(session =>
        {
            if (session.Names.Find(NameKind.Store, named.Store) is not { } storeId) return [];
            var byEmail = named.Email is { } email && EmailIdentity.Normalise(email) is { } normalised ? CustomerStore.FindAlias(session, storeId, AliasKind.Email, normalised) : null;
            var byId = named.ExternalId is { } id ? CustomerStore.FindAlias(session, storeId, AliasKind.ExternalId, id) : null;
            return new[] { byEmail is { } owner && IsMeant(session, owner, byId, named.ExternalId) ? byEmail : null, byId }.OfType<long>().Distinct().ToList();
        });
        // Not cancelled when the store hangs up: it would only ask again.
        foreach (var owner in owners) await ForgetAsync(runner, new(owner), actor, now, CancellationToken.None);
        return owners.Count > 0;
    }

    private static async Task<bool> ForgetAsync(RunnerService runner, CustomerId owner, string actor, Instant now, CancellationToken cancellationToken)
    {
        if (await new CustomerErasure(runner.Database).EraseAsync(owner, actor, now, cancellationToken) is not { } sends) return false;
        // What was on its way has left in a moment; if not, the job comes back by itself.
        if (new CustomerErasure(runner.Database).HasLateSends()) _ = runner.Jobs?.RunLaterAsync(RecurringJobs.Erasure, s_flight);
        CapturedOutbox.Delete(Path.Combine(runner.Folders.Data.Path, "outbox"), sends);
        return true;
    }

    // An address may have come to somebody else, who asked for nothing.
    private static bool IsMeant(Session session, long byEmail, long? byId, string? externalId) =>
        externalId is null || byEmail == byId
        || CustomerStore.Find(session, byEmail) is not { ExternalId: { } other } found || other == externalId || found.Owner.Value == byId;

    private static async Task<IResult> ChangeAsync(string id, RunnerService runner, Action<Session, Customer> change)
    {
        if (!Form.TryId(id, out var owner)) return Answer.Error(404, $"there is no customer {id}");
        var isFound = await runner.Database.WriteAsync(
            session =>
            {
                if (CustomerStore.Find(session, owner) is not { } customer || CustomerErasure.IsErased(session, customer.Owner)) return false;
                change(session, customer);
                return true;
            },
            CancellationToken.None);
        if (isFound) runner.WakeUp();
        return isFound ? TypedResults.NoContent() : Answer.Error(404, $"there is no customer {id}");
    }

    private static Suppression? Held(Session session, Customer customer, string email, SuppressionScope scope) =>
        SuppressionStore.Of(session, customer.Store, SendChannel.Email, email).Find(found => found.Scope == scope);

    private static string NotLifted(Suppression held) => (held.Reason, held.Scope) switch
    {
        (SuppressionReason.Unsubscribed, _) => "they unsubscribed: only they can turn it on again, on their page of preferences",
        (_, SuppressionScope.Everything) => "their mailbox or mail provider said so: it ends when the customer has another address",
        _ => "their mailbox or mail provider said so: nobody at the shop can lift it",
    };

    private static string Words(Suppression? held) => held is null ? NotSuppressed : $"{Form.Word(held.Scope)}, {held.Reason}";

    // Of the kinds that something was said about.
    private static string Words(ConsentFacts asked, ConsentFacts said)
    {
        (string Kind, bool? Asked, bool? Said)[] kinds = [("own", asked.Own, said.Own), ("third_party", asked.ThirdParty, said.ThirdParty), ("tracking", asked.Tracking, said.Tracking)];
        return string.Join(", ", kinds.Where(kind => kind.Asked is not null).Select(kind => $"{kind.Kind}: {Word(kind.Said)}").DefaultIfEmpty("nothing"));
    }

    private static string Word(bool? said) => said is { } known ? known ? "yes" : "no" : "not said";

    private static AuditEntry Entry(HttpContext context, string action, Customer customer, string? before, string? after, Instant now) =>
        new(context.Caller().Name, action, Form.Id(customer.Owner.Value), before, after, now);
}

/// <param name="Days">How long no marketing is sent; 0 ends a pause.</param>
internal sealed record PauseRequest(int Days);

/// <param name="Own">Mails about the shop's own products; null leaves it.</param>
/// <param name="ThirdParty">Offers of others; null leaves it.</param>
/// <param name="Tracking">Whether clicks and opens may be told apart by person; null leaves it.</param>
/// <param name="Evidence">Where and how they said so.</param>
internal sealed record ConsentRequest(bool? Own, bool? ThirdParty, bool? Tracking, string? Evidence);

/// <param name="Scope">everything, marketing or third_party.</param>
internal sealed record SuppressRequest(string? Scope);
