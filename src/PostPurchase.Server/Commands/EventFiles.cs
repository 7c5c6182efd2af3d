using PostPurchase.Core.Purchases;

namespace PostPurchase.Server.Commands;

/// <summary>Files with one canonical event a line.</summary>
internal static class EventFiles
{
    /// <summary>The events in order.</summary>
    /// <exception cref="CommandException">A line is no event; each such line with its place and reason.</exception>
    public static IReadOnlyList<StoreEvent> Read(Shell shell, string path) => ImportTable.Read(shell, path, "events-jsonl");
}
