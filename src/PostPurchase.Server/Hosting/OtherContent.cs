using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Template;
using PostPurchase.Server.Api;

namespace PostPurchase.Server.Hosting;

/// <summary>
/// Says that an address takes another kind of content than what was sent. Routing passes an endpoint that takes only JSON over where the request says something else, or nothing, of its
/// content, and the page of the web app catches what is left: it would say that there is no such address.
/// </summary>
internal static class OtherContent
{
    /// <summary>A refusal where some endpoint is at that address with that method; null where there is none.</summary>
    public static IResult? Refusal(HttpContext context)
    {
        var wanted = context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .FirstOrDefault(endpoint => endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is not null && IsAt(endpoint, context.Request))?
            .Metadata.GetMetadata<IAcceptsMetadata>()!.ContentTypes;
        // What is of that type was passed over for something else, as a number that is none in the address.
        if (wanted is null || wanted.Any(type => context.Request.ContentType?.StartsWith(type, StringComparison.OrdinalIgnoreCase) == true)) return null;
        var given = context.Request.ContentType is { Length: > 0 } type ? $"not {(type.Length <= 100 ? type : type[..100])}" : "and there is none";
        return Answer.Error(StatusCodes.Status415UnsupportedMediaType, $"expected a body with the content type {string.Join(" or ", wanted)}, {given}", "Content-Type");
    }

    private static bool IsAt(RouteEndpoint endpoint, HttpRequest request) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { } methods && methods.HttpMethods.Contains(request.Method, StringComparer.OrdinalIgnoreCase)
        && new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(request.Path, []);
}
