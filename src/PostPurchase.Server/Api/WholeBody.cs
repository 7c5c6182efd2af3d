using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;

namespace PostPurchase.Server.Api;

/// <summary>
/// Refuses a body without a member that its record cannot do without, and names it. The reader of JSON puts null there, whatever the record says: what may be left out has a type with `?`
/// or a default.
/// </summary>
internal sealed class WholeBody : IEndpointFilter
{
    // What a type says of itself never changes, and asking it is slow.
    private static readonly ConcurrentDictionary<Type, Member[]> s_members = new();

    public static WholeBody Filter { get; } = new();

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => BodyOf(context) is { } body && MissingIn(body, "") is { } path
        ? ValueTask.FromResult<object?>(Answer.Error(StatusCodes.Status400BadRequest, $"'{path}' is missing", path))
        : next(context);

    private static object? BodyOf(EndpointFilterInvocationContext context) =>
        context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is { } type && IsRequest(type)
            ? context.Arguments.FirstOrDefault(type.IsInstanceOfType)
            : null;

    private static bool IsRequest(Type type) => type.Assembly == typeof(WholeBody).Assembly;

    private static string? MissingIn(object body, string prefix) => s_members.GetOrAdd(body.GetType(), MembersOf)
        .Select(member => MissingAt(prefix + member.Name, member.Property.GetValue(body), member)).FirstOrDefault(path => path is not null);

    private static string? MissingAt(string path, object? value, Member member) => value switch
    {
        null => member.MayBeNull ? null : path,
        IEnumerable<KeyValuePair<string, string?>> texts => member.PartsMayBeNull ? null : texts.Where(text => text.Value is null).Select(text => $"{path}.{text.Key}").FirstOrDefault(),
        IEnumerable<object?> parts => parts.Select((part, index) => MissingPart($"{path}[{index}]", part, member)).FirstOrDefault(missing => missing is not null),
        _ => IsRequest(value.GetType()) ? MissingIn(value, $"{path}.") : null,
    };

    private static string? MissingPart(string path, object? part, Member member)
    {
        if (part is null) return member.PartsMayBeNull ? null : path;
        return IsRequest(part.GetType()) ? MissingIn(part, $"{path}.") : null;
    }

    private static Member[] MembersOf(Type type)
    {
        var nullability = new NullabilityInfoContext();
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => !property.PropertyType.IsValueType);
        return [.. properties.Select(property => Member.Of(property, nullability.Create(property)))];
    }

    /// <param name="Property">Where its value is.</param>
    /// <param name="Name">As JSON has it.</param>
    /// <param name="MayBeNull">Whether it may be left out.</param>
    /// <param name="PartsMayBeNull">Whether null may stand in it, where it is a list or a table.</param>
    private sealed record Member(PropertyInfo Property, string Name, bool MayBeNull, bool PartsMayBeNull)
    {
        public static Member Of(PropertyInfo property, NullabilityInfo info) => new(
            property, JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), info.ReadState != NullabilityState.NotNull,
            info.GenericTypeArguments is [.., var part] && part.ReadState != NullabilityState.NotNull);
    }
}
