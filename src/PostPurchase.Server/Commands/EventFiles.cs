using System.Text;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Server.Commands;

/// <summary>Files with one canonical event a line.</summary>
internal static class EventFiles
{
    /// <summary>The events in order.</summary>
    /// <exception cref="CommandException">A line is no event; each such line with its place and reason.</exception>
    public static IReadOnlyList<StoreEvent> Read(Shell shell, string path)
    {
        var (events, problems) = (new List<StoreEvent>(), new List<string>());
        var number = 0;
        foreach (var line in Options.ReadText(shell, path).Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            switch (CanonicalEvents.Read(Encoding.UTF8.GetBytes(line)))
            {
                case EventReading.Sound sound: events.Add(sound.Event); break;
                case EventReading.Malformed malformed: problems.Add($"{path}:{number}: {malformed.Path}: {malformed.Message}"); break;
            }
        }

        return problems.Count == 0 ? events : throw new CommandException(Exit.Failed, [.. problems.Take(100)]);
    }
}
