using PostPurchase.Server.Api;

namespace PostPurchase.Server.Security;

/// <summary>Lets a call through to its handler when its caller has the scope; the handler then knows them as <c>context.Caller()</c>.</summary>
internal sealed class ScopeFilter(string scope) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        switch (await http.RequestServices.GetRequiredService<Gatekeeper>().AdmitAsync(http, scope))
        {
            case Admission.Granted granted:
                http.Is(granted.Caller);
                return await next(context);
            case Admission.Refused refused:
                if (refused.Status == StatusCodes.Status401Unauthorized) http.Response.Headers.WWWAuthenticate = "Bearer";
                return Answer.Error(refused.Status, refused.Why);
            case var other:
                throw new InvalidOperationException($"{other} is no admission");
        }
    }
}

internal static class ScopeExtensions
{
    /// <summary>Only for callers with the scope, and what they send must be whole.</summary>
    public static TBuilder Requires<TBuilder>(this TBuilder builder, string scope)
        where TBuilder : IEndpointConventionBuilder => builder.AddEndpointFilter(new ScopeFilter(scope)).AddEndpointFilter(WholeBody.Filter);
}
