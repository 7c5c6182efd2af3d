using System.Text.Json.Nodes;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Customers;

/// <summary>
/// What journeys did to a customer's tags and attributes, beside what the store says of them: a store reports the whole list of its tags, and goes on saying what it said.
/// <list type="bullet">
/// <item>A tag that a journey added stays until a journey removes it, whatever the store lists.</item>
/// <item>A tag that a journey removed stays away while the store goes on listing it. Once a report leaves it out, the store may give it again.</item>
/// <item>A value that a journey set stays until a report says another than the store said before, or a journey sets another: repeating is no news.</item>
/// </list>
/// </summary>
public sealed record JourneyChanges
{
    /// <summary>The tags that the store listed last.</summary>
    public IReadOnlyList<string> StoreTags { get; init; } = [];

    /// <summary>The attributes as the store said them; null where no journey set one.</summary>
    public FreeData? StoreAttributes { get; init; }

    /// <summary>Tags that journeys added, in that order, the store's own among them.</summary>
    public IReadOnlyList<string> Added { get; init; } = [];

    /// <summary>Tags that journeys removed, each of them one that the store lists.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>Attributes that journeys set.</summary>
    public FreeData Set { get; init; } = FreeData.Empty;

    /// <summary>The customer after a step of a journey.</summary>
    /// <param name="customer">As they were.</param>
    /// <param name="set">Attribute names with their JSON values.</param>
    /// <param name="add">Tags to add.</param>
    /// <param name="remove">Tags to take away; one that is added too stays.</param>
    public static Customer Make(Customer customer, IReadOnlyList<KeyValuePair<string, string>> set, IReadOnlyList<string> add, IReadOnlyList<string> remove)
    {
        var (store, before) = (Unmade(customer), customer.Changes ?? new JourneyChanges());
        return Over(store, before with
        {
            Added = [.. before.Added.Except(remove).Union(add)],
            Removed = [.. before.Removed.Union(remove).Except(add)],
            Set = before.Set.With(set),
        });
    }

    /// <summary>The customer as the store alone says.</summary>
    public static Customer Unmade(Customer customer) => customer.Changes is not { } changes ? customer : customer with
    {
        Tags = changes.StoreTags,
        Attributes = changes.StoreAttributes ?? customer.Attributes,
        Changes = null,
    };

    /// <summary>The customer after a report of the store.</summary>
    /// <param name="before">As they were.</param>
    /// <param name="store">What the store alone says of them by now.</param>
    /// <param name="isNewer">Whether the report is the newest: an older one only fills what the store had not said.</param>
    public static Customer Keep(Customer before, Customer store, bool isNewer)
    {
        if (before.Changes is not { } changes) return store;
        return Over(store, isNewer ? changes with { Set = Standing(changes.Set, Unmade(before).Attributes, store.Attributes) } : changes);
    }

    /// <summary>Two customers that turned out to be one: what was added to either stays; of a value the store's newer word counts where it is another, else the newer one's journey.</summary>
    /// <param name="store">What the store alone says of the one that they are.</param>
    /// <param name="older">The one whose facts are older.</param>
    /// <param name="newer">The other.</param>
    public static Customer Merge(Customer store, Customer older, Customer newer)
    {
        if (older.Changes is null && newer.Changes is null) return store;
        var (one, two) = (older.Changes ?? new JourneyChanges(), newer.Changes ?? new JourneyChanges());
        var said = Unmade(older).Attributes;
        return Over(store, new JourneyChanges
        {
            Added = [.. one.Added.Union(two.Added)],
            Removed = [.. one.Removed.Union(two.Removed).Except(one.Added).Except(two.Added)],
            Set = Standing(one.Set, said, said.Under(Unmade(newer).Attributes)).Under(two.Set),
        });
    }

    // What was set where the store says of it what it said before.
    private static FreeData Standing(FreeData set, FreeData before, FreeData after)
    {
        if (set.IsEmpty || before == after) return set;
        var (told, known) = (after.Keys(), before.Keys());
        return FreeData.Of(new JsonObject(set.Keys().Where(one => JsonNode.DeepEquals(told[one.Key], known[one.Key])).Select(one => KeyValuePair.Create(one.Key, one.Value?.DeepClone()))));
    }

    private static Customer Over(Customer store, JourneyChanges made)
    {
        // What the store does not list need not be kept away.
        made = made with { StoreTags = store.Tags, StoreAttributes = made.Set.IsEmpty ? null : store.Attributes, Removed = [.. made.Removed.Intersect(store.Tags)] };
        return made is { Added.Count: 0, Removed.Count: 0, Set.IsEmpty: true } ? store : store with
        {
            Tags = [.. store.Tags.Except(made.Removed).Union(made.Added)],
            Attributes = store.Attributes.Under(made.Set),
            Changes = made,
        };
    }
}
