using System.Reflection;
using Microsoft.AspNetCore.Mvc;

namespace PostPurchase.Server.Api;

/// <summary>A long list is read on from the cursor of the page before, by <c>before</c> or by <c>after</c>. A word that it does not know would answer its first page again and again.</summary>
internal static class Cursors
{
    public const string Expected = "expected the cursor of the page before";

    private const string Before = "before";
    private const string After = "after";

    /// <summary>Refuses the word by which a list of this group is not read on.</summary>
    public static void RefuseOtherCursors(this RouteGroupBuilder group) => group.AddEndpointFilterFactory((context, next) =>
    {
        var names = context.MethodInfo.GetParameters().SelectMany(NamesOf).ToHashSet();
        if (names.Contains(Before) == names.Contains(After)) return next;
        var (known, other) = names.Contains(Before) ? (Before, After) : (After, Before);
        return async call => call.HttpContext.Request.Query.ContainsKey(other)
            ? Answer.Error(400, $"this list is read on by `{known}`, with the cursor of the page before", other)
            : await next(call);
    });

    /// <summary>The id that a cursor stands for, null for the first page; false for what is none.</summary>
    public static bool TryRead(string? text, out long? id)
    {
        var isId = Form.TryId(text, out var number);
        id = isId ? number : null;
        return isId || string.IsNullOrEmpty(text);
    }

    private static IEnumerable<string?> NamesOf(ParameterInfo parameter) => parameter.IsDefined(typeof(AsParametersAttribute))
        ? parameter.ParameterType.GetProperties().Select(property => property.GetCustomAttribute<FromQueryAttribute>()?.Name)
        : [parameter.Name];
}
