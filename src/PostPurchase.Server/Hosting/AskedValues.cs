using System.Globalization;
using Microsoft.AspNetCore.Http.Metadata;

namespace PostPurchase.Server.Hosting;

/// <summary>Which value of an address its endpoint could not take: what is compiled of endpoints refuses some of them without a word, and others in words about the program.</summary>
internal static class AskedValues
{
    /// <summary>The first that is missing or of another kind than expected; null where none is.</summary>
    public static (string Error, string Path)? Problem(HttpContext context)
    {
        foreach (var parameter in context.GetEndpoint()?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>() ?? [])
        {
            if (NameOf(parameter) is { } name && ProblemOf(parameter, name, ValueOf(context.Request, name)) is { } problem) return (problem, name);
        }

        return null;
    }

    // Of what is in the address; null for what comes from elsewhere.
    private static string? NameOf(IParameterBindingMetadata parameter)
    {
        var sources = parameter.ParameterInfo.GetCustomAttributes(inherit: false);
        if (sources.OfType<IFromQueryMetadata>().FirstOrDefault() is { } query) return query.Name ?? parameter.Name;
        if (sources.OfType<IFromRouteMetadata>().FirstOrDefault() is { } route) return route.Name ?? parameter.Name;
        if (Array.Exists(sources, source => source is IFromBodyMetadata or IFromHeaderMetadata or IFromServiceMetadata or IFromFormMetadata)) return null;
        return parameter.HasTryParse || parameter.ParameterInfo.ParameterType == typeof(string) ? parameter.Name : null;
    }

    private static string? ValueOf(HttpRequest request, string name) =>
        request.RouteValues.TryGetValue(name, out var part) ? part?.ToString() : request.Query.TryGetValue(name, out var asked) ? asked.ToString() : null;

    private static string? ProblemOf(IParameterBindingMetadata parameter, string name, string? value)
    {
        if (string.IsNullOrEmpty(value) && parameter.IsOptional) return null;
        if (value is null) return $"'{name}' is missing";
        var type = Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType) ?? parameter.ParameterInfo.ParameterType;
        if (type == typeof(bool)) return bool.TryParse(value, out _) ? null : "expected true or false";
        if (type == typeof(int)) return int.TryParse(value, CultureInfo.InvariantCulture, out _) ? null : "expected a whole number";
        if (type == typeof(long)) return long.TryParse(value, CultureInfo.InvariantCulture, out _) ? null : "expected a whole number";
        if (type == typeof(double)) return double.TryParse(value, CultureInfo.InvariantCulture, out _) ? null : "expected a number";
        return null;
    }
}
