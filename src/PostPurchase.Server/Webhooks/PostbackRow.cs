using PostPurchase.Core.Attribution.Networks;

namespace PostPurchase.Server.Webhooks;

/// <summary>One row of a postback as it was read.</summary>
/// <param name="Place">Where it is: <c>[1]</c> in a list, <c>the parameters</c> where it is all.</param>
/// <param name="Id">The network's id of the conversion, where it can be told.</param>
/// <param name="Reading">What it says, or why it cannot be read.</param>
internal sealed record PostbackRow(string Place, string? Id, ReportReading Reading)
{
    /// <summary>Whether it is one of a list.</summary>
    public bool IsOfList => Place.EndsWith(']');

    /// <summary>Why it cannot be read, with its place; null where it can.</summary>
    public string? Why => Reading is ReportReading.Bad bad ? $"{Place} {bad.Field} {bad.Message}" : null;

    public static PostbackRow Read((string Place, ReportRow? Row) row, ReportReader reader) => row.Row is { } read
        ? new(row.Place, read.First(reader.Dialect.Id)?.Value, reader.Read(read))
        : new(row.Place, null, new ReportReading.Bad("row", "has too few or too many values"));
}
