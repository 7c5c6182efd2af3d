using PostPurchase.Server.Api;

namespace PostPurchase.Server.Security;

/// <summary>Lets a call through to its handler when its key has the scope.</summary>
internal sealed class ScopeFilter(string scope) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var keys = context.HttpContext.RequestServices.GetRequiredService<ApiKeys>();
        if (await keys.RefusalAsync(context.HttpContext, scope) is not { } refusal) return await next(context);
        if (refusal.Status == StatusCodes.Status401Unauthorized) context.HttpContext.Response.Headers.WWWAuthenticate = "Bearer";
        return Answer.Error(refusal.Status, refusal.Why);
    }
}

internal static class ScopeExtensions
{
    public static TBuilder Requires<TBuilder>(this TBuilder builder, string scope)
        where TBuilder : IEndpointConventionBuilder => builder.AddEndpointFilter(new ScopeFilter(scope));
}
