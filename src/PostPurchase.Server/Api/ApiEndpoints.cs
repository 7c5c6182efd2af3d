using PostPurchase.Server.Api.Brands;
using PostPurchase.Server.Api.Journeys;
using PostPurchase.Server.Api.Offers;
using PostPurchase.Server.Api.Templates;
using PostPurchase.Server.Api.Welcome;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Api;

/// <summary>The addresses under <c>/api/v1</c>.</summary>
internal static class ApiEndpoints
{
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        api.RefuseOtherCursors();
        api.MapPost("/events", EventsEndpoint.PostAsync).Requires(ApiScopes.Events).WithSummary("Takes one event or a list of up to 1,000.")
            .Accepts<object>("application/json").Produces<EventAnswer>().Produces<EventListAnswer>().Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(413).Produces<ErrorAnswer>(429).Produces<ErrorAnswer>(503);
        api.MapJourneys();
        api.MapTemplates();
        api.MapBrand();
        var read = api.MapGroup("").Requires(ApiScopes.Read);
        read.MapGet("/overview", OverviewEndpoint.Show).WithSummary("The shop at a glance.").Produces<Overview>();
        read.MapGet("/overview/attention", AttentionEndpoint.Show).WithSummary("What mails earned lately, and what waits for a person.").Produces<Attention>();
        read.MapGet("/health", OverviewEndpoint.Health).WithSummary("Queues, writer and lease.").Produces<HealthAnswer>();
        read.MapGet("/deliveries", DeliveryEndpoints.List).WithSummary("The ledger, newest first; with days only what reports count on them.").Produces<Items<DeliveryRow>>().Produces<ErrorAnswer>(400);
        read.MapGet("/deliveries/{id}", DeliveryEndpoints.ShowAsync).WithSummary("One send with its mail and touches.").Produces<DeliveryDetail>();
        read.MapGet("/customers", CustomerEndpoints.List).WithSummary("Customers by address, name or id, newest first.").Produces<Items<CustomerRow>>().Produces<ErrorAnswer>(400);
        read.MapGet("/customers/{id}", CustomerEndpoints.ShowAsync).WithSummary("One customer's story.").Produces<CustomerStory>().Produces<ErrorAnswer>(404).Produces<ErasedAnswer>(410);
        read.MapGet("/purchases/recent", CustomerEndpoints.RecentPurchases).WithSummary("Purchases to preview with.").Produces<Items<PurchaseRow>>();
        read.MapGet("/webhooks", WebhookEndpoints.List).WithSummary("Deliveries of stores, newest first.").Produces<Items<WebhookRow>>().Produces<ErrorAnswer>(400);
        read.MapGet("/webhooks/{id}", WebhookEndpoints.Show).WithSummary("The body of one as it came.");
        read.MapGet("/brakes", BrakeEndpoints.List).WithSummary("Brakes on journeys, newest first.");
        api.MapPost("/journeys/{key}/brake/release", BrakeEndpoints.ReleaseAsync).Requires(ApiScopes.Write).WithSummary("Lets a journey go on that the brake stopped.");
        MapCustomerActions(api);
        api.MapConversions(read);
        api.MapPost("/deliveries/{id}/approve", DeliveryEndpoints.ApproveAsync).Requires(ApiScopes.Write).WithSummary("Lets a send go that waits for a word.");
        var operate = api.MapGroup("").Requires(ApiScopes.Operate);
        operate.MapPost("/deliveries/{id}/retry", DeliveryEndpoints.RetryAsync).WithSummary("Sends what failed on our side once more; the journey waits until it has left.").Produces(204).Produces<ErrorAnswer>(404).Produces<ErrorAnswer>(409);
        operate.MapPost("/deliveries/failed", DeliveryEndpoints.DecideAllAsync).WithSummary("Sends all that failed on our side once more, or gives all up; of a journey and a step, or all.").Produces<DecidedAnswer>().Produces<ErrorAnswer>(400);
        operate.MapPost("/deliveries/{id}/skip", DeliveryEndpoints.SkipAsync).WithSummary("Gives up what failed on our side; the journey, which waited for it, goes on.").Produces(204).Produces<ErrorAnswer>(404).Produces<ErrorAnswer>(409);
        operate.MapPost("/webhooks/{id}/replay", WebhookEndpoints.ReplayAsync).WithSummary("Reads a stored delivery again, as if it had just come.").Produces<ReplayAnswer>().Produces<ErrorAnswer>(404).Produces<ErrorAnswer>(409);
        api.MapSources();
        api.MapExperiments();
        api.MapReports();
        api.MapOffers();
        api.MapWelcome();
    }

    private static void MapCustomerActions(RouteGroupBuilder api)
    {
        var write = api.MapGroup("/customers/{id}").Requires(ApiScopes.Write);
        write.MapPost("/pause", CustomerActions.PauseAsync).WithSummary("No marketing for some days; 0 ends it.").Produces(204).Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(404);
        write.MapPost("/consent", CustomerActions.ConsentAsync).WithSummary("Keeps what a customer said to a person, with its evidence.").Produces(204).Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(404);
        write.MapPost("/suppressions", CustomerActions.SuppressAsync).WithSummary("No more mail of a kind to this address.").Produces(204).Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(404);
        write.MapDelete("/suppressions/{scope}", CustomerActions.LiftAsync).WithSummary("Lifts what was set by hand.").Produces(204).Produces<ErrorAnswer>(404).Produces<ErrorAnswer>(409);
        api.MapGet("/customers/{id}/export", CustomerActions.Export).Requires(ApiScopes.Operate).WithSummary("Everything that is known about a customer.").Produces<ErrorAnswer>(404);
        api.MapDelete("/customers/{id}", CustomerActions.EraseAsync).Requires(ApiScopes.Admin).WithSummary("Forgets who a customer was.").Produces(204).Produces<ErrorAnswer>(404);
    }
}
