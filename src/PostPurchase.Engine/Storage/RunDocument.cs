using NodaTime;
using NodaTime.Text;
using PostPurchase.Core.Journeys;

namespace PostPurchase.Engine.Storage;

/// <summary>What a run remembers, with one-letter names: a million of them wait at a time. The goal has a column of its own, for reports.</summary>
/// <param name="V">Visits.</param>
/// <param name="A">Arms.</param>
/// <param name="S">Slot.</param>
internal sealed record RunDocument(IReadOnlyDictionary<string, int>? V, IReadOnlyDictionary<string, string>? A, string? S)
{
    /// <summary>The document of a state; null for one that remembers nothing.</summary>
    public static string? Write(RunState state)
    {
        if (state.Visits.Count == 0 && state.Arms.Count == 0 && state.Slot is null) return null;
        return StoredJson.Write(
            new RunDocument(
                state.Visits.Count == 0 ? null : state.Visits,
                state.Arms.Count == 0 ? null : state.Arms,
                state.Slot is { } slot ? SlotText.Write(slot) : null),
            StoredJson.Default.RunDocument);
    }

    public static RunState Read(string? document)
    {
        if (document is null) return RunState.Empty;
        var read = StoredJson.Read(document, StoredJson.Default.RunDocument);
        return new RunState
        {
            Visits = read.V ?? RunState.Empty.Visits,
            Arms = read.A ?? RunState.Empty.Arms,
            Slot = read.S is { } slot ? SlotText.Read(slot) : null,
        };
    }
}

/// <summary>A slot as one short text: <c>2026-01-03 2026-01-05 10:00 12345 Europe/Berlin</c>; <c>-</c> for any hour or all weekdays.</summary>
internal static class SlotText
{
    private static readonly LocalTimePattern s_time = LocalTimePattern.ExtendedIso;

    public static string Write(SendSlot slot) => string.Join(
        ' ',
        LocalDatePattern.Iso.Format(slot.First),
        LocalDatePattern.Iso.Format(slot.Last),
        slot.At is { } at ? s_time.Format(at) : "-",
        slot.Weekdays.Count == 0 ? "-" : string.Concat(slot.Weekdays.Select(day => (int)day)),
        slot.Zone);

    public static SendSlot Read(string text)
    {
        var parts = text.Split(' ', 5);
        return new SendSlot(
            LocalDatePattern.Iso.Parse(parts[0]).Value,
            LocalDatePattern.Iso.Parse(parts[1]).Value,
            parts[2] == "-" ? null : s_time.Parse(parts[2]).Value,
            parts[3] == "-" ? [] : [.. parts[3].Select(digit => (IsoDayOfWeek)(digit - '0'))],
            parts[4]);
    }
}
