using System.Collections.Concurrent;
using PostPurchase.Core.Personalisation;

namespace PostPurchase.Engine.Running;

/// <summary>The looks that were set by form, by store, as they are now. Thread-safe: whoever reads next sees what was set.</summary>
public sealed class StoreLooks
{
    private readonly ConcurrentDictionary<string, (StoreLook Look, long Revision)> _looks;

    /// <summary>None yet.</summary>
    public StoreLooks() => _looks = new(StringComparer.Ordinal);

    private StoreLooks(StoreLooks other) => _looks = new(other._looks, StringComparer.Ordinal);

    /// <summary>The look of a store, or null where none was set.</summary>
    public StoreLook? Find(string store) => _looks.TryGetValue(store, out var known) ? known.Look : null;

    /// <summary>Sets one; mails and pages have it from now on.</summary>
    /// <param name="store">Key of the store.</param>
    /// <param name="look">The look.</param>
    /// <param name="revision">Of two that are set at the same time, the higher one stays.</param>
    public void Set(string store, StoreLook look, long revision) => _looks.AddOrUpdate(store, (look, revision), (_, known) => known.Revision > revision ? known : (look, revision));

    /// <summary>As they are now, but for one store: for a look that is not saved.</summary>
    public StoreLooks With(string store, StoreLook look)
    {
        var copy = Copy();
        copy.Set(store, look, long.MaxValue);
        return copy;
    }

    /// <summary>As they are now, whatever is set later: for simulations, where the same request gives the same mails.</summary>
    public StoreLooks Copy() => new(this);
}
