using PostPurchase.Server.Security;

namespace PostPurchase.Server.Api;

/// <summary>The addresses under <c>/api/v1</c>.</summary>
internal static class ApiEndpoints
{
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapPost("/events", EventsEndpoint.PostAsync).Requires(ApiScopes.Events).WithSummary("Takes one event or a list of up to 1,000.")
            .Accepts<object>("application/json").Produces<EventAnswer>().Produces<EventListAnswer>().Produces<ErrorAnswer>(400).Produces<ErrorAnswer>(413).Produces<ErrorAnswer>(429).Produces<ErrorAnswer>(503);
    }
}
