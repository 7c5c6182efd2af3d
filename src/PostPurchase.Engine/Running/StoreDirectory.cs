using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Running;

/// <summary>The stores of this installation, and what holds for all of them.</summary>
public sealed record StoreDirectory
{
    /// <summary>Profiles by key, as the settings have them; <c>default</c> is always there.</summary>
    public required IReadOnlyDictionary<string, StoreProfile> Stores { get; init; }

    /// <summary>What was set by form on top of the profiles; shared by copies of this record.</summary>
    public StoreLooks Looks { get; init; } = new();

    /// <summary>Which silence means yes where.</summary>
    public ConsentRules ConsentRules { get; init; } = ConsentRules.Default;

    /// <summary>What stands for every store in <see cref="Cycles"/>.</summary>
    public const string EveryStore = "*";

    /// <summary>How long one unit of a consumable lasts, by store (or every store) and product, as <c>store/product</c>; empty until a catalogue says so.</summary>
    public IReadOnlyDictionary<string, Duration> Cycles { get; init; } = new Dictionary<string, Duration>();

    /// <summary>Share of customers, 0..1, who get no marketing of any journey, to measure what all of it brings.</summary>
    public double GlobalHoldoutRate { get; init; }

    /// <summary>Whether a customer gets no marketing of a journey, by its own holdout or by the one of all journeys.</summary>
    public bool IsHeldOut(JourneyPlan plan, CustomerId owner) =>
        Holdout.Contains(plan.Key, owner.Value, plan.HoldoutRate) || Holdout.ContainsGlobally(owner.Value, GlobalHoldoutRate);

    /// <summary>The profile of a store with its look; a store that is not configured looks like the default one.</summary>
    public StoreProfile Of(string key)
    {
        if (!Stores.TryGetValue(key, out var store)) return Of("default") with { Key = key };
        return Looks.Find(key) is { } look ? look.ApplyTo(store) : store;
    }

    /// <summary>Another number when the zone of a store, or what is known of it, is another.</summary>
    public long ZoneFingerprint()
    {
        var zones = Stores.OrderBy(store => store.Key, StringComparer.Ordinal).SelectMany(store => StoreZones.OffsetsOf(Of(store.Key).TimeZone).Select(part => $"{store.Key} {part.From} {part.Offset}"));
        return BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', zones))));
    }

    /// <summary>The id of a store's zone; of all stores null where they are in several.</summary>
    /// <param name="key">Key of a store; null = all.</param>
    public string? ZoneOf(string? key) => key is not null ? Of(key).TimeZone.Id : Stores.Values.Select(store => store.TimeZone.Id).Distinct().Count() > 1 ? null : Of("default").TimeZone.Id;

    /// <summary>The day in the zone of a store; of all stores the latest one, so that a report that ends with it leaves nothing out.</summary>
    /// <param name="key">Key of a store; null or empty = all.</param>
    /// <param name="now">The instant.</param>
    public LocalDate Today(string? key, Instant now) =>
        string.IsNullOrEmpty(key) ? Stores.Keys.Append("default").Max(store => now.InZone(Of(store).TimeZone).Date) : now.InZone(Of(key).TimeZone).Date;

    /// <summary>How long one unit of a line's product lasts, or null where it is no consumable.</summary>
    public Duration? CycleOf(string store, LineFacts line)
    {
        foreach (var name in new[] { line.ProductId, line.Sku })
        {
            if (name is not null && (Cycles.TryGetValue($"{store}/{name}", out var cycle) || Cycles.TryGetValue($"{EveryStore}/{name}", out cycle))) return cycle;
        }

        return null;
    }
}
