using Microsoft.Extensions.Logging;

namespace PostPurchase.Engine.Delivery;

/// <summary>Says once when a mail server stops taking mail, and once when it takes it again. Thread-safe.</summary>
internal sealed class MailServerWatch(ILogger log)
{
    private readonly Lock _gate = new();
    private HashSet<string> _known = [];

    /// <summary>Compares with the last look.</summary>
    public void Look(IReadOnlyList<MailServerTrouble> troubles)
    {
        lock (_gate)
        {
            if (troubles.Count == 0 && _known.Count == 0) return;
            foreach (var trouble in troubles.Where(trouble => !_known.Contains(trouble.Name))) Log.ServerFails(log, trouble.Name, trouble.Text);
            foreach (var name in _known.Except(troubles.Select(trouble => trouble.Name))) Log.ServerWorks(log, name);
            _known = [.. troubles.Select(trouble => trouble.Name)];
        }
    }
}
