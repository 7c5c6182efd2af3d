using System.Text.Json.Nodes;
using NodaTime;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Server.Commands;

/// <summary>Reads a file of past orders for a command, which takes all of it or nothing.</summary>
internal static class ImportTable
{
    private const int MostProblems = 100;

    /// <summary>The events in the order of the file. What is left out (columns of other names, rows about nobody) is told on the error stream.</summary>
    /// <exception cref="CommandException">A column or row is wrong; one line each.</exception>
    public static IReadOnlyList<StoreEvent> Read(Shell shell, string path, string kind)
    {
        try
        {
            var reading = OrderFile.Read(Options.ReadText(shell, path), kind, Written(shell, path), shell.Now);
            if (reading.Unread.Count > 0) shell.Error.WriteLine($"{path}:1: not read: {string.Join(", ", reading.Unread)}");
            if (reading.Problems.Count > 0) throw new CommandException(Exit.Failed, [.. reading.Problems.Take(MostProblems).Select(problem => $"{path}:{problem.Line}: {problem.Text}")]);
            if (reading.Nobody.Count > 0) shell.Error.WriteLine($"{path}:{reading.Nobody[0]}: left out {reading.Nobody.Count} without an e-mail address, this is the first");
            return reading.Events;
        }
        catch (FormatException problem)
        {
            throw CommandException.Failed($"{path}: {problem.Message}");
        }
    }

    // What a file says of consent is as old as the file: somebody may have said another word since.
    private static Instant Written(Shell shell, string path) => Instant.Min(shell.Now, Instant.FromDateTimeUtc(File.GetLastWriteTimeUtc(shell.PathOf(path))));
}

/// <summary>One row: what is not empty, by column.</summary>
internal sealed record ImportRow(int Line, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The columns about the customer.</summary>
    public static IReadOnlyList<string> CustomerColumns { get; } =
        ["email", "external_id", "first_name", "last_name", "phone", "country", "time_zone", "locale", "tags", "consent_own", "consent_third_party", "consent_tracking"];

    public string? this[string column] => Values.GetValueOrDefault(column);

    /// <summary>Copies columns into an object under the same names, or under others.</summary>
    public void CopyTo(JsonObject target, params ReadOnlySpan<string> columns)
    {
        foreach (var column in columns)
        {
            if (this[column] is { } value) target[column] = value;
        }
    }

    /// <summary>The customer's columns as the canonical object.</summary>
    public JsonObject Customer()
    {
        var customer = new JsonObject();
        CopyTo(customer, "email", "external_id", "first_name", "last_name", "phone", "country", "time_zone", "locale");
        if (this["tags"] is { } tags) customer["tags"] = new JsonArray([.. tags.Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(tag => (JsonNode)tag)]);
        var consent = new JsonObject();
        foreach (var kind in (ReadOnlySpan<string>)["own", "third_party", "tracking"])
        {
            if (this[$"consent_{kind}"] is { } said) consent[kind] = bool.TryParse(said, out var word) ? word : said;
        }
        if (consent.Count > 0) customer["consent"] = consent;
        return customer;
    }
}
