using System.Globalization;
using System.Text.Json;

namespace PostPurchase.Engine.Learning.Pulls;

/// <summary>What answers say beside their rows.</summary>
internal static class PullAnswers
{
    /// <summary>Whether an answer has rows; throws where it says that the question was wrong (GraphQL answers 200 then).</summary>
    /// <exception cref="FormatException">It holds errors and no data.</exception>
    public static bool HasRows(string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Array) return root.GetArrayLength() > 0;
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0)
        {
            var message = errors[0].ValueKind == JsonValueKind.Object && errors[0].TryGetProperty("message", out var said) ? said.ToString() : "an error";
            throw new FormatException(message.Length > 200 ? message[..200] : message);
        }

        return Find(root, name => name is "Actions" or "records") is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() > 0;
    }

    /// <summary>A number of the answer, or null.</summary>
    public static int? Number(string text, string name)
    {
        using var document = JsonDocument.Parse(text);
        return Find(document.RootElement, found => found == name) is { } value && int.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>A flag of the answer, or null.</summary>
    public static bool? Flag(string text, string name)
    {
        using var document = JsonDocument.Parse(text);
        return Find(document.RootElement, found => found == name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : null;
    }

    /// <summary>Where CJ's next page starts: what it says itself, else its last record; null where there is none.</summary>
    public static string? GreatestCommission(string text)
    {
        using var document = JsonDocument.Parse(text);
        if (Find(document.RootElement, name => name == "maxCommissionId") is { ValueKind: JsonValueKind.String or JsonValueKind.Number } said && said.ToString() is { Length: > 0 } greatest) return Plain(greatest);
        if (Find(document.RootElement, name => name == "records") is not { ValueKind: JsonValueKind.Array } records || records.GetArrayLength() == 0) return null;
        return records[records.GetArrayLength() - 1].TryGetProperty("commissionId", out var last) ? Plain(last.ToString()) : null;
    }

    // It goes into a query: an id and nothing else.
    private static string? Plain(string id) => id.Length <= 40 && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') ? id : null;

    private static JsonElement? Find(JsonElement element, Func<string, bool> isIt)
    {
        if (element.ValueKind != JsonValueKind.Object) return null;
        foreach (var member in element.EnumerateObject())
        {
            if (isIt(member.Name)) return member.Value;
        }

        foreach (var member in element.EnumerateObject())
        {
            if (Find(member.Value, isIt) is { } found) return found;
        }

        return null;
    }
}
